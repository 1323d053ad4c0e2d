// Parameters of the Query protocol (Attribute.1.Name=…) as AWS JSON, led by an operation's rows.
// Must not know any action.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "api/http.h"
#include "api/operations.h"
#include "api/wire_services.h"
#include "model/api_error.h"

namespace api {

/// Parameters by the parts of their names: "Attribute.1.Name" is Attribute → 1 → Name.
struct QueryNode {
  std::optional<std::string> value;
  std::map<std::string, QueryNode, std::less<>> children;

  const QueryNode* child(std::string_view name) const;
};

/// No parameter of AWS is named with more parts than this.
inline constexpr std::size_t kMaxQueryDepth = 12;

/// Nothing when a name is nested too deeply. Of a name that comes twice the last value counts.
std::optional<QueryNode> build_query_tree(const std::vector<FormField>& fields);

/// The AWS JSON of an operation's input. Every parameter must belong to the operation; those of
/// the protocol itself (Action, Version, signatures) are passed over.
model::ApiResult<base::Json> read_query(const WireService& service, const Operation& operation,
                                        const QueryNode& tree);

}  // namespace api
