// SPDX-License-Identifier: Apache-2.0
// Scans of the warehouse floor by the ids their devices gave them, so that one that was queued
// offline and sent again is answered as it was and does nothing more. Kept for scan_age_max.
#pragma once

#include "core/crypto.hpp"
#include "core/names.hpp"
#include "core/tx.hpp"

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>

namespace route9::fulfillment {

inline constexpr std::chrono::days scan_age_max{35};

struct ScanRecord {
    TenantId tenant;
    std::string id;       // of the device's making
    Digest256 content{};  // of all that was said, its time excepted
    std::string act;      // "pick"
    Instant scanned_at{}; // by the device's clock
    Instant received_at{};
    std::string answer{}; // compact JSON
};

namespace scans {

std::optional<ScanRecord> find(Tx& tx, const TenantId& tenant, const std::string& id);
/// False when the id is taken: somebody was faster.
bool insert(Tx& tx, const ScanRecord& scan);
/// The number forgotten, at most `limit`.
std::int64_t forget_old(Tx& tx, Instant now, int limit);

} // namespace scans
} // namespace route9::fulfillment
