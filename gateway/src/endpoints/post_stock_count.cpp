// SPDX-License-Identifier: Apache-2.0
#include "core/limits.hpp"
#include "fulfillment/product_store.hpp"
#include "fulfillment/stock_count.hpp"
#include "gateway/acting_for.hpp"
#include "gateway/execute_once.hpp"
#include "gateway/http/json_body.hpp"
#include "gateway/replanning/replan_jobs.hpp"
#include "gateway/stock/endpoints.hpp"
#include "gateway/stock/lot_members.hpp"

#include <set>
#include <tuple>
#include <utility>

namespace route9::gateway::endpoints {
namespace {

using namespace fulfillment;

Result<StockCount> read_count(const Json& body, const Principal& principal) {
    FieldErrors errors;
    ObjectReader reader{body, "", errors};
    StockCount count;
    count.tenant = principal.tenant;
    count.warehouse = reader.text("warehouse", Need::required, 64).value_or("");
    const Json* lines = reader.array("lines", Need::required, count_lines_max);
    if (lines != nullptr && lines->empty()) {
        reader.refuse("lines", "empty", "name at least one SKU");
    }
    std::set<std::tuple<PartyId, Sku, std::string>> named;
    for (std::size_t i = 0; lines != nullptr && i < lines->size(); ++i) {
        ObjectReader line{(*lines)[i], pointer_step("/lines", i), errors};
        CountedLine counted;
        FieldErrors of_seller;
        counted.seller = seller_of(principal, line, of_seller);
        for (FieldError& error : of_seller) {
            error.pointer = pointer_step("/lines", i) + error.pointer;
            errors.push_back(std::move(error));
        }
        counted.sku =
            Sku{line.text("sku", Need::required, limits::foreign_id_bytes_max).value_or("")};
        counted.counted =
            line.integer("counted", Need::required, 0, limits::line_quantity_max).value_or(0);
        auto [lot, expires] = read_lot(line);
        counted.lot = std::move(lot);
        counted.expires = expires;
        line.finish();
        if (!named.emplace(counted.seller, counted.sku, counted.lot).second) {
            line.refuse("sku", "repeated", "count each SKU, or each of its lots, once");
        }
        count.lines.push_back(std::move(counted));
    }
    reader.finish();
    if (!errors.empty()) {
        return fail_fields(std::move(errors));
    }
    return count;
}

Result<void> check_products(Tx& tx, const StockCount& count) {
    FieldErrors errors;
    for (std::size_t i = 0; i < count.lines.size(); ++i) {
        const CountedLine& line = count.lines[i];
        if (!products::find(tx, count.tenant, line.seller, line.sku)) {
            errors.push_back(
                {pointer_step("/lines", i) + "/sku",
                 "unknown",
                 "put the product first: PUT /v1/products/{sku}"}
            );
        }
    }
    if (!errors.empty()) {
        return fail_fields(std::move(errors));
    }
    return {};
}

Json view(const StockCount& count, const std::vector<CountOutcome>& outcomes) {
    Json lines = Json::array();
    for (std::size_t i = 0; i < outcomes.size(); ++i) {
        const CountedLine& line = count.lines[i];
        const CountOutcome& outcome = outcomes[i];
        Json json{
            {"seller", line.seller.text()},
            {"sku", line.sku.text()},
            {"before", outcome.before},
            {"counted", line.counted},
            {"difference", line.counted - outcome.before},
            {"result", std::string{fulfillment::name(outcome.result)}},
        };
        show_lot(json, line.lot, std::nullopt);
        if (outcome.result == CountResult::below_reserved) {
            json["held_by"] = outcome.holders;
        }
        lines.push_back(std::move(json));
    }
    return Json{
        {"id", format_id(count_prefix, count.id)},
        {"warehouse", count.warehouse},
        {"at", format_utc(count.at)},
        {"lines", std::move(lines)},
    };
}

platform::task<Result<http::Response>>
handle_post_stock_count(Services& services, http::Request& request) {
    const auto body = http::read_json_body(request);
    if (!body) {
        co_return Failure{body.error()};
    }
    auto count = read_count(*body, *request.principal);
    if (!count) {
        co_return Failure{std::move(count).error()};
    }
    if (!services.snapshots.is_warehouse(count->warehouse)) {
        co_return fail_field("/warehouse", "unknown", "GET /v1/warehouses lists them");
    }
    count->at = services.clock.business();
    count->id = make_id_bytes(count->at, services.entropy);
    for (CountedLine& line : count->lines) {
        line.adjustment = make_id_bytes(count->at, services.entropy);
    }
    auto work = [count = std::move(*count)](Tx& tx) -> Result<http::Response> {
        if (auto known = check_products(tx, count); !known) {
            return Failure{std::move(known).error()};
        }
        const auto outcomes = stock::count(tx, count);
        if (!outcomes) {
            return Failure{outcomes.error()};
        }
        enqueue_waiting(tx, count.tenant, PlanCause::stock_arrived, count.at);
        return http::json_response(201, view(count, *outcomes));
    };
    auto answer = co_await execute_once(services, request, "post_stock_count", std::move(work));
    services.wakeups.notify(replan_feed);
    co_return answer;
}

} // namespace

http::Route post_stock_count(Services& services) {
    return {
        .method = http::Method::post,
        .pattern = "/v1/stock/counts",
        .name = "post_stock_count",
        .access = http::Access::key,
        .scope = Scope::stock_write,
        .handler = [&services](http::Request& request
                   ) { return handle_post_stock_count(services, request); },
    };
}

} // namespace route9::gateway::endpoints
