// SPDX-License-Identifier: Apache-2.0
// Weeks of floods, of Tết and of Pi Mai on the corridor: gates close, queue and rest, posts are
// silent or wrong, goods come late. Nothing is lost, nobody has a parcel twice, and whoever lets
// the product choose among the gates is not less on time than whoever always goes by the best one.
// ROUTE9_SEED is other weather, in which weeks may by chance favour a single gate (a storm meets a
// truck on the road): then the shares are only printed. year_bench is the whole year.
#include "tests/seed.hpp"
#include "year_report.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>

namespace route9::tests {
namespace {

LocalDay day(int year, unsigned month, unsigned of_month) {
    return LocalDay{
        std::chrono::year{year} / std::chrono::month{month} / std::chrono::day{of_month}
    };
}

void expect_a_good_time(LocalDay first, int days) {
    YearPlan plan;
    const char* given = std::getenv("ROUTE9_SEED");
    plan.seed = given == nullptr ? 1 : std::stoull(given);
    plan.first = first;
    plan.days = days;
    plan.orders_a_day = 2;
    SCOPED_TRACE(seed_note(plan.seed));
    const YearReport report = run_policies(plan);
    report.print();
    for (const YearResult& result : report.results) {
        EXPECT_EQ(result.faults, std::vector<std::string>{}) << result.policy;
        EXPECT_EQ(result.lost, 0) << result.policy;
        EXPECT_EQ(result.delivered, result.orders - result.cancelled) << result.policy;
        EXPECT_EQ(result.orders, days * plan.orders_a_day) << result.policy;
        EXPECT_GT(result.checks, result.orders) << result.policy;
    }
    if (given != nullptr) {
        return;
    }
    EXPECT_GE(report.ours().on_time_percent(), report.best_single().on_time_percent())
        << testing::PrintToString(report.ours().late);
}

TEST(SimulatedYear, WeeksOfFloods) {
    expect_a_good_time(day(2026, 10, 1), 14);
}

TEST(SimulatedYear, WeeksOfTet) {
    expect_a_good_time(day(2027, 2, 2), 9);
}

TEST(SimulatedYear, WeekOfPiMai) {
    expect_a_good_time(day(2027, 4, 11), 6);
}

/// One order, packed; whom the ledger believes it is with is for the test to say.
class LedgerOfOneOrder : public testing::Test, protected ReplanningUnderTest {
protected:
    LedgerOfOneOrder() {
        ledger_.received_stock(100);
        open_departure();
        const Json placed = order("A1", to_savannakhet);
        order_ = OrderId::parse(placed.at("id").get<std::string>()).value();
        ledger_.placed(order_);
        const std::string parcel =
            pack(FulfillmentId::parse(work(placed).at("id").get<std::string>()).value());
        code_ = read(at::get_parcel, staff(), parcel).json().at("code");
        ledger_.has(code_, {fulfillment::CustodianKind::warehouse, "DONGHA"});
        ledger_.check();
    }
    bool finds(const std::string& words) {
        ledger_.check();
        ledger_.check_orders(GoodsLedger::Range::everything);
        const auto& faults = ledger_.faults();
        return std::ranges::any_of(faults, [&](const std::string& fault) {
            return fault.find(words) != std::string::npos;
        });
    }
    void run_sql(const std::string& text) {
        const auto done = store().write([&](Tx& tx) -> Result<std::int64_t> {
            return tx.execute(Statement{"spoil", text});
        });
        EXPECT_TRUE(done);
    }

    GoodsLedger ledger_{store()};
    OrderId order_;
    std::string code_;
};

TEST_F(LedgerOfOneOrder, FindsNothingWhereNothingIsWrong) {
    EXPECT_FALSE(finds("")) << ledger_.faults().front();
    EXPECT_GT(ledger_.events(), 2);
}

TEST_F(LedgerOfOneOrder, FindsAnotherCustodianThanTheOneItWasGiven) {
    ledger_.has(code_, {fulfillment::CustodianKind::truck, "T1"});
    EXPECT_TRUE(finds("is with warehouse:DONGHA, handed to truck:T1"));
}

TEST_F(LedgerOfOneOrder, FindsAParcelThatNobodyHas) {
    run_sql("UPDATE parcel SET parcel_id = randomblob(16)");
    EXPECT_TRUE(finds("has no custodian"));
}

TEST_F(LedgerOfOneOrder, FindsAParcelThatTwoHave) {
    run_sql("INSERT INTO custody_step SELECT tenant_id, parcel_id, 2, 'received', 'truck', 'T1', "
            "'carrier', 'lao-express', at, manifest_id, statement FROM custody_step");
    EXPECT_TRUE(finds("has two custodians: warehouse:DONGHA and truck:T1"));
}

TEST_F(LedgerOfOneOrder, FindsStockThatLeaks) {
    run_sql("UPDATE stock SET reserved = reserved + 1");
    EXPECT_TRUE(finds("2 reserved; the orders make it 100 with 1"));
}

TEST_F(LedgerOfOneOrder, FindsWorkThatWasLost) {
    run_sql("UPDATE fulfillment SET status = 'cancelled'");
    EXPECT_TRUE(finds("is packed with 0 of 1 pieces"));
    EXPECT_TRUE(finds("has changed without an event"));
}

TEST_F(LedgerOfOneOrder, FindsAnOrderThatIsNotThere) {
    ledger_.placed(OrderId::make(now(), services().entropy));
    EXPECT_TRUE(finds("is lost"));
}

} // namespace
} // namespace route9::tests
