// SPDX-License-Identifier: Apache-2.0
// A carrier says line by line what it received, in one call or in several: lines it has not named
// yet stay open. What came on top is named as `over`; what is short, over or damaged is disputed
// until both sides settle it. What was taken over is in the carrier's custody from then on. A line
// answered again is answered the same, otherwise refused. Errors: not_found; sealed (void);
// validation_failed naming each bad line; conflict (another answer stands).
#pragma once

#include "core/json.hpp"
#include "core/names.hpp"
#include "core/tx.hpp"
#include "gateway/keyring.hpp"
#include "gateway/shipping/drawn_entropy.hpp"
#include "gateway/shipping/follow_statement.hpp"
#include "gateway/shipping/manifest_book.hpp"

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

namespace route9::gateway {

inline constexpr std::size_t acknowledged_lines_max = 10'000;

struct AcknowledgedLine {
    std::string parcel; // as named: code or id
    fulfillment::LineResult result = fulfillment::LineResult::received;
    std::string note{};
};

struct Acknowledgement {
    std::vector<AcknowledgedLine> lines;
    std::string signature{};
    std::optional<Instant> signed_at{};
};

/// Error: validation_failed with every bad member.
Result<Acknowledgement> read_acknowledgement(const Json& body);

struct AcknowledgeOrder {
    TenantId tenant;
    PartyId carrier;
    ManifestId manifest;
    Acknowledgement answer;
    Speaker speaker;
    DrawnEntropy ids;
    Instant now{};
};

/// A unit of work. {manifest, state, acknowledged_at?, lines, open, received, discrepancies}.
Result<ManifestAnswer> acknowledge_manifest(Tx& tx, AcknowledgeOrder order, Keyring& keyring);

} // namespace route9::gateway
