// SPDX-License-Identifier: Apache-2.0
#include "core/limits.hpp"
#include "fulfillment/product_store.hpp"
#include "fulfillment/stock.hpp"
#include "fulfillment/stock_lot_store.hpp"
#include "gateway/acting_for.hpp"
#include "gateway/endpoints.hpp"
#include "gateway/execute_once.hpp"
#include "gateway/http/etag.hpp"
#include "gateway/http/json_body.hpp"
#include "gateway/replanning/replan_jobs.hpp"
#include "gateway/stock/goods_in.hpp"
#include "gateway/stock/lot_members.hpp"
#include "gateway/views/product_view.hpp"

#include <fmt/format.h>

#include <span>
#include <string>
#include <string_view>

namespace route9::gateway::endpoints {
namespace {

using fulfillment::StockAdjustment;

std::string known_warehouses(const SnapshotBoard& snapshots) {
    std::string list;
    for (const fulfillment::Warehouse& warehouse : snapshots.warehouses()) {
        list += (list.empty() ? "" : ", ") + warehouse.id;
    }
    return list;
}

/// As a query's value (RFC 3986 §2.3).
std::string escaped(std::string_view text) {
    constexpr std::string_view plain =
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~";
    std::string out;
    for (const char c : text) {
        if (plain.contains(c)) {
            out += c;
        } else {
            out += fmt::format("%{:02X}", static_cast<unsigned char>(c));
        }
    }
    return out;
}

/// A level has no page of its own: the list, of this SKU.
std::string place_of(const fulfillment::StockLevel& level) {
    return "/v1/stock?seller=" + escaped(level.seller.text()) + "&sku=" + escaped(level.sku.text());
}

http::Response created(Tx& tx, const TenantId& tenant, const fulfillment::StockLevel& level) {
    Json json = view(level);
    const fulfillment::lots::LevelKey key{level.seller, level.sku, level.warehouse};
    for (const auto& [unused, lots] :
         fulfillment::lots::of_levels(tx, tenant, std::span{&key, 1})) {
        json["lots"] = lots_view(lots.lots);
    }
    http::Response response = http::json_response(201, json);
    response.headers.emplace_back("Location", place_of(level));
    response.headers.emplace_back("ETag", http::content_etag(response.content()));
    return response;
}

Result<StockAdjustment>
read_adjustment(const Json& body, const Principal& principal, const SnapshotBoard& snapshots) {
    FieldErrors errors;
    ObjectReader reader{body, "", errors};
    StockAdjustment adjustment;
    adjustment.tenant = principal.tenant;
    adjustment.seller = seller_of(principal, reader, errors);
    adjustment.sku =
        Sku{reader.text("sku", Need::required, limits::foreign_id_bytes_max).value_or("")};
    adjustment.warehouse = reader.text("warehouse", Need::required, 64).value_or("");
    adjustment.quantity =
        reader
            .integer(
                "quantity", Need::required, -limits::line_quantity_max, limits::line_quantity_max
            )
            .value_or(0);
    adjustment.reason = reader.text("reason", Need::required, 200).value_or("");
    const auto [lot, expires] = read_lot(reader);
    adjustment.lot = lot;
    adjustment.expires = expires;
    if (!adjustment.warehouse.empty() && !snapshots.is_warehouse(adjustment.warehouse)) {
        reader.refuse("warehouse", "unknown", "use one of " + known_warehouses(snapshots));
    }
    if (reader.has("quantity") && adjustment.quantity == 0 && errors.empty()) {
        reader.refuse("quantity", "out_of_range", "give the pieces added, or taken as a negative");
    }
    reader.finish();
    if (!errors.empty()) {
        return fail_fields(std::move(errors));
    }
    return adjustment;
}

platform::task<Result<http::Response>>
handle_post_stock_adjustment(Services& services, http::Request& request) {
    const auto body = http::read_json_body(request);
    if (!body) {
        co_return Failure{body.error()};
    }
    auto adjustment = read_adjustment(*body, *request.principal, services.snapshots);
    if (!adjustment) {
        co_return Failure{std::move(adjustment).error()};
    }
    adjustment->at = services.clock.business();
    adjustment->id = make_id_bytes(adjustment->at, services.entropy);
    auto work = [adjustment = std::move(*adjustment)](Tx& tx) -> Result<http::Response> {
        if (!fulfillment::products::find(
                tx, adjustment.tenant, adjustment.seller, adjustment.sku
            )) {
            return fail_field("/sku", "unknown", "put the product first: PUT /v1/products/{sku}");
        }
        if (adjustment.quantity > 0) {
            auto takes = takes_goods_in(tx, adjustment.tenant, adjustment.warehouse);
            if (!takes) {
                return Failure{std::move(takes).error()};
            }
        }
        const auto level = fulfillment::stock::adjust(tx, adjustment);
        if (!level) {
            return Failure{level.error()};
        }
        if (adjustment.quantity > 0) {
            enqueue_waiting(
                tx, adjustment.tenant, fulfillment::PlanCause::stock_arrived, adjustment.at
            );
        }
        return created(tx, adjustment.tenant, *level);
    };
    auto answer =
        co_await execute_once(services, request, "post_stock_adjustment", std::move(work));
    services.wakeups.notify(replan_feed);
    co_return answer;
}

} // namespace

http::Route post_stock_adjustment(Services& services) {
    return {
        .method = http::Method::post,
        .pattern = "/v1/stock/adjustments",
        .name = "post_stock_adjustment",
        .access = http::Access::key,
        .scope = Scope::stock_write,
        .handler = [&services](http::Request& request
                   ) { return handle_post_stock_adjustment(services, request); },
    };
}

} // namespace route9::gateway::endpoints
