// SPDX-License-Identifier: Apache-2.0
// Takes parcels off a truck that has not left, so that one bad parcel never holds the others. Off
// an open truck a parcel loses its place. Off a closed one it is in the warehouse again as if it
// had not been handed over (stock, cash, declarations, its order), and the truck's papers are made
// again for the rest. A parcel that has no truck any more is passed over.
// Errors: not_found; sealed (the truck has left); validation_failed naming each parcel that cannot
// be taken off; conflict; those of reopen_departure.
#pragma once

#include "core/vault.hpp"
#include "gateway/shipping/departure_units.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace route9::gateway {

inline constexpr std::size_t unload_parcels_max = 16; // of a closed truck a unit of work holds them

enum class UnloadReason : std::uint8_t { short_, damaged, customs_held, cancelled, other };

std::string_view name(UnloadReason reason) noexcept;
std::optional<UnloadReason> parse_unload_reason(std::string_view text) noexcept;

struct UnloadOrder {
    std::vector<std::string> parcels; // ids or codes
    UnloadReason reason = UnloadReason::other;
    std::string note;   // may speak of people: kept sealed, with the parcel's events
    bool whole = false; // with the bag they are in; else they leave it
};

/// A unit of work.
Result<StandingDeparture>
unload_parcels(Tx& tx, const StepOrder& step, const UnloadOrder& unload, const Vault& vault);

} // namespace route9::gateway
