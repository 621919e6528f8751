// SPDX-License-Identifier: Apache-2.0
#include "shared_server.hpp"

#include "core/crypto.hpp"

namespace route9::e2e {
namespace {

constexpr std::int64_t kPieces = 1'000;
constexpr std::int64_t kTruckKg = 20'000;
constexpr int kWaitsMax = 5;

} // namespace

void SharedServer::SetUpTestSuite() {
    crypto_start();
    site_ = std::make_unique<Site>();
    keys_ = set_up_by_command_line(*site_);
    server_ = std::make_unique<RunningServer>(*site_);
    Caller seller{port(), keys_.seller};
    Caller operator_caller{port(), keys_.operator_};
    offer_goods(seller, kPieces);
    open_departure(operator_caller, "QT-1", kTruckKg);
}

void SharedServer::TearDownTestSuite() {
    EXPECT_EQ(server_->stop(), 0);
    server_.reset();
    site_.reset();
}

std::vector<Json> SharedServer::orders_with(const std::string& external_id) {
    std::vector<Json> found;
    std::string cursor;
    do {
        const Answer page = seller_.get("/v1/orders?limit=100" + cursor);
        for (const Json& order : page.json.at("items")) {
            if (order.at("external_id") == external_id) {
                found.push_back(order);
            }
        }
        const Json& next = page.json.at("next");
        cursor = next.is_null() ? "" : "&cursor=" + next.get<std::string>();
    } while (!cursor.empty());
    return found;
}

std::string SharedServer::await_order(const std::string& external_id) {
    std::string cursor;
    for (int waits = 0; waits < kWaitsMax;) {
        const Answer page = seller_.get("/v1/events?limit=100&wait=2" + cursor);
        for (const Json& event : page.json.at("items")) {
            if (event.at("type") == "order.accepted" &&
                event.at("data").at("external_id") == external_id) {
                return event.at("data").at("order").get<std::string>();
            }
        }
        waits += page.json.at("items").empty() ? 1 : 0;
        cursor = "&cursor=" + page.json.at("next").get<std::string>();
    }
    return {};
}

StandardHook SharedServer::standard_hook(const std::string& id, const std::string& external_id) {
    return {
        .connection = "lao-shop",
        .secret = kStandardSecret,
        .id = id,
        .at = business_now(),
        .body = standard_body(external_id),
    };
}

} // namespace route9::e2e
