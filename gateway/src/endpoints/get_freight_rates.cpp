// SPDX-License-Identifier: Apache-2.0
#include "fulfillment/freight_store.hpp"
#include "gateway/acting_for.hpp"
#include "gateway/catalogue.hpp"
#include "gateway/endpoints.hpp"
#include "gateway/views/money_json.hpp"
#include "platform/async_store.hpp"

#include <string>
#include <utility>
#include <vector>

namespace route9::gateway::endpoints {
namespace {

using namespace fulfillment;

constexpr int kGramDecimals = 3;

/// The newest month that is shown, unless an earlier one is asked for.
Result<FreightMonth> month_from(const http::Request& request, Day today) {
    const auto text = request.target.query.find("month");
    if (!text) {
        return newest_shown(today);
    }
    const auto month = FreightMonth::parse(*text);
    if (!month) {
        return fail_field("/month", "malformed", "give a month like 2026-02");
    }
    if (!month->is_shown(today)) {
        return fail_field(
            "/month", "out_of_range", "the newest that is shown is " + newest_shown(today).text()
        );
    }
    return *month;
}

std::string direction_of(const FreightLane& lane, const Catalogue& catalogue) {
    const Hub* from = catalogue.hub(lane.from);
    const Hub* to = catalogue.hub(lane.to);
    if (from == nullptr || to == nullptr) { // of a corridor before
        return "unknown";
    }
    if (from->country == to->country) {
        return "domestic";
    }
    return from->country == "VN" ? "vn_la" : "la_vn";
}

Json cell_json(const FreightCell& cell, const Catalogue& catalogue) {
    const auto money = [&](std::int64_t minor) {
        return money_json(Money::of_minor(minor, cell.lane.currency));
    };
    Json json{
        {"from", cell.lane.from},
        {"to", cell.lane.to},
        {"direction", direction_of(cell.lane, catalogue)},
        {"unit", cell.lane.unit},
        {"price", {{"from", money(cell.rate.low_minor)}, {"below", money(cell.rate.high_minor)}}},
        {"reporters", std::string{cell.rate.reporters}},
    };
    if (!cell.lane.vehicle.empty()) {
        json["vehicle"] = cell.lane.vehicle;
    }
    if (cell.rate.mass_g) {
        json["carried_kg"] = Decimal{*cell.rate.mass_g, kGramDecimals}.text();
    }
    return json;
}

platform::task<Result<http::Response>>
handle_get_freight_rates(Services& services, http::Request& request) {
    const auto month = month_from(request, corridor_day(services.clock.business()));
    if (!month) {
        co_return Failure{month.error()};
    }
    auto unit = [tenant = request.principal->tenant,
                 month = *month](Tx& tx) -> Result<std::vector<FreightCell>> {
        return freight_observations::cells(tx, tenant, month);
    };
    const auto cells = co_await platform::read(
        services.store, reach_of(*request.principal), std::move(unit), request.deadline
    );
    if (!cells) {
        co_return Failure{cells.error()};
    }
    const auto from = request.target.query.find("from");
    const auto to = request.target.query.find("to");
    Json items = Json::array();
    for (const FreightCell& cell : *cells) {
        if ((!from || cell.lane.from == *from) && (!to || cell.lane.to == *to)) {
            items.push_back(cell_json(cell, services.catalogue));
        }
    }
    co_return http::json_response(
        200, Json{{"month", month->text()}, {"items", std::move(items)}, {"next", nullptr}}
    );
}

} // namespace

http::Route get_freight_rates(Services& services) {
    return {
        .method = http::Method::get,
        .pattern = "/v1/freight/rates",
        .name = "get_freight_rates",
        .access = http::Access::key,
        .scope = Scope::shipments_read,
        .query = {"month", "from", "to"},
        .handler = [&services](http::Request& request
                   ) { return handle_get_freight_rates(services, request); },
        .compressible = true,
    };
}

} // namespace route9::gateway::endpoints
