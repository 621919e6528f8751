// SPDX-License-Identifier: Apache-2.0
// What one routed order may cost the store: the writer is the bottleneck of the product, so its
// rows, statements and bytes have a budget.
#include "adapters/documents/order_document.hpp"
#include "fulfillment/departure_store.hpp"
#include "fulfillment/product_store.hpp"
#include "fulfillment/stock.hpp"
#include "gateway/endpoints.hpp"
#include "gateway/idempotency.hpp"
#include "gateway/orders/place_order.hpp"
#include "gateway/views/order_page.hpp"
#include "platform/tx_statistics.hpp"
#include "services_under_test.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <memory>
#include <ostream>

namespace route9::platform {

void PrintTo(const TxStatistics& statistics, std::ostream* out) {
    *out << statistics.statements << " statements, " << statistics.rows << " rows, "
         << statistics.bytes << " bytes";
}

} // namespace route9::platform

namespace route9::tests {
namespace {

using gateway::AroundOrder;
using platform::TxStatistics;

constexpr std::int64_t kStatementsMax = 8;
constexpr std::int64_t kRowsMax = 14;
constexpr std::int64_t kBytesMax = 4'096;

/// Two lines with HS codes and weights, Quảng Trị to Savannakhet, cash on delivery.
constexpr std::string_view kOrder = R"({
  "external_id": "WB-0001", "channel": "rest", "placed_at": "2026-03-10T07:55:00+07:00",
  "currency": "LAK", "payment": {"method": "cod", "amount": "481000"},
  "recipient": {"name": "ນາງ ຕົວຢ່າງ", "phone": "020 5500 0001", "country": "LA",
    "province": "ສະຫວັນນະເຂດ", "district": "ໄກສອນ ພົມວິຫານ", "village": "ບ້ານ ຕົວຢ່າງ"},
  "items": [
    {"sku": "TS-BLK-M", "name": "Áo thun", "quantity": 2, "unit_price": "165500",
     "weight_g": 250, "hs_code": "610910", "origin": "VN"},
    {"sku": "BAG-01", "name": "Túi vải", "quantity": 1, "unit_price": "150000",
     "weight_g": 300, "hs_code": "420292", "origin": "VN"}]})";

struct Written {
    fulfillment::OrderRecord record;
    TxStatistics by_order;
    TxStatistics in_all; // with the stored answer
};

void offer(Tx& tx, ServicesUnderTest& under_test, const char* sku) {
    fulfillment::Product product;
    product.seller = under_test.seller();
    product.sku = Sku{sku};
    product.name = sku;
    fulfillment::products::put(tx, under_test.tenant(), product, std::nullopt);
    fulfillment::StockAdjustment adjustment;
    adjustment.id = make_id_bytes(under_test.now(), under_test.services().entropy);
    adjustment.tenant = under_test.tenant();
    adjustment.seller = under_test.seller();
    adjustment.sku = Sku{sku};
    adjustment.warehouse = "DONGHA";
    adjustment.quantity = 100;
    adjustment.reason = "first delivery";
    adjustment.at = under_test.now();
    ASSERT_TRUE(fulfillment::stock::adjust(tx, adjustment));
}

void open_departure(Tx& tx, ServicesUnderTest& under_test) {
    fulfillment::DepartureRecord departure;
    departure.tenant = under_test.tenant();
    departure.id = DepartureId::make(under_test.now(), under_test.services().entropy);
    departure.reference = "QT-1";
    departure.from = "DONGHA";
    departure.to = "SAVANNAKHET";
    departure.gate = "LAOBAO";
    departure.carrier = under_test.carrier();
    departure.truck_plate = "74C-000.01";
    departure.leaves = under_test.now() + std::chrono::hours{3};
    departure.mass_max_g = 5'000'000;
    ASSERT_TRUE(fulfillment::departures::create(tx, departure));
}

void stock_the_corridor(ServicesUnderTest& under_test) {
    const auto done = under_test.store().write([&](Tx& tx) -> Result<int> {
        offer(tx, under_test, "TS-BLK-M");
        offer(tx, under_test, "BAG-01");
        open_departure(tx, under_test);
        return 0;
    });
    ASSERT_TRUE(done);
}

gateway::http::Request request_of(ServicesUnderTest& under_test) {
    static const gateway::http::Field fields[] = {{"Idempotency-Key", "write-budget-1"}};
    gateway::http::Request request;
    request.method = gateway::http::Method::post;
    request.target.path = "/v1/orders";
    request.headers = gateway::http::Headers{fields};
    request.body = kOrder;
    request.deadline = ServicesUnderTest::deadline();
    request.principal = under_test.principal(Role::seller);
    return request;
}

/// Stores what POST /v1/orders stores, and measures the unit on its way.
AroundOrder<Written> measured(gateway::IdempotencyClaim claim) {
    return [claim = std::move(claim)](Tx& tx, const auto& place) -> Result<Written> {
        auto record = place(tx, [] { return true; });
        if (!record) {
            return Failure{std::move(record).error()};
        }
        Written written{.record = *record, .by_order = platform::tx_statistics(tx), .in_all = {}};
        auto answer = gateway::http::json_response(201, gateway::order_summary(*record));
        answer.headers.emplace_back("Location", "/v1/orders/" + record->id.text());
        answer.headers.emplace_back("ETag", "\"v1\"");
        gateway::idempotency::store(tx, claim, answer);
        written.in_all = platform::tx_statistics(tx);
        return written;
    };
}

platform::task<Result<Written>>
place_measured(ServicesUnderTest& under_test, gateway::http::Request& request) {
    gateway::Services& services = under_test.services();
    auto claim = co_await gateway::claim_idempotency(
        services.keyring,
        services.compute,
        services.entropy,
        request,
        "post_order",
        under_test.now()
    );
    const auto keys = co_await services.keyring.tenant(under_test.tenant(), request.deadline);
    if (!claim || !keys) {
        co_return Failure{claim ? keys.error() : claim.error()};
    }
    auto order = adapters::parse_order(kOrder);
    if (!order) {
        co_return Failure{std::move(order).error()};
    }
    auto prepared = std::make_shared<const gateway::PreparedOrder>(gateway::prepare_order(
        {.tenant = under_test.tenant(),
         .seller = under_test.seller(),
         .order = std::move(*order),
         .source_time = under_test.now()},
        {.addresses = services.catalogue.corridor.addresses,
         .keys = **keys,
         .vault = services.vault,
         .entropy = services.entropy,
         .now = under_test.now()}
    ));
    AroundOrder<Written> around = measured(std::move(*claim));
    co_return co_await gateway::place_order<Written>(
        services,
        std::move(prepared),
        gateway::Prohibited::refuse,
        std::move(around),
        request.deadline
    );
}

class WriteBudget : public testing::Test {
protected:
    void SetUp() override { ASSERT_NO_FATAL_FAILURE(stock_the_corridor(under_test_)); }

    ServicesUnderTest under_test_;
};

TEST_F(WriteBudget, HoldsForARoutedOrderOfTwoLines) {
    auto request = request_of(under_test_);
    const auto written = under_test_.run([&] { return place_measured(under_test_, request); });
    ASSERT_TRUE(written) << written.error().detail;
    ASSERT_EQ(written->record.status, fulfillment::OrderStatus::routed) << written->record.reasons;
    RecordProperty("statements", static_cast<int>(written->in_all.statements));
    RecordProperty("rows", static_cast<int>(written->in_all.rows));
    RecordProperty("bytes", static_cast<int>(written->in_all.bytes));
    EXPECT_LE(written->in_all.statements, kStatementsMax)
        << testing::PrintToString(written->in_all);
    EXPECT_LE(written->in_all.rows, kRowsMax) << testing::PrintToString(written->in_all);
    EXPECT_LE(written->in_all.bytes, kBytesMax)
        << "order alone: " << testing::PrintToString(written->by_order)
        << "; with the answer: " << testing::PrintToString(written->in_all);
}

TEST_F(WriteBudget, IncludesWhyEachOtherGateWasNotTaken) {
    const Principal seller = under_test_.principal(Role::seller);
    const auto placed = under_test_.answer(
        gateway::endpoints::post_order(under_test_.services()),
        {.principal = seller,
         .target = "/v1/orders",
         .body = std::string{kOrder},
         .headers = {{"Idempotency-Key", "explained"}}}
    );
    ASSERT_TRUE(placed) << placed.error().detail;
    const std::string id = Json::parse(placed->content()).at("id");
    const auto read = under_test_.answer(
        gateway::endpoints::get_order(under_test_.services()),
        {.principal = seller, .headers = {{"Accept-Language", "en"}}, .parameters = {{"id", id}}}
    );
    ASSERT_TRUE(read) << read.error().detail;
    const Json routed = Json::parse(read->content()).at("fulfillments").at(0);
    EXPECT_EQ(routed.at("gate"), "LAOBAO");
    const Json& rejected = routed.at("plan").at("rejected");
    EXPECT_NE(std::ranges::find(rejected, Json::array({"gate:LALAY", "LATER"})), rejected.end());
    EXPECT_NE(std::ranges::find(rejected, Json::array({"gate:ADOT", "NO_PATH"})), rejected.end());
    EXPECT_FALSE(routed.at("plan").contains("gates"));
    const Json& said = routed.at("explanation");
    const auto sentence = std::ranges::find_if(said, [](const Json& each) {
        return each.get<std::string>().starts_with("Gate ADOT, CAROONG, CHIENGKHUONG,");
    });
    ASSERT_NE(sentence, said.end()) << said;
    EXPECT_TRUE(sentence->get<std::string>().ends_with(": no path.")) << *sentence;
}

TEST_F(WriteBudget, IsSpentOnlyOnceForARepeatedRequest) {
    const gateway::http::Route route = gateway::endpoints::post_order(under_test_.services());
    const Call call{
        .principal = under_test_.principal(Role::seller),
        .target = "/v1/orders",
        .body = std::string{kOrder},
        .headers = {{"Idempotency-Key", "write-budget-1"}},
    };
    const auto first = under_test_.answer(route, call);
    ASSERT_TRUE(first) << first.error().detail;
    const auto again = under_test_.answer(route, call);
    ASSERT_TRUE(again) << again.error().detail;
    EXPECT_EQ(again->status, 201);
    EXPECT_EQ(again->content(), first->content());
    EXPECT_EQ(
        again->headers.back(), (std::pair<std::string, std::string>{"Idempotent-Replayed", "true"})
    );
}

} // namespace
} // namespace route9::tests
