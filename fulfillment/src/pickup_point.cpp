// SPDX-License-Identifier: Apache-2.0
#include "fulfillment/pickup_point.hpp"

#include "core/assert.hpp"
#include "core/json.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace route9::fulfillment {
namespace {

constexpr std::array<std::string_view, 3> kPickupKinds{"branch", "locker", "shop"};

constexpr Statement kPutPoint{
    "pickup_point.put",
    "INSERT INTO pickup_point (tenant_id, carrier_id, point_id, names, kind, country, province,"
    " district, village, address_line, landmark, opening_hours, phone, mass_max_g, side_max_cm,"
    " cash, holding_days, valid_from, valid_to, version, updated_at)"
    " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18,"
    " $19, $20, $21) ON CONFLICT (tenant_id, carrier_id, point_id) DO UPDATE SET"
    " names = excluded.names, kind = excluded.kind, country = excluded.country,"
    " province = excluded.province, district = excluded.district, village = excluded.village,"
    " address_line = excluded.address_line, landmark = excluded.landmark,"
    " opening_hours = excluded.opening_hours, phone = excluded.phone,"
    " mass_max_g = excluded.mass_max_g, side_max_cm = excluded.side_max_cm, cash = excluded.cash,"
    " holding_days = excluded.holding_days, valid_from = excluded.valid_from,"
    " valid_to = excluded.valid_to, version = excluded.version, updated_at = excluded.updated_at"
};

#define ROUTE9_POINTS                                                                              \
    "SELECT tenant_id, carrier_id, point_id, names, kind, country, province, district, village,"   \
    " address_line, landmark, opening_hours, phone, mass_max_g, side_max_cm, cash, holding_days,"  \
    " valid_from, valid_to, version, updated_at FROM pickup_point WHERE tenant_id = $1"            \
    " AND carrier_id = $2"

constexpr Statement kFindPoint{"pickup_point.find", ROUTE9_POINTS " AND point_id = $3"};
constexpr Statement kPageOfPoints{
    "pickup_point.page",
    ROUTE9_POINTS " AND point_id > $3 AND (district = $4 OR $4 IS NULL) ORDER BY point_id LIMIT $5"
};

#undef ROUTE9_POINTS

Day day_from(std::string_view text) {
    const auto day = parse_day(text);
    ROUTE9_ASSERT(day.has_value());
    return *day;
}

PickupPoint point_from(const Row& row) {
    PickupPoint point{
        .tenant = row.get<TenantId>(0),
        .carrier = row.get<PartyId>(1),
        .id = row.get<std::string>(2),
        .names = Json::parse(row.get<std::string_view>(3)),
        .kind = parse_pickup_kind(row.get<std::string_view>(4)).value_or(PickupKind::branch),
        .country = row.get<std::string>(5),
        .province = row.get<std::string>(6),
        .district = row.get<std::string>(7),
        .village = row.get<std::string>(8),
        .address_line = row.get<std::string>(9),
        .landmark = row.get<std::string>(10),
        .opening_hours = row.get<std::string>(11),
        .phone = row.get<std::string>(12),
        .mass_max_g = row.get<std::optional<std::int64_t>>(13),
        .side_max_cm = row.get<std::optional<std::int64_t>>(14),
        .cash = row.get<std::int64_t>(15) != 0,
        .holding_days = row.get<std::optional<std::int64_t>>(16),
        .from = day_from(row.get<std::string_view>(17)),
        .to = std::nullopt,
        .version = row.get<std::int64_t>(19),
        .updated_at = row.get<Instant>(20),
    };
    if (const auto to = row.get<std::optional<std::string>>(18)) {
        point.to = day_from(*to);
    }
    return point;
}

} // namespace

std::string_view name(PickupKind kind) noexcept {
    return kPickupKinds[static_cast<std::size_t>(kind)];
}

std::optional<PickupKind> parse_pickup_kind(std::string_view text) noexcept {
    const auto* found = std::ranges::find(kPickupKinds, text);
    return found == kPickupKinds.end()
               ? std::nullopt
               : std::optional{static_cast<PickupKind>(found - kPickupKinds.begin())};
}

bool is_open_on(const PickupPoint& point, Day day) noexcept {
    return point.from <= day && (!point.to || day <= *point.to);
}

const std::string& name_in(const PickupPoint& point, std::string_view language) {
    ROUTE9_ASSERT(!point.names.empty());
    for (const std::string_view wanted :
         {language, std::string_view{point.country == "VN" ? "vi" : "lo"}}) {
        const auto found = point.names.find(std::string{wanted});
        if (found != point.names.end()) {
            return found->second;
        }
    }
    return point.names.begin()->second;
}

namespace pickup_points {

PickupPoint put(Tx& tx, PickupPoint point) {
    ++point.version;
    const std::int64_t cash = point.cash ? 1 : 0;
    const std::optional<std::string> to =
        point.to ? std::optional{format_day(*point.to)} : std::nullopt;
    tx.execute(
        kPutPoint,
        point.tenant,
        point.carrier,
        point.id,
        Json(point.names).dump(),
        name(point.kind),
        point.country,
        point.province,
        point.district,
        point.village,
        point.address_line,
        point.landmark,
        point.opening_hours,
        point.phone,
        point.mass_max_g,
        point.side_max_cm,
        cash,
        point.holding_days,
        format_day(point.from),
        to,
        point.version,
        point.updated_at
    );
    return point;
}

std::optional<PickupPoint>
find(Tx& tx, const TenantId& tenant, const PartyId& carrier, std::string_view id) {
    Rows rows = tx.query(kFindPoint, tenant, carrier, id);
    return rows.next() ? std::optional{point_from(rows.row())} : std::nullopt;
}

std::vector<PickupPoint> page(Tx& tx, const TenantId& tenant, const PageOf& wanted) {
    Rows rows = tx.query(
        kPageOfPoints, tenant, wanted.carrier, wanted.after, wanted.district, wanted.limit
    );
    std::vector<PickupPoint> found;
    while (rows.next()) {
        found.push_back(point_from(rows.row()));
    }
    return found;
}

} // namespace pickup_points
} // namespace route9::fulfillment
