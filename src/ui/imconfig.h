// Compile-time configuration of Dear ImGui; every translation unit that sees imgui.h gets it.
// Only its draw lists and its texture atlas are used: no windows, no widgets, no fonts of its own.
#pragma once

// WebGL2 has no base vertex, so an index must reach past 65,535 by itself.
#define ImDrawIdx unsigned int

#define IMGUI_DISABLE_OBSOLETE_FUNCTIONS
#define IMGUI_DISABLE_DEFAULT_FONT
#define IMGUI_DISABLE_DEMO_WINDOWS
#define IMGUI_DISABLE_DEBUG_TOOLS
#define IMGUI_DISABLE_DEFAULT_SHELL_FUNCTIONS
#define IMGUI_DISABLE_FILE_FUNCTIONS
