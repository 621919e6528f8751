// SPDX-License-Identifier: Apache-2.0
// TikTok Shop: packages are shipped, not orders; a seller who ships by himself gives his own
// tracking number and provider (setting shipping_provider_id) and tells the last mile.
#include "marketplaces/apis/api_answers.hpp"
#include "marketplaces/apis/platform_apis.hpp"
#include "marketplaces/apis/tiktok_calls.hpp"

#include <string>
#include <utility>

namespace route9::adapters {
namespace {

const Json* order_of(const Json& answer) {
    return find_path(answer, "/data/orders/0");
}

std::string text_at(const Json& json, std::string_view pointer) {
    const Json* found = find_path(json, pointer);
    return found != nullptr && found->is_string() ? found->get<std::string>() : std::string{};
}

bool is_own_fleet(const Json& order) {
    return text_at(order, "/shipping_type") == "SELLER";
}

WriteStep
pack_call(const ApiAccess& access, const WriteBack& what, const Json& order, Instant now) {
    const std::string package = text_at(order, "/packages/0/id");
    if (package.empty()) {
        return WriteStep::refuse("TikTok names no package of the order");
    }
    Json body{{"handover_method", "DROP_OFF"}};
    if (is_own_fleet(order)) {
        const std::string provider = access.setting("shipping_provider_id");
        if (provider.empty()) {
            return WriteStep::refuse("the connection needs shipping_provider_id=…");
        }
        body["self_shipment"] = {
            {"tracking_number", what.tracking}, {"shipping_provider_id", provider}
        };
    }
    return WriteStep::make_call(
        tiktok_post(access, "/fulfillment/202309/packages/" + package + "/ship", body, now)
    );
}

WriteStep
deliver_call(const ApiAccess& access, const WriteBack& what, const Json& order, Instant now) {
    if (!is_own_fleet(order)) {
        return WriteStep::finish("TikTok's own carrier tells the last mile");
    }
    Json package{{"id", text_at(order, "/packages/0/id")}};
    if (what.action == WriteAction::delivered) {
        package["delivery_type"] = "DELIVERY_SUCCESS";
    } else {
        package["delivery_type"] = "DELIVERY_FAILED";
        package["fail_delivery_reason"] = "OTHER";
    }
    return WriteStep::make_call(tiktok_post(
        access,
        "/fulfillment/202309/packages/deliver",
        Json{{"packages", Json::array({std::move(package)})}},
        now
    ));
}

/// Of TikTok's list of reasons, which depend on whether the order is paid. Only for want of stock
/// is that said: it counts against the shop.
std::string cancel_reason(const ApiAccess& access, const WriteBack& what, bool is_unpaid) {
    if (what.is_out_of_stock) {
        return is_unpaid ? "seller_cancel_unpaid_reason_out_of_stock"
                         : "seller_cancel_reason_out_of_stock";
    }
    if (const std::string given = access.setting("cancel_reason"); !given.empty() && !is_unpaid) {
        return given;
    }
    return is_unpaid ? "seller_cancel_unpaid_reason_buyer_requested_cancellation"
                     : "seller_cancel_paid_reason_buyer_requested_cancellation";
}

WriteStep
cancel_call(const ApiAccess& access, const WriteBack& what, const Json& order, Instant now) {
    const std::string status = text_at(order, "/status");
    if (status == "CANCELLED") {
        return WriteStep::finish("cancelled");
    }
    const Json body{
        {"order_id", what.external_id},
        {"cancel_reason", cancel_reason(access, what, status == "UNPAID")},
    };
    return WriteStep::make_call(
        tiktok_post(access, "/return_refund/202309/cancellations", body, now)
    );
}

/// What is told of an order after it was looked at.
WriteStep call_of(const ApiAccess& access, const WriteBack& what, const Json& order, Instant now) {
    switch (what.action) {
    case WriteAction::packed:
        return pack_call(access, what, order, now);
    case WriteAction::cancelled:
        return cancel_call(access, what, order, now);
    case WriteAction::accepted:
    case WriteAction::shipped:
    case WriteAction::delivered:
    case WriteAction::delivery_failed:
        break;
    }
    return deliver_call(access, what, order, now);
}

} // namespace

WriteStep tiktok_write_step(
    const ApiAccess& access, const WriteBack& what, std::span<const Json> answers, Instant now
) {
    if (what.action == WriteAction::accepted || what.action == WriteAction::shipped) {
        return WriteStep::finish("TikTok knows no such step");
    }
    if (answers.empty()) {
        return WriteStep::make_call(tiktok_order(access, what.external_id, now));
    }
    const Json* order = order_of(answers[0]);
    if (order == nullptr) {
        return WriteStep::refuse("TikTok does not know this order");
    }
    if (answers.size() == 1) {
        return call_of(access, what, *order, now);
    }
    const Json* errors = find_path(answers[1], "/data/errors/0");
    if (errors != nullptr) {
        return WriteStep::refuse(text_at(*errors, "/message"));
    }
    switch (what.action) {
    case WriteAction::packed:
        return WriteStep::finish("shipped");
    case WriteAction::cancelled:
        return WriteStep::finish("cancelled");
    case WriteAction::delivery_failed:
        return WriteStep::finish("delivery failed");
    case WriteAction::accepted:
    case WriteAction::shipped:
    case WriteAction::delivered:
        break;
    }
    return WriteStep::finish("delivered");
}

} // namespace route9::adapters
