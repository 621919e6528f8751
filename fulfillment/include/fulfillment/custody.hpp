// SPDX-License-Identifier: Apache-2.0
// Who answers for a parcel: exactly one custodian from packing on, and one table of what hands it
// to the next. Nobody is given custody by somebody else's word: our truck takes over by our own
// act, a carrier by its own acknowledgement or by what both sides settled, a warehouse by what both
// settled or when the carrier brings the parcel back. Pure; any thread. Error: state_forbids.
#pragma once

#include "core/result.hpp"

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace route9::fulfillment {

enum class CustodianKind : std::uint8_t { nobody, warehouse, truck, carrier, recipient };

/// `id`: a warehouse's, a departure's reference, a carrier's party; empty for a recipient.
struct Custodian {
    CustodianKind kind = CustodianKind::nobody;
    std::string id{};

    friend bool operator==(const Custodian&, const Custodian&) = default;
};

enum class CustodyAct : std::uint8_t {
    carried_over, // it was packed by a build that kept no custody: what its row said then
    packed,
    handed_over,   // its truck has left
    received,      // the carrier's answer to the manifest, as the three below
    found_short,   // not there: it stays with who has it until both sides agree
    found_over,    // with more pieces than the manifest names
    found_damaged, // taken over, and disputed
    settled_to_carrier,
    settled_to_warehouse,
    taken_back, // its papers are void
    delivered,
    returned,
    corrected, // the carrier withdraws that it was delivered or returned
};

struct CustodyActInfo {
    CustodyAct act;
    std::string_view name;
    std::uint8_t from;               // bits of CustodianKind it is taken from
    std::optional<CustodianKind> to; // nullopt: it stays where it is
};

/// All rows, in the order of the enumerators. carried_over follows nothing.
std::span<const CustodyActInfo> custody_acts() noexcept;
std::string_view name(CustodyAct act) noexcept;
std::optional<CustodyAct> parse_custody_act(std::string_view text) noexcept;
std::string_view name(CustodianKind kind) noexcept;
std::optional<CustodianKind> parse_custodian_kind(std::string_view text) noexcept;

/// Who is meant on this parcel's way.
struct CustodyPlaces {
    std::string warehouse;
    std::string truck{};
    std::string carrier{};
};

/// The next custodian. Error: the act does not begin where the parcel is, or the truck or carrier
/// that has it is another.
Result<Custodian> follow(const Custodian& now, CustodyAct act, const CustodyPlaces& places);

} // namespace route9::fulfillment
