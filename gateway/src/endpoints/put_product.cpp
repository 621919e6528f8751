// SPDX-License-Identifier: Apache-2.0
#include "core/human_text.hpp"
#include "core/limits.hpp"
#include "core/tenancy.hpp"
#include "fulfillment/product_store.hpp"
#include "gateway/acting_for.hpp"
#include "gateway/endpoints.hpp"
#include "gateway/http/etag.hpp"
#include "gateway/http/json_body.hpp"
#include "gateway/replanning/replan_jobs.hpp"
#include "gateway/views/product_view.hpp"
#include "platform/async_store.hpp"

#include <algorithm>
#include <utility>

namespace route9::gateway::endpoints {
namespace {

using fulfillment::DangerousGoods;
using fulfillment::Product;

constexpr std::int64_t kWeightMaxG = 1'000'000;
constexpr std::int64_t kVolumeMaxCm3 = 10'000'000; // ten cubic metres a piece

std::string digits_of(std::string_view hs_code) {
    std::string digits;
    std::ranges::copy_if(hs_code, std::back_inserter(digits), [](char c) { return c != '.'; });
    return digits;
}

constexpr int kMwhDecimals = 3;

/// Above zero, at most a megawatt-hour.
std::optional<Decimal> read_watt_hours(ObjectReader& reader, std::string_view name) {
    const Json* value = reader.any(name, Need::optional);
    if (value == nullptr) {
        return std::nullopt;
    }
    const std::string text = value->is_string()           ? value->get<std::string>()
                             : value->is_number_integer() ? value->dump()
                                                          : std::string{};
    const auto rating = Decimal::parse(text);
    const bool is_good = rating && !rating->is_negative() && !rating->is_zero() &&
                         *rating <= Decimal{1'000'000, 0} && rating->scale() <= kMwhDecimals;
    if (!is_good) {
        reader.refuse(
            name,
            "malformed",
            R"(give watt-hours above zero as a whole number or as text, e.g. 20 or "99.9")"
        );
    }
    return is_good ? std::optional{*rating} : std::nullopt;
}

std::optional<DangerousGoods> read_dangerous(ObjectReader& body, FieldErrors& errors) {
    const Json* object = body.object("dangerous_goods", Need::optional);
    if (object == nullptr) {
        return std::nullopt;
    }
    ObjectReader reader{*object, body.pointer("dangerous_goods"), errors};
    DangerousGoods goods;
    if (const auto text = reader.text("un", Need::required, limits::text_bytes_max)) {
        const auto un = fulfillment::read_un_number(*text);
        if (!un) {
            reader.refuse("un", "malformed", R"(give a UN number, e.g. "UN3481")");
        }
        goods.un = un.value_or("");
    }
    goods.wh_per_battery = read_watt_hours(reader, "wh_per_battery");
    goods.wh_per_cell = read_watt_hours(reader, "wh_per_cell");
    reader.finish();
    return goods;
}

bool read_cold(ObjectReader& reader) {
    const auto word = reader.text("temperature", Need::optional, limits::text_bytes_max);
    if (word && *word != "ambient" && *word != "cold") {
        reader.refuse("temperature", "unknown_value", "must be ambient or cold");
    }
    return word == "cold";
}

Result<Product> read_product(const Json& body, const http::Request& request) {
    FieldErrors errors;
    ObjectReader reader{body, "", errors};
    Product product;
    product.seller = seller_of(*request.principal, reader, errors);
    product.sku = Sku{std::string{request.parameter("sku")}};
    if (product.sku.text().size() > limits::foreign_id_bytes_max) {
        errors.push_back({"/sku", "too_long", "must be at most 128 bytes of UTF-8"});
    }
    product.name = read_human_text(reader, "name", Need::required).value_or("");
    product.weight_g = reader.integer("weight_g", Need::optional, 1, kWeightMaxG);
    product.volume_cm3 = reader.integer("volume_cm3", Need::optional, 1, kVolumeMaxCm3);
    product.cold = read_cold(reader);
    product.dangerous = read_dangerous(reader, errors);
    product.hs_code = digits_of(reader.text("hs_code", Need::optional, 12).value_or(""));
    product.origin = reader.text("origin", Need::optional, 2).value_or("");
    product.category = reader.text("category", Need::optional, 64).value_or("");
    product.channel_buffer =
        reader.integer("channel_buffer", Need::optional, 0, limits::channel_buffer_max).value_or(0);
    const bool all_digits =
        std::ranges::all_of(product.hs_code, [](char c) { return c >= '0' && c <= '9'; });
    if (!product.hs_code.empty() &&
        (!all_digits || (product.hs_code.size() != 6 && product.hs_code.size() != 8))) {
        reader.refuse("hs_code", "bad_value", "give 6 or 8 digits, e.g. 6109.10 or 61091000");
    }
    if (!product.origin.empty() &&
        !std::ranges::all_of(product.origin, [](char c) { return c >= 'A' && c <= 'Z'; })) {
        reader.refuse("origin", "bad_value", "give a country's two capital letters, e.g. VN");
    }
    reader.finish();
    if (!errors.empty()) {
        return fail_fields(std::move(errors));
    }
    return product;
}

/// What the caller knew: nothing (a new product), or the version it replaces.
struct Precondition {
    std::optional<std::string> if_match;
    bool is_new = false; // If-None-Match: *
};

Result<Precondition> read_precondition(const http::Headers& headers) {
    Precondition known;
    known.if_match = http::if_match_of(headers);
    if (const auto given = headers.find("If-None-Match")) {
        if (*given != "*") {
            return fail(ErrorCode::malformed_request, "If-None-Match takes * here: a new product");
        }
        known.is_new = true;
    }
    return known;
}

Result<void> check(const Precondition& known, const std::optional<Product>& stored) {
    if (known.if_match && !stored) {
        return fail(ErrorCode::precondition_failed, "there is no such product");
    }
    if (stored && known.is_new) {
        return fail(ErrorCode::precondition_failed, "there is such a product; read it");
    }
    if (stored && !known.if_match) {
        return fail(
            ErrorCode::precondition_required,
            "there is such a product: send If-Match with the ETag you have read"
        );
    }
    if (known.if_match) {
        return http::check_if_match(*known.if_match, http::version_etag(stored->version));
    }
    return {};
}

platform::task<Result<http::Response>>
handle_put_product(Services& services, http::Request& request) {
    const auto body = http::read_json_body(request);
    if (!body) {
        co_return Failure{body.error()};
    }
    auto product = read_product(*body, request);
    if (!product) {
        co_return Failure{std::move(product).error()};
    }
    product->updated_at = services.clock.business();
    const auto known = read_precondition(request.headers);
    if (!known) {
        co_return Failure{known.error()};
    }
    auto unit = [tenant = request.principal->tenant,
                 product = std::move(*product),
                 known = *known](Tx& tx) -> Result<Product> {
        if (!tenancy::find_party(tx, tenant, product.seller)) {
            return fail_field("/seller", "unknown", "there is no such seller");
        }
        const auto stored = fulfillment::products::find(tx, tenant, product.seller, product.sku);
        if (auto fits = check(known, stored); !fits) {
            return Failure{std::move(fits).error()};
        }
        const bool asks_less_or_more =
            stored && (stored->cold != product.cold || stored->dangerous != product.dangerous);
        if (asks_less_or_more) {
            enqueue_waiting(tx, tenant, fulfillment::PlanCause::mended, product.updated_at);
        }
        return *fulfillment::products::put(tx, tenant, product, std::nullopt);
    };
    const auto stored = co_await platform::write(
        services.store, reach_of(*request.principal), std::move(unit), request.deadline
    );
    if (!stored) {
        co_return Failure{stored.error()};
    }
    services.wakeups.notify(replan_feed);
    http::Response response = http::json_response(stored->version == 1 ? 201 : 200, view(*stored));
    response.headers.emplace_back("ETag", http::version_etag(stored->version));
    co_return response;
}

} // namespace

http::Route put_product(Services& services) {
    return {
        .method = http::Method::put,
        .pattern = "/v1/products/{sku}",
        .name = "put_product",
        .access = http::Access::key,
        .scope = Scope::stock_write,
        .handler = [&services](http::Request& request
                   ) { return handle_put_product(services, request); },
    };
}

} // namespace route9::gateway::endpoints
