// The program in a browser page.
#include "app/app.h"
#include "platform/app.h"

int main(int argc, char** argv) {
  static app::Application application;
  return platform::run(application, argc, argv);
}
