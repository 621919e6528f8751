// SPDX-License-Identifier: Apache-2.0
// Which parcels a carrier is to be asked for, as the store keeps them: a row for each parcel whose
// manifest the carrier has and that it has not done with, for each connection by which it is asked.
#pragma once

#include "core/names.hpp"
#include "core/tx.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace route9::gateway {

struct AskingCarrier {
    TenantId tenant;
    ConnectionId connection;
    PartyId carrier;
};

struct ParcelAsk {
    ParcelId parcel;
    std::string code; // as the carrier knows it
    Instant due_at{};
    Instant told_at{}; // when anything was last heard of it, either way
    std::optional<Instant> pushed_at{};
};

namespace parcel_asks {

/// Adds what the carrier was given, due at `first`, and drops what it has done with; `limit` of
/// each.
void follow(Tx& tx, const AskingCarrier& of, Instant first, int limit);
/// Due ones, longest waiting first.
std::vector<ParcelAsk> due(Tx& tx, const AskingCarrier& of, Instant now, int limit);
/// All of them are due now: a person has asked for it.
void hasten(Tx& tx, const TenantId& tenant, const ConnectionId& connection, Instant now);
void put_off(Tx& tx, const AskingCarrier& of, const ParcelId& parcel, Instant until);
/// The code of one that the carrier has, to try a call with.
std::optional<std::string> any_code(Tx& tx, const AskingCarrier& of);
/// When the carrier last told anything of it; when it was handed over where it never has.
std::optional<Instant> told_at(Tx& tx, const AskingCarrier& of, const ParcelId& parcel);

} // namespace parcel_asks
} // namespace route9::gateway
