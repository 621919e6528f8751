// SPDX-License-Identifier: Apache-2.0
#include "fulfillment/freight_store.hpp"

#include "core/assert.hpp"

#include <utility>

namespace route9::fulfillment {
namespace {

constexpr Statement kFind{
    "freight_observation.find",
    "SELECT day, from_node, to_node, unit, vehicle, currency, price_minor, mass_g"
    " FROM freight_observation"
    " WHERE tenant_id = $1 AND reporter_id = $2 AND observation_key = $3"
};
constexpr Statement kCount{
    "freight_observation.count",
    "SELECT COUNT(*) FROM freight_observation"
    " WHERE tenant_id = $1 AND reporter_id = $2 AND month = $3"
};
constexpr Statement kPut{
    "freight_observation.put",
    "INSERT INTO freight_observation (tenant_id, reporter_id, observation_key, month, day,"
    " from_node, to_node, unit, vehicle, currency, price_minor, mass_g, received_at)"
    " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)"
    " ON CONFLICT (tenant_id, reporter_id, observation_key) DO UPDATE SET month = excluded.month,"
    " day = excluded.day, from_node = excluded.from_node, to_node = excluded.to_node,"
    " unit = excluded.unit, vehicle = excluded.vehicle, currency = excluded.currency,"
    " price_minor = excluded.price_minor, mass_g = excluded.mass_g,"
    " received_at = excluded.received_at"
};
constexpr Statement kOfMonth{
    "freight_observation.of_month",
    "SELECT from_node, to_node, unit, vehicle, currency, reporter_id, price_minor, mass_g"
    " FROM freight_observation WHERE tenant_id = $1 AND month = $2"
    " ORDER BY from_node, to_node, unit, vehicle, currency"
};

struct Standing {
    Day day{};
    FreightLane lane;
    std::int64_t price_minor = 0;
    std::optional<std::int64_t> mass_g;
};

FreightLane lane_from(const Row& row, int first) {
    return FreightLane{
        .from = row.get<std::string>(first),
        .to = row.get<std::string>(first + 1),
        .unit = row.get<std::string>(first + 2),
        .vehicle = row.get<std::string>(first + 3),
        .currency = row.get<Currency>(first + 4),
    };
}

std::optional<Standing> find(Tx& tx, const FreightObservation& observation) {
    Rows rows = tx.query(kFind, observation.tenant, observation.reporter, observation.key);
    if (!rows.next()) {
        return std::nullopt;
    }
    const Row row = rows.row();
    const auto day = parse_day(row.get<std::string_view>(0));
    ROUTE9_ASSERT(day.has_value());
    return Standing{
        .day = *day,
        .lane = lane_from(row, 1),
        .price_minor = row.get<std::int64_t>(6),
        .mass_g = row.get<std::optional<std::int64_t>>(7),
    };
}

std::int64_t count(Tx& tx, const FreightObservation& observation, FreightMonth month) {
    Rows rows = tx.query(kCount, observation.tenant, observation.reporter, month.number());
    const bool counted = rows.next();
    ROUTE9_ASSERT(counted);
    return rows.row().get<std::int64_t>(0);
}

} // namespace

std::string_view name(FreightKept kept) noexcept {
    switch (kept) {
    case FreightKept::accepted:
        return "accepted";
    case FreightKept::known:
        return "known";
    case FreightKept::corrected:
        return "corrected";
    case FreightKept::frozen:
        return "frozen";
    case FreightKept::too_many:
        return "too_many";
    }
    return {};
}

namespace freight_observations {

FreightKept keep(Tx& tx, const FreightObservation& observation, Day today) {
    const FreightMonth month = FreightMonth::of(observation.day);
    const auto before = find(tx, observation);
    const bool same =
        before && before->day == observation.day && before->lane == observation.lane &&
        before->price_minor == observation.price_minor && before->mass_g == observation.mass_g;
    if (same) {
        return FreightKept::known;
    }
    if (!month.takes_reports(today) ||
        (before && !FreightMonth::of(before->day).takes_reports(today))) {
        return FreightKept::frozen;
    }
    const bool stays = before && FreightMonth::of(before->day) == month;
    if (!stays && count(tx, observation, month) >= freight_reports_of_month_max) {
        return FreightKept::too_many;
    }
    tx.put(
        kPut,
        observation.tenant,
        observation.reporter,
        observation.key,
        month.number(),
        format_day(observation.day),
        observation.lane.from,
        observation.lane.to,
        observation.lane.unit,
        observation.lane.vehicle,
        observation.lane.currency,
        observation.price_minor,
        observation.mass_g,
        observation.received_at
    );
    return before ? FreightKept::corrected : FreightKept::accepted;
}

std::vector<FreightCell> cells(Tx& tx, const TenantId& tenant, FreightMonth month) {
    std::vector<FreightCell> shown;
    FreightLane lane;
    std::vector<FreightReport> reports;
    const auto show = [&] {
        if (auto rate = freight_rate(reports)) {
            shown.push_back({lane, *rate});
        }
        reports.clear();
    };
    Rows rows = tx.query(kOfMonth, tenant, month.number());
    while (rows.next()) {
        const Row row = rows.row();
        FreightLane next = lane_from(row, 0);
        if (next != lane) {
            show();
            lane = std::move(next);
        }
        reports.push_back(FreightReport{
            .reporter = row.get<PartyId>(5),
            .price_minor = row.get<std::int64_t>(6),
            .mass_g = row.get<std::optional<std::int64_t>>(7),
        });
    }
    show();
    return shown;
}

} // namespace freight_observations
} // namespace route9::fulfillment
