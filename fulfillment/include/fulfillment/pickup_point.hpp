// SPDX-License-Identifier: Apache-2.0
// Where a carrier hands parcels out: its branches, lockers and shops, each with a place that the
// address book knows, and what it takes. Days are the corridor's, masses grams, lengths
// centimetres. `version` is the ETag. Nothing here is personal: the telephone is the counter's.
#pragma once

#include "core/names.hpp"
#include "core/time.hpp"
#include "core/tx.hpp"

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace route9::fulfillment {

inline constexpr std::size_t pickup_point_id_bytes_max = 64;

enum class PickupKind : std::uint8_t { branch, locker, shop };

std::string_view name(PickupKind kind) noexcept;
std::optional<PickupKind> parse_pickup_kind(std::string_view text) noexcept;

struct PickupPoint {
    TenantId tenant;
    PartyId carrier;
    std::string id;                           // the carrier's own
    std::map<std::string, std::string> names; // by language: vi, lo, en; one at least
    PickupKind kind = PickupKind::branch;
    std::string country;
    std::string province; // code
    std::string district; // code; a text where no list is in force
    std::string village;
    std::string address_line;
    std::string landmark;
    std::string opening_hours; // in words
    std::string phone;         // E.164, or empty
    std::optional<std::int64_t> mass_max_g{};
    std::optional<std::int64_t> side_max_cm{};
    bool cash = false;
    std::optional<std::int64_t> holding_days{}; // before the carrier's row
    Day from{};
    std::optional<Day> to{}; // its last day
    std::int64_t version = 0;
    Instant updated_at{};
};

/// Takes parcels on that day.
bool is_open_on(const PickupPoint& point, Day day) noexcept;
/// In that language, else in that of its country, else any.
const std::string& name_in(const PickupPoint& point, std::string_view language);

namespace pickup_points {

/// Creates or replaces; its version + 1 is stored and given back.
PickupPoint put(Tx& tx, PickupPoint point);
std::optional<PickupPoint>
find(Tx& tx, const TenantId& tenant, const PartyId& carrier, std::string_view id);

struct PageOf {
    PartyId carrier;
    std::optional<std::string> district;
    std::string after; // id, exclusive
    int limit = 0;
};
/// By id.
std::vector<PickupPoint> page(Tx& tx, const TenantId& tenant, const PageOf& wanted);

} // namespace pickup_points
} // namespace route9::fulfillment
