// The same program in a desktop window, for fast work.
#include "app/app.h"
#include "platform/app.h"

int main(int argc, char** argv) {
  app::Application application;
  return platform::run(application, argc, argv);
}
