// SPDX-License-Identifier: Apache-2.0
// A side says what became of a line and who bears it: a first word, another word, or the agreement
// with what the other side has said. When the newest words of both are the same the line is
// settled, and the parcel is where they agree. A manifest without a disputed line is closed; a word
// that differs opens it again. Errors: not_found; sealed (void); validation_failed naming each bad
// line; conflict.
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

/// Each may move a parcel and tell its order.
inline constexpr std::size_t settled_lines_max = 50;

struct SettledLine {
    std::string parcel; // as named: code or id
    fulfillment::LineWord word{};
    std::string note{};
};

struct Settlement {
    std::vector<SettledLine> lines;
    std::string signature{};
    std::optional<Instant> signed_at{};
};

/// Error: validation_failed with every bad member.
Result<Settlement> read_settlement(const Json& body);

struct SettleOrder {
    TenantId tenant;
    PartyId carrier; // empty: our side speaks
    ManifestId manifest;
    Settlement settlement;
    Speaker speaker;
    DrawnEntropy ids;
    Instant now{};
};

/// A unit of work. {manifest, state, disputed, lines:[{parcel, state, carrier?, warehouse?}]}.
Result<ManifestAnswer> settle_manifest(Tx& tx, SettleOrder order, Keyring& keyring);

} // namespace route9::gateway
