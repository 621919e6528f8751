// SPDX-License-Identifier: Apache-2.0
#include "gateway/shipping/manifest_feed.hpp"

#include "core/limits.hpp"
#include "gateway/shipping/manifest_at_rest.hpp"

namespace route9::gateway {
namespace {

using namespace fulfillment;

constexpr std::int64_t kLeaseMs = Milliseconds{limits::manifest_lease}.count();

bool is_live(const FeedCursor& cursor, std::int64_t now_ms) {
    return cursor.leased_until_ms > now_ms && cursor.leased_until_ms - now_ms <= kLeaseMs &&
           cursor.leased_to > cursor.committed;
}

struct Start {
    std::int64_t after = 0;
    bool leases = false;
};

Start start_of(const FeedPoll& poll, const FeedCursor& cursor) {
    if (poll.after) {
        return {*poll.after, false};
    }
    const bool others = is_live(cursor, poll.now_ms) && cursor.leased_key != poll.key;
    return others ? Start{cursor.leased_to, false} : Start{cursor.committed, true};
}

} // namespace

bool feed_has(Tx& tx, const FeedPoll& poll) {
    const FeedCursor cursor = manifests::cursor(tx, poll.tenant, poll.carrier);
    const std::int64_t after = start_of(poll, cursor).after;
    return !manifests::feed(tx, poll.tenant, poll.carrier, after, 0, 1).empty();
}

Result<FeedBatch> take_batch(Tx& tx, const FeedPoll& poll, Keyring& keyring) {
    FeedCursor cursor = manifests::cursor(tx, poll.tenant, poll.carrier);
    const Start start = start_of(poll, cursor);
    auto end = manifests::batch_end(tx, poll.tenant, poll.carrier, start.after);
    if (!end) {
        end = manifests::feed_end(
            tx, poll.tenant, poll.carrier, start.after, manifests_per_batch, batch_bytes_max
        );
    }
    FeedBatch batch{.last = start.after, .documents = {}};
    if (!end) {
        return batch;
    }
    const auto rows =
        manifests::feed(tx, poll.tenant, poll.carrier, start.after, *end, manifests_per_batch);
    for (const Manifest& manifest : rows) {
        auto document = open_document(tx, manifest, keyring);
        if (!document && document.error().code != ErrorCode::not_found) {
            return Failure{std::move(document).error()};
        }
        if (document) { // else its key has died of age
            batch.documents.push_back(std::move(*document));
        }
        batch.last = manifest.position;
    }
    if (batch.empty()) {
        return batch;
    }
    manifests::keep_batch(tx, poll.tenant, poll.carrier, start.after, batch.last);
    if (start.leases) {
        cursor.leased_after = start.after;
        cursor.leased_to = batch.last;
        cursor.leased_until_ms = poll.now_ms + kLeaseMs;
        cursor.leased_key = poll.key;
        manifests::lease(tx, poll.tenant, poll.carrier, cursor);
    }
    return batch;
}

} // namespace route9::gateway
