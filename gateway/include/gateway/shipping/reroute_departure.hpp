// SPDX-License-Identifier: Apache-2.0
// Sends a truck that has not left by another gate, or at other times. What rides on it follows; of
// a closed truck the papers are made again first, so that the declarations lie at the office where
// it will cross. The same gate and times change nothing.
// Errors: not_found; sealed (the truck has left); validation_failed (no way by that gate, it would
// arrive before it leaves); state_forbids (gate_closed); those of reopen_departure.
#pragma once

#include "gateway/catalogue.hpp"
#include "gateway/shipping/departure_units.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace route9::gateway {

enum class RerouteReason : std::uint8_t { gate_closed, queue, road_closed, customs, other };

std::string_view name(RerouteReason reason) noexcept;
std::optional<RerouteReason> parse_reroute_reason(std::string_view text) noexcept;

struct RerouteOrder {
    std::string gate;
    std::optional<Instant> leaves;
    std::optional<Instant> arrives;
    RerouteReason reason = RerouteReason::other;
};

/// A unit of work. Precondition: the corridor has the gate.
Result<StandingDeparture> reroute_departure(
    Tx& tx, const StepOrder& step, const RerouteOrder& reroute, const Catalogue& catalogue
);

} // namespace route9::gateway
