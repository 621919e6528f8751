// SPDX-License-Identifier: Apache-2.0
// A carrier says line by line what it received. Every line of the manifest is named once; what came
// on top is named as `over`. What is short, over or damaged is kept as a discrepancy. The same
// answer twice is answered the same, another one is refused. Errors: not_found; validation_failed
// naming each bad line; conflict (another acknowledgement stands).
#pragma once

#include "core/json.hpp"
#include "core/names.hpp"
#include "core/tx.hpp"
#include "fulfillment/manifest_store.hpp"
#include "gateway/keyring.hpp"
#include "gateway/shipping/drawn_entropy.hpp"

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace route9::gateway {

inline constexpr std::size_t acknowledged_lines_max = 10'000;

enum class LineResult : std::uint8_t { received, short_, over, damaged };

struct AcknowledgedLine {
    std::string parcel; // as named: code or id
    LineResult result = LineResult::received;
    std::string note{};
};

struct Acknowledgement {
    std::vector<AcknowledgedLine> lines;
    std::string signature{};
};

/// Error: validation_failed with every bad member.
Result<Acknowledgement> read_acknowledgement(const Json& body);

struct AcknowledgeOrder {
    TenantId tenant;
    PartyId carrier;
    ManifestId manifest;
    Acknowledgement answer;
    DrawnEntropy ids;
    Instant now{};
};

/// A unit of work. {manifest, state, acknowledged_at, lines, received, discrepancies}.
Result<Json> acknowledge_manifest(Tx& tx, AcknowledgeOrder order, Keyring& keyring);

} // namespace route9::gateway
