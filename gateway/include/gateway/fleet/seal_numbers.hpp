// SPDX-License-Identifier: Apache-2.0
// The seals of a truck: numbers, in the order in which they were put on. They stand in the manifest
// and in the truck's JSON; new ones on a closed truck make its papers again.
#pragma once

#include "core/json.hpp"
#include "gateway/shipping/departure_units.hpp"

#include <cstddef>
#include <string>
#include <vector>

namespace route9::gateway {

inline constexpr std::size_t truck_seals_max = 10;
inline constexpr std::size_t seal_bytes_max = 32;

/// Each once. An absent member is an empty list where it is not required.
std::vector<std::string> read_seals(ObjectReader& reader, Need need);

/// Error: state_forbids at /seals, taken: a truck that has not arrived has one of them.
Result<void> check_seals(
    Tx& tx, const fulfillment::DepartureRecord& departure, const std::vector<std::string>& seals
);

/// A unit of work; the same seals again change nothing. Event: departure.seals_changed. Errors:
/// not_found; sealed (it has left); those of check_seals and reopen_departure.
Result<StandingDeparture>
put_seals(Tx& tx, const StepOrder& step, const std::vector<std::string>& seals);

} // namespace route9::gateway
