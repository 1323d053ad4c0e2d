// The page's side of the program: the functions the page calls (exported C) and the host it is
// reached through. bridge.cc is the only file with JavaScript in it.
// Must not know: what is drawn or simulated.
#pragma once

namespace platform {

class App;

/// Makes `app` the program that the page will start with inflight_start.
void offer_to_page(App& app);

}  // namespace platform
