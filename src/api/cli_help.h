// Help and skeletons, written from the operation table. Must not know any single operation.
#pragma once

#include <array>
#include <string>
#include <string_view>

#include "api/operations.h"

namespace api {

/// Options of the CLI itself that take a value. Those that mean nothing here are read past.
inline constexpr std::array<std::string_view, 6> kOwnValues{
    "--query", "--output", "--cli-input-json", "--region", "--profile", "--endpoint-url"};
/// Those that stand alone.
inline constexpr std::array<std::string_view, 3> kOwnFlags{"--no-cli-pager", "--no-paginate",
                                                           "--debug"};

std::string help_of_services();
/// Empty for a service that is not known.
std::string help_of_service(std::string_view service);
std::string help_of_operation(const Operation& operation);

/// "<string>", "<structure> (shorthand or JSON)": what an option takes, in words.
std::string value_words(const TypeInfo& type);

/// An input to fill in, as --generate-cli-skeleton writes it.
base::Json skeleton_of(const TypeInfo& type);

}  // namespace api
