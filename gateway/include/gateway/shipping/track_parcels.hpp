// SPDX-License-Identifier: Apache-2.0
// What carriers report: each event is recorded once and decided by fulfillment/tracking.hpp; cash
// that was collected at the door moves to the carrier's account; an order follows its parcels. A
// bad event (cash that does not fit, an id that is another parcel's) is refused alone: nothing of
// it is kept, so that it may be sent again corrected. What a clock that runs ahead tells counts as
// told now.
#pragma once

#include "adapters/carriers/tracking_document.hpp"
#include "core/names.hpp"
#include "core/tx.hpp"
#include "core/vault.hpp"
#include "gateway/shipping/drawn_entropy.hpp"

#include <optional>
#include <string>
#include <vector>

namespace route9::fulfillment {
class ReturnTerms;
} // namespace route9::fulfillment

namespace route9::gateway {

/// How far a carrier's clock may be ahead of ours before it is told.
inline constexpr Minutes tracking_ahead_max{10};

struct TrackingBatch {
    TenantId tenant;
    PartyId carrier;
    std::vector<adapters::TrackingReport> reports;
    DrawnEntropy ids;
    Instant now{};
    /// By which returns follow; null: they do not, who tracks sees to them.
    const fulfillment::ReturnTerms* terms = nullptr;
};

enum class TrackingAnswer : std::uint8_t {
    moved,
    late,
    terminal_kept,
    alert,
    duplicate,
    not_found,
    refused,
};

std::string_view name(TrackingAnswer answer) noexcept;

struct TrackedEvent {
    TrackingAnswer answer = TrackingAnswer::refused;
    std::string parcel_status; // afterwards; empty when there is no such parcel
    std::string detail{};      // why it was refused, or what a person has been told
};

/// A unit of work. Parallel to the reports; their words are sealed under the recipients' keys.
/// Error: conflict.
Result<std::vector<TrackedEvent>> track_parcels(Tx& tx, TrackingBatch batch, const Vault& vault);

} // namespace route9::gateway
