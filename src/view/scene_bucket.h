// Buckets of S3 on the stage: a row under the lanes of queues, a card among the senders of a topic,
// one line on a phone; the ways to them and what moves there. Must not know the World.
#pragma once

#include "view/scene_arrange.h"

namespace view {

/// Kept free under the lanes of a stage with buckets.
inline constexpr float kBucketFoot = 80;

/// Under the lanes, with the ways between buckets, callers and queues.
void add_bucket_row(Stage& stage, const StagePlan& plan);
/// A card of the sender column; `compact` leaves icon and name.
void add_bucket_card(Stage& stage, const StageBucket& bucket, Rect box, bool compact);
/// The ways of the buckets of a stage with topics, when all else has its place.
void add_bucket_card_ways(Stage& stage);
/// Height of a card.
float bucket_card_height(bool compact);
/// One line on a phone for the first bucket.
void add_phone_bucket(Stage& stage, Rect box);

/// Objects, requests and notifications on the wire, and notifications that were lost.
void add_bucket_traffic(Stage& stage);

}  // namespace view
