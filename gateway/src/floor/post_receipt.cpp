// SPDX-License-Identifier: Apache-2.0
#include "core/limits.hpp"
#include "fulfillment/product_store.hpp"
#include "gateway/acting_for.hpp"
#include "gateway/execute_once.hpp"
#include "gateway/floor/floor_endpoints.hpp"
#include "gateway/floor/receipt_view.hpp"
#include "gateway/http/json_body.hpp"
#include "gateway/shipping/typed_members.hpp"
#include "gateway/stock/goods_in.hpp"
#include "gateway/stock/lot_members.hpp"

#include <map>
#include <utility>

namespace route9::gateway::endpoints {
namespace {

using namespace fulfillment;

constexpr std::size_t kWarehouseBytes = 64;

/// A receipt, and where each of its lines, which are sorted, stands in the request.
struct Announcement {
    Receipt receipt;
    std::vector<std::size_t> places{};
};

void read_lines(ObjectReader& reader, Announcement& announced, FieldErrors& errors) {
    struct Named {
        ReceiptLine line;
        std::size_t place = 0;
    };
    std::map<std::pair<Sku, std::string>, Named> named;
    const Json* list = reader.array("lines", Need::required, receipt_lines_max);
    if (list != nullptr && list->empty()) {
        reader.refuse("lines", "empty", "name at least one SKU");
    }
    for (std::size_t i = 0; list != nullptr && i < list->size(); ++i) {
        ObjectReader line{(*list)[i], pointer_step("/lines", i), errors};
        const Sku sku{line.text("sku", Need::required, limits::foreign_id_bytes_max).value_or("")};
        const auto quantity =
            line.integer("quantity", Need::required, 1, limits::line_quantity_max).value_or(1);
        auto [lot, expires] = read_lot(line);
        line.finish();
        const ReceiptLine said{.sku = sku, .announced = quantity, .lot = lot, .expires = expires};
        if (!named.emplace(std::pair{sku, std::move(lot)}, Named{said, i}).second) {
            line.refuse("sku", "repeated", "name each SKU, or each of its lots, once");
        }
    }
    for (auto& [unused, each] : named) {
        announced.receipt.lines.push_back(std::move(each.line));
        announced.places.push_back(each.place);
    }
}

Result<Announcement> read_receipt(const Json& body, const Principal& principal, Instant now) {
    FieldErrors errors;
    ObjectReader reader{body, "", errors};
    Announcement announced;
    Receipt& receipt = announced.receipt;
    receipt.tenant = principal.tenant;
    receipt.seller = seller_of(principal, reader, errors);
    receipt.warehouse = reader.text("warehouse", Need::required, kWarehouseBytes).value_or("");
    receipt.reference =
        reader.text("reference", Need::optional, limits::foreign_id_bytes_max).value_or("");
    receipt.expected_at = read_time_to_come(reader, "expected_at", Need::optional, now);
    read_lines(reader, announced, errors);
    reader.finish();
    if (!errors.empty()) {
        return fail_fields(std::move(errors));
    }
    return announced;
}

Result<void> check_products(Tx& tx, const Announcement& announced) {
    FieldErrors errors;
    const Receipt& receipt = announced.receipt;
    for (std::size_t i = 0; i < receipt.lines.size(); ++i) {
        const ReceiptLine& line = receipt.lines[i];
        if (!products::find(tx, receipt.tenant, receipt.seller, line.sku)) {
            errors.push_back(
                {pointer_step("/lines", announced.places[i]) + "/sku",
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

platform::task<Result<http::Response>>
handle_post_receipt(Services& services, http::Request& request) {
    const Principal& principal = *request.principal;
    if (!acts_for_sellers(principal)) {
        co_return fail(ErrorCode::forbidden, "sellers and staff announce goods");
    }
    const auto body = http::read_json_body(request);
    if (!body) {
        co_return Failure{body.error()};
    }
    auto announced = read_receipt(*body, principal, services.clock.business());
    if (!announced) {
        co_return Failure{std::move(announced).error()};
    }
    Receipt& opened = announced->receipt;
    if (!services.snapshots.is_warehouse(opened.warehouse)) {
        co_return fail_field("/warehouse", "unknown", "GET /v1/warehouses lists them");
    }
    opened.created_at = services.clock.business();
    opened.id = ReceiptId::make(opened.created_at, services.entropy);
    auto work = [announced = std::move(*announced)](Tx& tx) -> Result<http::Response> {
        const Receipt& receipt = announced.receipt;
        if (auto known = check_products(tx, announced); !known) {
            return Failure{std::move(known).error()};
        }
        if (auto takes = takes_goods_in(tx, receipt.tenant, receipt.warehouse); !takes) {
            return Failure{std::move(takes).error()};
        }
        if (auto is_open = receipts::open(tx, receipt); !is_open) {
            return Failure{std::move(is_open).error()};
        }
        http::Response response = http::json_response(201, receipt_view(receipt));
        response.headers.emplace_back("Location", "/v1/receipts/" + receipt.id.text());
        return response;
    };
    co_return co_await execute_once(services, request, "post_receipt", std::move(work));
}

} // namespace

http::Route post_receipt(Services& services) {
    return {
        .method = http::Method::post,
        .pattern = "/v1/receipts",
        .name = "post_receipt",
        .access = http::Access::key,
        .scope = Scope::stock_write,
        .handler = [&services](http::Request& request
                   ) { return handle_post_receipt(services, request); },
    };
}

} // namespace route9::gateway::endpoints
