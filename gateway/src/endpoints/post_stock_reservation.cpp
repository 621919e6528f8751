// SPDX-License-Identifier: Apache-2.0
#include "core/human_text.hpp"
#include "core/limits.hpp"
#include "fulfillment/stock_hold.hpp"
#include "gateway/acting_for.hpp"
#include "gateway/execute_once.hpp"
#include "gateway/http/etag.hpp"
#include "gateway/http/json_body.hpp"
#include "gateway/shipping/typed_members.hpp"
#include "gateway/stock/endpoints.hpp"
#include "gateway/views/hold_view.hpp"

#include <utility>

namespace route9::gateway::endpoints {
namespace {

using namespace fulfillment;

std::vector<StockClaim> read_lines(ObjectReader& reader, FieldErrors& errors) {
    std::vector<StockClaim> lines;
    const Json* list = reader.array("lines", Need::required, hold_lines_max);
    if (list == nullptr) {
        return lines;
    }
    if (list->empty()) {
        reader.refuse("lines", "empty", "name at least one SKU");
    }
    for (std::size_t i = 0; i < list->size(); ++i) {
        ObjectReader line{(*list)[i], pointer_step("/lines", i), errors};
        const auto sku = line.text("sku", Need::required, limits::foreign_id_bytes_max);
        const auto warehouse = line.text("warehouse", Need::required, 64);
        const auto quantity =
            line.integer("quantity", Need::required, 1, limits::line_quantity_max);
        line.finish();
        lines.push_back({Sku{sku.value_or("")}, warehouse.value_or(""), quantity.value_or(1)});
    }
    return counted_together(lines);
}

Result<StockHold> read_hold(const Json& body, const Principal& principal, Instant now) {
    FieldErrors errors;
    ObjectReader reader{body, "", errors};
    StockHold hold;
    hold.tenant = principal.tenant;
    hold.seller = seller_of(principal, reader, errors);
    hold.purpose = read_human_text(reader, "purpose", Need::optional).value_or("");
    hold.created_at = now;
    hold.expires_at = read_time(reader, "expires_at", Need::required).value_or(now + Seconds{1});
    if (hold.expires_at <= now || hold.expires_at > now + hold_age_max) {
        reader.refuse("expires_at", "out_of_range", "give a time within the next 24 hours");
    }
    hold.lines = read_lines(reader, errors);
    reader.finish();
    if (!errors.empty()) {
        return fail_fields(std::move(errors));
    }
    return hold;
}

Result<void> check_warehouses(const StockHold& hold, const Services& services) {
    const auto unknown = std::ranges::find_if(hold.lines, [&services](const StockClaim& line) {
        return !services.snapshots.is_warehouse(line.warehouse);
    });
    if (unknown != hold.lines.end()) {
        return fail_field(
            "/lines",
            "unknown",
            "there is no warehouse " + unknown->warehouse + "; GET /v1/warehouses lists them"
        );
    }
    return {};
}

platform::task<Result<http::Response>>
handle_post_stock_reservation(Services& services, http::Request& request) {
    const auto body = http::read_json_body(request);
    if (!body) {
        co_return Failure{body.error()};
    }
    const Instant now = services.clock.business();
    auto hold = read_hold(*body, *request.principal, now);
    if (!hold) {
        co_return Failure{std::move(hold).error()};
    }
    if (auto known = check_warehouses(*hold, services); !known) {
        co_return Failure{std::move(known).error()};
    }
    hold->id = HoldId::make(now, services.entropy);
    auto work = [hold = std::move(*hold)](Tx& tx) -> Result<http::Response> {
        if (auto opened = holds::open(tx, hold); !opened) {
            return Failure{std::move(opened).error()};
        }
        http::Response response = http::json_response(201, view(hold));
        response.headers.emplace_back("Location", "/v1/stock/reservations/" + hold.id.text());
        response.headers.emplace_back("ETag", http::content_etag(response.content()));
        return response;
    };
    co_return co_await execute_once(services, request, "post_stock_reservation", std::move(work));
}

} // namespace

http::Route post_stock_reservation(Services& services) {
    return {
        .method = http::Method::post,
        .pattern = "/v1/stock/reservations",
        .name = "post_stock_reservation",
        .access = http::Access::key,
        .scope = Scope::stock_write,
        .handler = [&services](http::Request& request
                   ) { return handle_post_stock_reservation(services, request); },
    };
}

} // namespace route9::gateway::endpoints
