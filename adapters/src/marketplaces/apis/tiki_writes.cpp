// SPDX-License-Identifier: Apache-2.0
// Tiki: what can be told depends on how the order is fulfilled (dropship, seller_delivery,
// cross_border), which the order says.
#include "marketplaces/apis/api_answers.hpp"
#include "marketplaces/apis/platform_apis.hpp"
#include "marketplaces/apis/tiki_calls.hpp"

#include <string>

namespace route9::adapters {
namespace {

constexpr std::string_view kDropship = "dropship";
constexpr std::string_view kSellerDelivery = "seller_delivery";

std::string fulfilled_by(const Json& order) {
    const Json* type = find_path(order, "/fulfillment_type");
    return type != nullptr && type->is_string() ? type->get<std::string>() : std::string{};
}

WriteStep dropship_call(const ApiAccess& access, const WriteBack& what, const std::string& status) {
    return WriteStep::make_call(tiki_post(
        access,
        what.external_id,
        "dropship/confirm-available",
        Json{{"confirmation_status", status}}
    ));
}

WriteStep delivery_call(const ApiAccess& access, const WriteBack& what) {
    const bool is_good = what.action == WriteAction::delivered;
    Json body{{"status", is_good ? "successful_delivery" : "failed_delivery"}};
    if (!is_good) {
        body["failure_cause"] = "customer_unreachable";
    }
    return WriteStep::make_call(
        tiki_post(access, what.external_id, "seller-delivery/update-delivery", body)
    );
}

} // namespace

WriteStep tiki_write_step(
    const ApiAccess& access, const WriteBack& what, std::span<const Json> answers, Instant
) {
    if (answers.empty()) {
        return WriteStep::make_call(tiki_order(access, what.external_id));
    }
    if (answers.size() > 1) {
        return WriteStep::finish("told");
    }
    const std::string how = fulfilled_by(answers[0]);
    switch (what.action) {
    case WriteAction::packed:
        if (how == kDropship) {
            return dropship_call(access, what, "seller_confirmed");
        }
        break;
    case WriteAction::cancelled:
        if (how == kDropship) {
            return dropship_call(access, what, "seller_canceled");
        }
        break;
    case WriteAction::delivered:
    case WriteAction::delivery_failed:
        if (how == kSellerDelivery) {
            return delivery_call(access, what);
        }
        break;
    }
    return WriteStep::finish("Tiki takes no such word of an order of the kind " + how);
}

} // namespace route9::adapters
