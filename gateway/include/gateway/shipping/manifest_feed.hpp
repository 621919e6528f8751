// SPDX-License-Identifier: Apache-2.0
// One carrier's feed of sealed manifests, at least once. A batch that was served after a position
// is served again, byte for byte, until it is committed. A poll without cursor goes on after what
// is committed and leases its batch to its key for a minute: meanwhile the carrier's other keys get
// what comes after it. A lease is a courtesy: whoever names a cursor is served. Lease times are
// milliseconds of the lease clock (core/jobs.hpp); one that no poll of its run can have made is
// void.
#pragma once

#include "core/names.hpp"
#include "core/tx.hpp"
#include "fulfillment/manifest_store.hpp"
#include "gateway/keyring.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace route9::gateway {

inline constexpr int manifests_per_batch = 20;
inline constexpr std::int64_t batch_bytes_max = 8 * 1024 * 1024; // of documents; one in any case
/// The list a feed's cursors belong to: polls make them, commits read them.
inline constexpr std::string_view manifest_cursor = "manifests";

struct FeedPoll {
    TenantId tenant;
    PartyId carrier;
    KeyId key;
    std::optional<std::int64_t> after; // of the cursor
    std::int64_t now_ms = 0;           // lease clock
};

struct FeedBatch {
    std::int64_t last = 0; // the position to commit, and to go on after
    std::vector<std::string> documents;

    bool empty() const noexcept { return documents.empty(); }
};

/// For a read: whether a poll would get something.
bool feed_has(Tx& tx, const FeedPoll& poll);
/// A unit of work: the batch, kept and leased. Errors: those of open_document.
Result<FeedBatch> take_batch(Tx& tx, const FeedPoll& poll, Keyring& keyring);

} // namespace route9::gateway
