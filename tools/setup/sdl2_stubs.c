/* What SDL names but this application never reaches: its software blitters, its 2D renderer, its YUV
   conversion. Their real files would add 150 KB to every first visit, because SDL's window code points
   at them. Each stub says "unsupported", which SDL's own callers handle. */
#include "SDL_internal.h"

#include "SDL.h"
#include "video/SDL_RLEaccel_c.h"
#include "video/SDL_blit.h"
#include "video/SDL_blit_auto.h"
#include "video/SDL_blit_copy.h"
#include "video/SDL_blit_slow.h"
#include "video/SDL_yuv_c.h"

/* SDL's Emscripten video driver names it, and the real one keeps every GL function of Emscripten
   alive in the output. The application calls GL directly: SDL finding no extra functions is fine. */
void *eglGetProcAddress(const char *name) { (void)name; return 0; }

/* Blits: without a function for the pair of formats SDL_MapSurface fails with "combination not supported". */
SDL_BlitFunc SDL_CalculateBlit0(SDL_Surface *s) { (void)s; return 0; }
SDL_BlitFunc SDL_CalculateBlit1(SDL_Surface *s) { (void)s; return 0; }
SDL_BlitFunc SDL_CalculateBlitN(SDL_Surface *s) { (void)s; return 0; }
SDL_BlitFunc SDL_CalculateBlitA(SDL_Surface *s) { (void)s; return 0; }
void SDL_BlitCopy(SDL_BlitInfo *info) { (void)info; }
void SDL_Blit_Slow(SDL_BlitInfo *info) { (void)info; }
SDL_BlitFuncEntry SDL_GeneratedBlitFuncTable[] = {{0, 0, 0, 0, 0}};
int SDL_RLESurface(SDL_Surface *s) { (void)s; return SDL_Unsupported(); }
void SDL_UnRLESurface(SDL_Surface *s, int recode) { (void)s; (void)recode; }
int SDL_SoftStretch(SDL_Surface *a, const SDL_Rect *ar, SDL_Surface *b, const SDL_Rect *br)
{ (void)a; (void)ar; (void)b; (void)br; return SDL_Unsupported(); }
int SDL_SoftStretchLinear(SDL_Surface *a, const SDL_Rect *ar, SDL_Surface *b, const SDL_Rect *br)
{ (void)a; (void)ar; (void)b; (void)br; return SDL_Unsupported(); }

/* YUV. */
int SDL_ConvertPixels_YUV_to_RGB(int w, int h, Uint32 sf, const void *s, int sp, Uint32 df, void *d, int dp)
{ (void)w; (void)h; (void)sf; (void)s; (void)sp; (void)df; (void)d; (void)dp; return SDL_Unsupported(); }
int SDL_ConvertPixels_RGB_to_YUV(int w, int h, Uint32 sf, const void *s, int sp, Uint32 df, void *d, int dp)
{ (void)w; (void)h; (void)sf; (void)s; (void)sp; (void)df; (void)d; (void)dp; return SDL_Unsupported(); }
int SDL_ConvertPixels_YUV_to_YUV(int w, int h, Uint32 sf, const void *s, int sp, Uint32 df, void *d, int dp)
{ (void)w; (void)h; (void)sf; (void)s; (void)sp; (void)df; (void)d; (void)dp; return SDL_Unsupported(); }

/* The 2D renderer, which SDL would use to emulate a window's surface. */
int SDL_GetNumRenderDrivers(void) { return 0; }
int SDL_GetRenderDriverInfo(int i, SDL_RendererInfo *info) { (void)i; (void)info; return SDL_Unsupported(); }
SDL_Renderer *SDL_CreateRenderer(SDL_Window *w, int i, Uint32 f) { (void)w; (void)i; (void)f; return 0; }
SDL_Renderer *SDL_GetRenderer(SDL_Window *w) { (void)w; return 0; }
int SDL_GetRendererInfo(SDL_Renderer *r, SDL_RendererInfo *i) { (void)r; (void)i; return SDL_Unsupported(); }
void SDL_DestroyRenderer(SDL_Renderer *r) { (void)r; }
void SDL_DestroyRendererWithoutFreeing(SDL_Renderer *r) { (void)r; }
SDL_Texture *SDL_CreateTexture(SDL_Renderer *r, Uint32 f, int a, int w, int h)
{ (void)r; (void)f; (void)a; (void)w; (void)h; return 0; }
void SDL_DestroyTexture(SDL_Texture *t) { (void)t; }
int SDL_UpdateTexture(SDL_Texture *t, const SDL_Rect *r, const void *p, int pitch)
{ (void)t; (void)r; (void)p; (void)pitch; return SDL_Unsupported(); }
int SDL_RenderSetViewport(SDL_Renderer *r, const SDL_Rect *a) { (void)r; (void)a; return SDL_Unsupported(); }
int SDL_RenderCopy(SDL_Renderer *r, SDL_Texture *t, const SDL_Rect *s, const SDL_Rect *d)
{ (void)r; (void)t; (void)s; (void)d; return SDL_Unsupported(); }
void SDL_RenderPresent(SDL_Renderer *r) { (void)r; }
