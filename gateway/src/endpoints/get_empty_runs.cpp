// SPDX-License-Identifier: Apache-2.0
#include "fulfillment/emissions.hpp"
#include "fulfillment/empty_runs.hpp"
#include "fulfillment/truck_run_store.hpp"
#include "gateway/acting_for.hpp"
#include "gateway/catalogue.hpp"
#include "gateway/endpoints.hpp"
#include "gateway/shipping/may_ship.hpp"
#include "platform/async_store.hpp"

#include <map>
#include <optional>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

namespace route9::gateway::endpoints {
namespace {

using namespace fulfillment;

constexpr std::chrono::days kSpanUnasked{30};
constexpr std::chrono::days kSpanMax{92};
/// More trucks than cross three months of a busy gate; beyond, a shorter span is asked for.
constexpr int kTrucksMax = 10'000;

struct Span {
    Instant from{};
    Instant until{}; // exclusive
};

/// Days of corridor time, both included.
Result<Span> span_from(const http::Request& request, Instant now) {
    const std::chrono::sys_days today{corridor_day(now)};
    FieldErrors errors;
    const auto day_of = [&](std::string_view name, std::chrono::sys_days unasked) {
        const auto text = request.target.query.find(name);
        const auto day = text ? parse_day(*text) : Result<Day>{Day{unasked}};
        if (!day) {
            errors.push_back({"/" + std::string{name}, "malformed", "give a day like 2026-03-10"});
        }
        return std::chrono::sys_days{day.value_or(Day{unasked})};
    };
    const auto last = day_of("to", today);
    const auto first = day_of("from", last - kSpanUnasked);
    if (errors.empty() && (first > last || last - first > kSpanMax)) {
        errors.push_back({"/to", "out_of_range", "give a day from `from` to 92 days after it"});
    }
    if (!errors.empty()) {
        return fail_fields(std::move(errors));
    }
    return Span{corridor_midnight(Day{first}), corridor_midnight(Day{last + std::chrono::days{1}})};
}

/// Nullopt where it does not go from one country to the other.
std::optional<CrossingDirection>
direction_of(const DepartedTruck& truck, const Catalogue& catalogue) {
    const Hub* from = catalogue.hub(truck.from);
    const Hub* to = catalogue.hub(truck.to);
    if (from == nullptr || to == nullptr || from->country == to->country) {
        return std::nullopt;
    }
    return from->country == "VN" ? CrossingDirection::vn_la : CrossingDirection::la_vn;
}

/// Ways repeat: each is searched once.
std::vector<TruckRun>
runs_of(const std::vector<DepartedTruck>& trucks, const Catalogue& catalogue) {
    std::map<std::tuple<std::string, std::string, std::string>, std::optional<DistanceKm>> ways;
    const auto length_of = [&](const DepartedTruck& truck) {
        const auto [found, is_new] = ways.try_emplace({truck.from, truck.gate, truck.to});
        if (is_new) {
            const auto legs =
                shortest_trip(*catalogue.corridor.network, truck.from, truck.gate, truck.to);
            DistanceKm km;
            for (const TripLeg& leg : legs.value_or(std::vector<TripLeg>{})) {
                km += leg.km;
            }
            found->second = legs ? std::optional{km} : std::nullopt;
        }
        return found->second;
    };
    std::vector<TruckRun> runs;
    for (const DepartedTruck& truck : trucks) {
        const auto direction = direction_of(truck, catalogue);
        const auto km = direction ? length_of(truck) : std::nullopt;
        if (km) {
            runs.push_back(
                {.plate = truck.plate,
                 .gate = truck.gate,
                 .direction = *direction,
                 .leaves = truck.leaves,
                 .km = *km,
                 .capacity_g = truck.mass_max_g,
                 .load_g = truck.gross_g}
            );
        }
    }
    return runs;
}

Json row_json(const EmptyRuns& row) {
    return Json{
        {"gate", row.gate},
        {"direction", std::string{name(row.direction)}},
        {"runs", row.runs},
        {"returns_unseen", row.returns_unseen},
        {"capacity_tkm", row.capacity_tkm()},
        {"loaded_tkm", row.loaded_tkm()},
        {"empty_tkm", row.empty_tkm()},
        {"empty_percent", row.empty_percent()},
    };
}

platform::task<Result<http::Response>>
handle_get_empty_runs(Services& services, http::Request& request) {
    auto allowed =
        require_role(*request.principal, {Role::operator_, Role::warehouse, Role::finance});
    if (!allowed) {
        co_return Failure{std::move(allowed).error()};
    }
    const auto span = span_from(request, services.clock.business());
    if (!span) {
        co_return Failure{span.error()};
    }
    auto unit = [tenant = request.principal->tenant,
                 span = *span](Tx& tx) -> Result<std::vector<DepartedTruck>> {
        return departed_trucks(tx, tenant, span.from, span.until, kTrucksMax + 1);
    };
    const auto trucks = co_await platform::read(
        services.store, reach_of(*request.principal), std::move(unit), request.deadline
    );
    if (!trucks) {
        co_return Failure{trucks.error()};
    }
    if (std::ssize(*trucks) > kTrucksMax) {
        co_return fail_field("/from", "out_of_range", "too many trucks left; ask for fewer days");
    }
    Json items = Json::array();
    for (const EmptyRuns& row : empty_runs(runs_of(*trucks, services.catalogue))) {
        items.push_back(row_json(row));
    }
    co_return http::json_response(
        200,
        Json{
            {"from", format_corridor(span->from)},
            {"until", format_corridor(span->until)},
            {"items", std::move(items)},
            {"next", nullptr},
        }
    );
}

} // namespace

http::Route get_empty_runs(Services& services) {
    return {
        .method = http::Method::get,
        .pattern = "/v1/reports/empty-runs",
        .name = "get_empty_runs",
        .access = http::Access::key,
        .scope = Scope::shipments_read,
        .query = {"from", "to"},
        .handler = [&services](http::Request& request
                   ) { return handle_get_empty_runs(services, request); },
    };
}

} // namespace route9::gateway::endpoints
