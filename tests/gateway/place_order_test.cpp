// SPDX-License-Identifier: Apache-2.0
// Placing orders at the same moment: stock and room are taken by conditional updates, so that no
// interleaving takes them below zero, and what one order cannot have the next plan knows.
#include "core/journal.hpp"
#include "fulfillment/order_store.hpp"
#include "fulfillment/product_store.hpp"
#include "fulfillment/stock.hpp"
#include "gateway/endpoints.hpp"
#include "services_under_test.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <future>
#include <string>
#include <vector>

namespace route9::tests {
namespace {

constexpr int kBuyers = 24;
constexpr std::int64_t kPieces = 10;

std::string order_of(int number) {
    return R"({"external_id":"C-)" + std::to_string(number) +
           R"(","channel":"rest","placed_at":"2026-03-10T07:55:00+07:00","currency":"LAK",)"
           R"("payment":{"method":"cod","amount":"165500"},"recipient":{"name":"ນາງ ຕົວຢ່າງ",)"
           R"("phone":"020 5500 0001","country":"LA","province":"ສະຫວັນນະເຂດ",)"
           R"("district":"ໄກສອນ ພົມວິຫານ"},"items":[{"sku":"TS-BLK-M","name":"Áo thun",)"
           R"("quantity":1,"unit_price":"165500","weight_g":250,"hs_code":"610910",)"
           R"("origin":"VN"}]})";
}

class PlaceOrder : public testing::Test {
protected:
    void SetUp() override {
        const auto stocked = under_test_.store().write([this](Tx& tx) -> Result<bool> {
            fulfillment::Product product;
            product.seller = under_test_.seller();
            product.sku = Sku{"TS-BLK-M"};
            product.name = "Áo thun";
            fulfillment::products::put(tx, under_test_.tenant(), product, std::nullopt);
            fulfillment::StockAdjustment arrival;
            arrival.id = make_id_bytes(under_test_.now(), under_test_.services().entropy);
            arrival.tenant = under_test_.tenant();
            arrival.seller = under_test_.seller();
            arrival.sku = Sku{"TS-BLK-M"};
            arrival.warehouse = "DONGHA";
            arrival.quantity = kPieces;
            arrival.reason = "first delivery";
            arrival.at = under_test_.now();
            return fulfillment::stock::adjust(tx, arrival).has_value();
        });
        ASSERT_TRUE(stocked && *stocked);
    }

    /// All orders at once, each from a thread of its own; the statuses they got.
    std::vector<std::string> place_together() {
        std::vector<std::future<std::string>> answers;
        answers.reserve(kBuyers);
        for (int i = 0; i < kBuyers; ++i) {
            answers.push_back(std::async(std::launch::async, [this, i] { return place(i); }));
        }
        std::vector<std::string> statuses;
        statuses.reserve(answers.size());
        for (auto& answer : answers) {
            statuses.push_back(answer.get());
        }
        return statuses;
    }

    std::string place(int number) {
        const Call call{
            .principal = under_test_.principal(Role::seller),
            .target = "/v1/orders",
            .body = order_of(number),
            .headers = {{"Idempotency-Key", "c-" + std::to_string(number)}},
        };
        const auto answer = under_test_.answer(route_, call);
        return answer ? Json::parse(answer->content()).at("status").get<std::string>()
                      : answer.error().detail;
    }

    fulfillment::StockLevel level() {
        const std::vector<Sku> skus{Sku{"TS-BLK-M"}};
        return *under_test_.store().read([&](Tx& tx) -> Result<fulfillment::StockLevel> {
            return fulfillment::stock::read_levels(
                       fulfillment::stock::ask_levels(
                           tx, under_test_.tenant(), under_test_.seller(), skus
                       )
            )
                .front();
        });
    }

    ServicesUnderTest under_test_;
    gateway::http::Route route_ = gateway::endpoints::post_order(under_test_.services());
};

TEST_F(PlaceOrder, SellsEachPieceOnceWhenBuyersComeTogether) {
    const std::vector<std::string> statuses = place_together();
    EXPECT_EQ(std::ranges::count(statuses, "routed"), kPieces);
    EXPECT_EQ(std::ranges::count(statuses, "backordered"), kBuyers - kPieces);
    EXPECT_EQ(level().on_hand, kPieces);
    EXPECT_EQ(level().reserved, kPieces);
}

TEST_F(PlaceOrder, NumbersTheJournalWithoutAGap) {
    place_together();
    const auto entries =
        under_test_.store().read([this](Tx& tx) -> Result<std::vector<JournalEntry>> {
            const JournalFilter everything{under_test_.tenant(), std::nullopt, std::nullopt};
            return journal::read(tx, everything, 0, 1'000);
        });
    ASSERT_TRUE(entries);
    ASSERT_EQ(entries->size(), 2U * kBuyers); // accepted, then the outcome
    for (std::size_t i = 0; i < entries->size(); ++i) {
        EXPECT_EQ((*entries)[i].position, static_cast<std::int64_t>(i) + 1);
    }
}

TEST_F(PlaceOrder, GivesEverythingBackWhenItIsCancelled) {
    ASSERT_EQ(place(1), "routed");
    EXPECT_EQ(level().reserved, 1);
    const gateway::http::Route cancel =
        gateway::endpoints::post_order_cancel(under_test_.services());
    const auto id = under_test_.store().read([this](Tx& tx) -> Result<OrderId> {
        return fulfillment::orders::page(tx, under_test_.tenant(), std::nullopt, std::nullopt, 1)
            .front()
            .id;
    });
    const Call call{
        .principal = under_test_.principal(Role::seller),
        .headers = {{"Idempotency-Key", "cancel-1"}},
        .parameters = {{"id", id->text()}},
    };
    const auto answer = under_test_.answer(cancel, call);
    ASSERT_TRUE(answer) << answer.error().detail;
    EXPECT_EQ(Json::parse(answer->content()).at("status"), "cancelled");
    EXPECT_EQ(level().reserved, 0);
    EXPECT_EQ(level().on_hand, kPieces);
}

TEST_F(PlaceOrder, ReservesAndReleasesMoreKindsOfGoodsThanOneStatementHolds) {
    std::vector<fulfillment::StockClaim> claims;
    claims.reserve(200);
    for (int i = 0; i < 200; ++i) {
        claims.push_back({Sku{"SKU-" + std::to_string(i)}, "DONGHA", 1});
    }
    const TenantId tenant = under_test_.tenant();
    const PartyId seller = under_test_.seller();
    const auto done = under_test_.store().write([&](Tx& tx) -> Result<bool> {
        for (const fulfillment::StockClaim& claim : claims) {
            fulfillment::Product product;
            product.seller = seller;
            product.sku = claim.sku;
            product.name = claim.sku.text();
            fulfillment::products::put(tx, tenant, product, std::nullopt);
            fulfillment::StockAdjustment arrival;
            arrival.id = make_id_bytes(under_test_.now(), under_test_.services().entropy);
            arrival.tenant = tenant;
            arrival.seller = seller;
            arrival.sku = claim.sku;
            arrival.warehouse = claim.warehouse;
            arrival.quantity = 1;
            arrival.reason = "first delivery";
            arrival.at = under_test_.now();
            EXPECT_TRUE(fulfillment::stock::adjust(tx, arrival));
        }
        const bool reserved = fulfillment::stock::reserve(tx, tenant, seller, claims);
        fulfillment::stock::release(tx, tenant, seller, claims);
        return reserved;
    });
    ASSERT_TRUE(done) << done.error().detail;
    EXPECT_TRUE(*done);
}

} // namespace
} // namespace route9::tests
