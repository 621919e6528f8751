// SPDX-License-Identifier: Apache-2.0
// The parcel log as the store keeps it, one of each tenant: leaves and complete nodes, which are
// only added, and the last checkpoint. What may be added when is decided by whoever follows the
// journal (gateway/log/append_leaves.hpp), not here.
#pragma once

#include "core/merkle.hpp"
#include "core/names.hpp"
#include "core/tx.hpp"
#include "fulfillment/log_leaf.hpp"

#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace route9::fulfillment {

inline constexpr int log_leaves_per_unit_max = 256;
inline constexpr int log_leaves_of_parcel_max = 512;

struct LogLeaf {
    std::uint64_t index = 0;
    std::string text{};
    Digest256 hash{};
    std::int64_t position = 0; // of the event in the journal
    /// Without one nothing is stored that says whose leaf it is: its recipient is erased.
    std::optional<ParcelId> parcel{};
    LeafSalt salt{};
};

/// The newest checkpoint and the position up to which its leaves tell the journal.
struct LogHead {
    std::uint64_t size = 0;
    std::int64_t position = 0;
    std::string key{}; // as note_key_text writes it
    std::string note{};
};

namespace parcel_log {

/// Nullopt while nothing has been logged.
std::optional<LogHead> head(Tx& tx, const TenantId& tenant);
/// False when the log has not `size_before` leaves any more (0 = none): somebody else was faster.
bool advance(Tx& tx, const TenantId& tenant, std::uint64_t size_before, const LogHead& head);
void append(
    Tx& tx,
    const TenantId& tenant,
    std::span<const LogLeaf> leaves,
    std::span<const merkle::Node> nodes
);

using Hashes = std::map<merkle::NodeAddress, Digest256>;
/// Those that are there.
Hashes hashes(Tx& tx, const TenantId& tenant, std::span<const merkle::NodeAddress> nodes);
/// Of `count` nodes of one level side by side, as far as they are there.
std::vector<Digest256>
level(Tx& tx, const TenantId& tenant, const merkle::NodeAddress& from, std::int64_t count);
/// The texts of `count` leaves from `begin`, as far as there are any.
std::vector<std::string>
texts(Tx& tx, const TenantId& tenant, std::uint64_t begin, std::int64_t count);
/// The first log_leaves_of_parcel_max, oldest first.
std::vector<LogLeaf> of_parcel(Tx& tx, const TenantId& tenant, const ParcelId& parcel);
bool has(Tx& tx, const TenantId& tenant, const ParcelId& parcel);
/// The leaves stay and nothing tells any more that they were this parcel's.
void forget(Tx& tx, const TenantId& tenant, const ParcelId& parcel);

/// Codes of those of `parcels` whose recipient is not erased.
std::map<ParcelId, std::string>
codes(Tx& tx, const TenantId& tenant, std::span<const ParcelId> parcels);

} // namespace parcel_log
} // namespace route9::fulfillment
