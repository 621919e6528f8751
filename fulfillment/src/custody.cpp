// SPDX-License-Identifier: Apache-2.0
#include "fulfillment/custody.hpp"

#include <algorithm>
#include <array>
#include <cstddef>

namespace route9::fulfillment {
namespace {

using enum CustodianKind;

constexpr std::uint8_t bit(CustodianKind kind) {
    return static_cast<std::uint8_t>(1U << static_cast<unsigned>(kind));
}

constexpr std::uint8_t kOurs = bit(warehouse) | bit(truck);
constexpr std::uint8_t kBeforeTheBuyer = kOurs | bit(carrier);

constexpr std::array<CustodyActInfo, 13> kActs{{
    {CustodyAct::carried_over, "carried_over", 0, std::nullopt},
    {CustodyAct::packed, "packed", bit(nobody), warehouse},
    {CustodyAct::handed_over, "handed_over", bit(warehouse), truck},
    {CustodyAct::received, "received", kOurs, carrier},
    {CustodyAct::found_short, "found_short", kOurs, std::nullopt},
    {CustodyAct::found_over, "found_over", kOurs, carrier},
    {CustodyAct::found_damaged, "found_damaged", kOurs, carrier},
    {CustodyAct::settled_to_carrier, "settled_to_carrier", kBeforeTheBuyer, carrier},
    {CustodyAct::settled_to_warehouse, "settled_to_warehouse", kBeforeTheBuyer, warehouse},
    {CustodyAct::taken_back, "taken_back", bit(carrier), warehouse},
    {CustodyAct::delivered, "delivered", bit(carrier), recipient},
    {CustodyAct::returned, "returned", bit(carrier), warehouse},
    {CustodyAct::corrected, "corrected", bit(recipient) | bit(warehouse), carrier},
}};

constexpr std::array<std::string_view, 5> kKinds{
    "nobody", "warehouse", "truck", "carrier", "recipient"
};

std::string id_of(CustodianKind kind, const CustodyPlaces& places) {
    switch (kind) {
    case warehouse:
        return places.warehouse;
    case truck:
        return places.truck;
    case carrier:
        return places.carrier;
    case nobody:
    case recipient:
        return {};
    }
    return {};
}

bool is_another(const Custodian& now, const CustodyPlaces& places) {
    return (now.kind == truck || now.kind == carrier) && now.id != id_of(now.kind, places);
}

} // namespace

std::span<const CustodyActInfo> custody_acts() noexcept {
    return kActs;
}

std::string_view name(CustodyAct act) noexcept {
    return kActs[static_cast<std::size_t>(act)].name;
}

std::optional<CustodyAct> parse_custody_act(std::string_view text) noexcept {
    const auto* found = std::ranges::find(kActs, text, &CustodyActInfo::name);
    return found == kActs.end() ? std::nullopt : std::optional{found->act};
}

std::string_view name(CustodianKind kind) noexcept {
    return kKinds[static_cast<std::size_t>(kind)];
}

std::optional<CustodianKind> parse_custodian_kind(std::string_view text) noexcept {
    const auto* found = std::ranges::find(kKinds, text);
    return found == kKinds.end()
               ? std::nullopt
               : std::optional{static_cast<CustodianKind>(found - kKinds.begin())};
}

Result<Custodian> follow(const Custodian& now, CustodyAct act, const CustodyPlaces& places) {
    const CustodyActInfo& row = kActs[static_cast<std::size_t>(act)];
    if ((row.from & bit(now.kind)) == 0 || is_another(now, places)) {
        const std::string whose = now.id.empty() ? "" : " " + now.id;
        return fail(
            ErrorCode::state_forbids,
            "the parcel is with the " + std::string{name(now.kind)} + whose + ": it cannot be " +
                std::string{row.name} + " from there"
        );
    }
    if (!row.to) {
        return now;
    }
    return Custodian{*row.to, id_of(*row.to, places)};
}

} // namespace route9::fulfillment
