// SPDX-License-Identifier: Apache-2.0
#include "demo/actors/shop.hpp"

#include "gateway/demo/shop_messages.hpp"

#include <fmt/format.h>

namespace route9::gateway::demo {
namespace {

constexpr int kSignaturesMax = 20;
constexpr int kLooksMax = 1'500; // of one short step each
constexpr int kUnauthenticated = 401;

bool is_stale(const HttpAnswer& answer) {
    return answer.status == kUnauthenticated &&
           answer.body.find("signature-stale") != std::string::npos;
}

/// Where the shops' buyers pay: VietQR to a bank's BIN, LaoQR to an acquirer's number.
Json qr_question(const Bill& bill) {
    if (bill.amount.currency() == Currency::VND) {
        return {
            {"scheme", "vietqr"},
            {"bin", "970436"},
            {"account", "0071001234567"},
            {"merchant_name", "KHO VAN DUONG 9"},
            {"city", "DONG HA"},
        };
    }
    return {
        {"scheme", "laoqr"},
        {"acquirer", "27710418"},
        {"receiver", "03012600123456"},
        {"merchant_name", "KHO VAN DUONG 9"},
        {"city", "SAVANNAKHET"},
    };
}

} // namespace

std::string describe(const ShopOrder& order) {
    std::string goods;
    for (const BoughtLine& line : order.lines) {
        goods += fmt::format("{}{} × {}", goods.empty() ? "" : ", ", line.quantity, line.good.name);
    }
    return fmt::format(
        "order {} of {}: {}; {} {}, {}",
        order.external_id,
        order.buyer.name,
        goods,
        order.total.amount(),
        code(order.total.currency()),
        order.method
    );
}

bool Shop::push(const std::function<HttpMessage()>& sign, int expected) {
    HttpAnswer answer;
    for (int i = 0; i < kSignaturesMax; ++i) {
        answer = api_.send(sign());
        if (answer.status == expected || !is_stale(answer)) {
            break;
        }
    }
    if (answer.status != expected) {
        api_.fault(fmt::format(
            "a webhook was answered {} in place of {}: {}", answer.status, expected, answer.body
        ));
    }
    return answer.status == expected;
}

std::string Shop::place(const ShopOrder& order) {
    stage_.wait_until(order.placed_at);
    const auto placed = api_.post("/v1/orders", api_order(order, channel_), {201});
    if (!placed) {
        return {};
    }
    api_.tell(describe(order) + " → " + text_at(placed->json, "status"));
    return text_at(placed->json, "id");
}

void Shop::place_refused(const ShopOrder& order) {
    const auto refused = api_.post("/v1/orders", api_order(order, channel_), {422});
    if (!refused) {
        return;
    }
    for (const Json& error : member_at(refused->json, "errors")) {
        api_.tell(fmt::format(
            "order {} is refused: {} {}",
            order.external_id,
            text_at(error, "pointer"),
            text_at(error, "message")
        ));
    }
}

std::map<std::string, std::string> Shop::await_orders(const std::vector<ShopOrder>& orders) {
    std::map<std::string, std::string> ids;
    for (int look = 0; look < kLooksMax && !stage_.stopped(); ++look) {
        for (const Json& order : api_.list("/v1/orders?limit=100")) {
            ids[text_at(order, "external_id")] = text_at(order, "id");
        }
        std::size_t known = 0;
        for (const ShopOrder& order : orders) {
            known += ids.contains(order.external_id) ? 1U : 0U;
        }
        if (known == orders.size()) {
            return ids;
        }
        stage_.pause();
    }
    if (!stage_.stopped()) {
        api_.fault("orders that were answered with success have not appeared");
    }
    return ids;
}

void Shop::await_status(const std::string& order, const std::string& status) {
    for (int look = 0; look < kLooksMax && !stage_.stopped(); ++look) {
        const auto read = api_.get("/v1/orders/" + order, {200});
        if (!read || text_at(read->json, "status") == status) {
            return;
        }
        stage_.pause();
    }
    if (!stage_.stopped()) {
        api_.fault("order " + order + " has not become " + status);
    }
}

std::optional<Bill> Shop::bill(const std::string& order, const ShopOrder& placed) {
    for (const Json& receivable : api_.list("/v1/receivables?order=" + order)) {
        const auto amount = Money::parse(
            text_at(member_at(receivable, "amount"), "amount"), placed.total.currency()
        );
        if (!amount || *amount != placed.total) {
            api_.fault("the receivable of " + placed.external_id + " has another amount");
            return std::nullopt;
        }
        Bill bill{
            .code = text_at(receivable, "reference"),
            .amount = *amount,
            .payer = placed.buyer.name,
        };
        if (placed.method == "qr") {
            const std::string target = "/v1/receivables/" + text_at(receivable, "id") + "/qr";
            if (const auto made = api_.post(target, qr_question(bill), {200, 201})) {
                api_.tell(
                    fmt::format("QR for {}: {}", placed.external_id, text_at(made->json, "payload"))
                );
            }
        }
        return bill;
    }
    api_.fault("order " + placed.external_id + " has no receivable");
    return std::nullopt;
}

} // namespace route9::gateway::demo
