// What differs between the services on the wire: protocol versions, XML namespaces, and how the
// Query protocol names members. Must not know any action.
#pragma once

#include <string>
#include <string_view>

#include "api/shape.h"

namespace api {

/// One row per service that can be reached over HTTP.
struct WireService {
  std::string_view service;          // "sqs": as in the operation table and the credential scope
  std::string_view target;           // "AmazonSQS" of X-Amz-Target; empty: no JSON protocol
  std::string_view json_version;     // "1.0"
  std::string_view error_namespace;  // "com.amazonaws.sqs" before the "#" of __type
  std::string_view query_version;    // "2012-11-05"; empty: no Query protocol
  std::string_view xml_namespace;
  /// Lists and maps stand in their parent, under the name of one item: Attribute.1.Name instead of
  /// Attributes.entry.1.key.
  bool flat = false;
  /// JSON answers have no empty lists: a batch without failures has no Failed.
  bool omits_empty = false;
  /// The XML has line breaks, and no declaration in front.
  bool pretty = false;
  /// Speaks CBOR as well, with the members of its JSON.
  bool cbor = false;
};

const WireService* find_wire_service(std::string_view service);
const WireService* find_wire_service_by_target(std::string_view target);
const WireService* find_wire_service_by_version(std::string_view query_version);

/// How the Query protocol writes one list or map: `prefix`.N and, for maps, the names of the key
/// and of the value. In XML, each item is an element `item` (inside the member's own element
/// unless the service is flat).
struct QueryNames {
  std::string prefix;
  std::string item;
  std::string_view key;
  std::string_view value;
};
QueryNames query_names(const WireService& service, std::string_view action,
                       const MemberInfo& member);

/// A member that is a map on the wire although its type is a structure: the system attributes of a
/// send, of which only one name exists.
bool is_map_on_wire(const MemberInfo& member);

/// Actions that answer with an empty result element instead of none.
bool has_empty_result(const WireService& service, std::string_view action);

}  // namespace api
