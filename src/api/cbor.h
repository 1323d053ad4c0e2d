// CBOR (RFC 8949) as AWS's services speak it (application/x-amz-cbor-1.1): the same members as in
// JSON, but blobs are bytes and dates are milliseconds. Bounded. Must not know any action.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "api/shape.h"
#include "base/json.h"

namespace api {

/// Reads one value: maps with text keys, lists, text, bytes, numbers, true, false, null; tags are
/// skipped. Bytes become binary values. Nothing when it is malformed, has a key twice, a number
/// that JSON has not, or is larger than a request may be.
std::optional<base::Json> parse_cbor(std::string_view bytes);

/// Brings a read value into the form that JSON has: base64 for blobs, seconds for dates.
void cbor_to_json_form(const TypeInfo& type, base::Json& value);

/// Writes an answer whose JSON is `value`.
std::string write_cbor(const TypeInfo& type, const base::Json& value);
/// Writes a value without blobs and dates.
std::string write_cbor(const base::Json& value);

}  // namespace api
