// Hashes of the vocabulary: requests, responses, refusals and timers, every member of them. Used
// by the hash of the World. Must not know how anything works.
#pragma once

#include "base/hash.h"
#include "model/api_error.h"
#include "model/request.h"
#include "model/sqs.h"
#include "model/timers.h"

namespace model {

void hash_into(const ApiError& error, base::Hasher& h);
void hash_into(const Timer& timer, base::Hasher& h);
void hash_into(const ServiceTicket& ticket, base::Hasher& h);
void hash_into(const Request& request, base::Hasher& h);
void hash_into(const Response& response, base::Hasher& h);

namespace sqs {

void hash_into(const MessageAttributeValue& value, base::Hasher& h);
void hash_into(const ReceiveMessageRequest& request, base::Hasher& h);
void hash_into(const Request& request, base::Hasher& h);
void hash_into(const Response& response, base::Hasher& h);

}  // namespace sqs
}  // namespace model
