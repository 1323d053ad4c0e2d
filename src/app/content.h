// The course as it was delivered with the program: the catalogue and the lesson files. Must not
// know who learns.
#pragma once

#include <map>
#include <string>
#include <string_view>

#include "lesson/catalogue.h"
#include "lesson/document.h"
#include "platform/app.h"

namespace app {

class Content {
 public:
  /// Reads the catalogue. False: error() says why.
  bool load(const platform::Host& host);
  const lesson::Catalogue& catalogue() const { return catalogue_; }
  /// A lesson, read when first wanted; null: error() says what is wrong with its file.
  const lesson::Document* lesson(const platform::Host& host, std::string_view id);
  const std::string& error() const { return error_; }

 private:
  lesson::Catalogue catalogue_;
  std::map<std::string, lesson::Document, std::less<>> lessons_;
  std::string error_;
};

}  // namespace app
