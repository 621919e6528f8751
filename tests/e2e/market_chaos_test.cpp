// SPDX-License-Identifier: Apache-2.0
// A day of four marketplaces in fast motion: messages doubled, disordered and lost, calls that
// fail, tokens that end, and a server that dies by kill -9 in the middle of it. In the end it has
// exactly the orders that the marketplaces have. $ROUTE9_CHAOS_PUSHES asks for more messages,
// $ROUTE9_SEED repeats a run.
#include "kept_promises.hpp"
#include "market_ledger.hpp"
#include "market_site.hpp"
#include "store_facts.hpp"
#include "tests/seed.hpp"

#include <gtest/gtest.h>

#include <cstdlib>
#include <iostream>
#include <random>

namespace route9::e2e {
namespace {

using namespace std::chrono_literals;
using SteadyClock = std::chrono::steady_clock;

constexpr int kPushes = 3'000;
constexpr int kPushesPerSecond = 500; // of all platforms, while the day runs
constexpr int kSecondsMin = 10;
constexpr int kOrdersPerShop = 250;
constexpr int kDeaths = 2;
constexpr std::int64_t kPieces = 900'000;
constexpr auto kLook = 500ms;
constexpr auto kQuiet = 4s; // nothing moves any more

/// Orders that go so many steps, as a share of all.
struct Life {
    int steps;
    double share;
};
constexpr std::array<Life, 4> kLives{{{0, 0.05}, {1, 0.4}, {2, 0.35}, {3, 0.2}}};

struct Market {
    const char* platform;
    double pushes_an_order;  // measured; Lazada tells of each line
    std::string orders_path; // what trouble is made with: never the renewal of a token
    bool has_many_shops;     // where an order takes a call of its own
};
const std::array<Market, 4> kMarkets{{
    {"shopee", 2.9, "/api/v2/order/", false},
    {"lazada", 4.0, "/rest/order", true},
    {"tiktok", 2.9, "/order/", false},
    {"tiki", 2.9, "/integration/v2/orders", true},
}};

int orders_of(const Market& market, int pushes) {
    return static_cast<int>(pushes / static_cast<double>(kMarkets.size()) / market.pushes_an_order);
}

int pushes_wanted() {
    const char* given = std::getenv("ROUTE9_CHAOS_PUSHES");
    return given != nullptr ? std::atoi(given) : kPushes;
}

std::map<std::string, int> shops_for(int pushes) {
    std::map<std::string, int> shops;
    for (const Market& market : kMarkets) {
        const int orders = orders_of(market, pushes);
        shops[market.platform] = market.has_many_shops ? 2 + orders / kOrdersPerShop : 2;
    }
    return shops;
}

class MarketChaos : public testing::Test {
protected:
    MarketChaos() {
        market_.open();
        offer_all_goods();
    }

    /// All that the simulators sell (tests/support/platforms/goods.py) but what is offered already.
    void offer_all_goods();
    void start_the_day(int pushes);
    void make_trouble(std::mt19937_64& random);
    void die_and_come_back(std::mt19937_64& random);
    void let_the_day_end();
    void read_all_lists();
    /// Sentences about what is wrong when nothing changes any more.
    std::vector<std::string> settle(std::chrono::seconds patience);
    void expect_stock_as_reserved();

    std::uint64_t seed_ = tests::property_seed();
    int pushes_ = pushes_wanted();
    MarketSite market_{{"shopee", "lazada", "tiktok", "tiki"}, shops_for(pushes_)};
    MarketLedger ledger_;
    std::vector<std::pair<std::string, std::string>> runs_; // platform and number
    std::int64_t sent_ = 0;
    std::int64_t duplicates_ = 0;
    std::int64_t lost_ = 0;
    std::int64_t given_up_ = 0;
};

void MarketChaos::offer_all_goods() {
    for (const char* sku :
         {"TS-BLK-M",
          "TS-WHT-L",
          "GOM-CHEN-6",
          "CAPHE-500",
          "NON-LA",
          "LUA-KHAN",
          "NOI-COM-18",
          "BALO-VAI",
          "DEP-CS-40",
          "CHAN-BONG",
          "MAM-TOM",
          "DEN-BAN"}) {
        const Json product{
            {"name", sku}, {"weight_g", 300}, {"hs_code", "6109.10"}, {"origin", "VN"}
        };
        market_.seller().put(std::string{"/v1/products/"} + sku, product, {{"If-None-Match", "*"}});
        const Answer stocked = market_.seller().post(
            "/v1/stock/adjustments",
            {{"sku", sku}, {"warehouse", "DONGHA"}, {"quantity", kPieces}, {"reason", "chaos"}}
        );
        ASSERT_EQ(stocked.status, 201) << stocked.body;
    }
}

void MarketChaos::start_the_day(int pushes) {
    const int seconds = std::max(kSecondsMin, pushes / kPushesPerSecond);
    for (const Market& market : kMarkets) {
        const int orders = orders_of(market, pushes);
        for (const Life& life : kLives) {
            const Json run = market_.platforms().tell(
                market.platform,
                "run",
                {{"orders", static_cast<int>(orders * life.share) + 1},
                 {"steps", life.steps},
                 {"duplicates", 0.2},
                 {"reorder", 0.3},
                 {"lost", 0.05},
                 {"wrong_signature", 0.01},
                 {"spread_s", seconds},
                 {"seed", seed_ % 1'000'000 + runs_.size()}}
            );
            runs_.emplace_back(market.platform, run.at("run").get<std::string>());
        }
    }
}

void MarketChaos::make_trouble(std::mt19937_64& random) {
    const std::vector<Json> troubles{
        {{"how", "status"}, {"status", 500}, {"next", 3}},
        {{"how", "status"}, {"status", 503}, {"next", 3}},
        {{"how", "timeout"}, {"after_ms", 12'000}, {"next", 1}},
        {{"how", "late"}, {"next", 2}},
        {{"how", "close"}, {"next", 2}},
        {{"how", "garbage"}, {"next", 1}},
        {{"how", "truncated"}, {"next", 2}},
        {{"how", "empty"}, {"next", 1}},
        {{"how", "throttle"}, {"next", 3}},
    };
    for (const Market& market : kMarkets) {
        for (int several = 0; several < 3; ++several) {
            Json trouble = troubles[random() % troubles.size()];
            trouble["path"] = market.orders_path;
            market_.platforms().tell(market.platform, "fail", trouble);
        }
    }
}

void MarketChaos::die_and_come_back(std::mt19937_64& random) {
    market_.server().kill();
    let_pass(std::chrono::milliseconds{random() % 1'000});
    market_.reopen();
}

void MarketChaos::let_the_day_end() {
    for (const auto& [platform, number] : runs_) {
        Json report = market_.platforms().view(platform, "runs/" + number);
        while (!report.at("done").get<bool>()) {
            let_pass(kLook);
            report = market_.platforms().view(platform, "runs/" + number);
        }
        sent_ += report.at("sent").get<std::int64_t>();
        duplicates_ += report.at("duplicates").get<std::int64_t>();
        lost_ += report.at("lost").get<std::int64_t>();
        given_up_ += report.at("given_up").get<std::int64_t>();
        ledger_.add(platform, report.at("ledger"));
    }
    for (const Market& market : kMarkets) {
        market_.platforms().tell(market.platform, "heal", Json::object());
    }
}

void MarketChaos::read_all_lists() {
    for (const Market& market : kMarkets) {
        run_checked(market_.site(), {"connections", "poll", std::string{"sim-"} + market.platform});
    }
}

std::vector<std::string> MarketChaos::settle(std::chrono::seconds patience) {
    const auto until = SteadyClock::now() + patience;
    auto wrong = ledger_.disagreements(market_.seller());
    while (!wrong.empty() && SteadyClock::now() < until) {
        let_pass(kLook);
        wrong = ledger_.disagreements(market_.seller());
    }
    return wrong;
}

/// An order that was taken twice or not given back would show here.
void MarketChaos::expect_stock_as_reserved() {
    const Answer stock = market_.seller().get("/v1/stock?limit=100");
    ASSERT_EQ(stock.status, 200) << stock.body;
    for (const Json& level : stock.json.at("items")) {
        const auto sku = level.at("sku").get<std::string>();
        const auto held = ledger_.reserved().find(sku);
        EXPECT_EQ(level.at("reserved"), held == ledger_.reserved().end() ? 0 : held->second) << sku;
    }
}

TEST_F(MarketChaos, LeavesExactlyTheOrdersThatTheMarketplacesHave) {
    SCOPED_TRACE(tests::seed_note(seed_));
    std::cout << tests::seed_note(seed_) << '\n' << std::flush;
    std::mt19937_64 random{seed_};
    const int seconds = std::max(kSecondsMin, pushes_ / kPushesPerSecond);
    const auto part = std::chrono::milliseconds{seconds * 1'000 / (kDeaths * 2 + 1)};
    const auto started = SteadyClock::now();
    start_the_day(pushes_);
    for (int death = 0; death < kDeaths; ++death) {
        let_pass(part / 2);
        make_trouble(random);
        let_pass(part);
        die_and_come_back(random);
        let_pass(part / 2);
        for (const Market& market : kMarkets) { // far from a death, which could cost a new token
            market_.platforms().tell(market.platform, "expire", Json::object());
        }
    }
    let_the_day_end();
    const auto ended = SteadyClock::now();
    read_all_lists();
    const auto patience = std::chrono::seconds{60 + pushes_ / 200};
    auto wrong = settle(patience);
    const auto settled = SteadyClock::now();
    read_all_lists(); // nothing of it is news
    let_pass(kQuiet);
    auto later = ledger_.all_disagreements(market_.seller());
    const auto in_seconds = [](auto span) {
        return std::to_string(std::chrono::duration_cast<std::chrono::seconds>(span).count());
    };
    std::cout << sent_ << " pushes of " << ledger_.size() << " orders (" << duplicates_
              << " doubled, " << lost_ << " lost, " << given_up_ << " given up) in "
              << in_seconds(ended - started) << " s, settled after " << in_seconds(settled - ended)
              << " s, disagreements " << wrong.size() << " and " << later.size() << '\n';
    for (const auto& [state, count] : ledger_.states()) {
        std::cout << "  " << state << ' ' << count << '\n';
    }
    constexpr std::size_t kShown = 20;
    wrong.resize(std::min(wrong.size(), kShown));
    later.resize(std::min(later.size(), kShown));
    EXPECT_EQ(wrong, std::vector<std::string>{});
    EXPECT_EQ(later, std::vector<std::string>{});
    EXPECT_GE(sent_, pushes_ * 8 / 10);
    expect_stock_as_reserved();
    EXPECT_EQ(market_.server().stop(), 0);
    EXPECT_EQ(StoreFacts{market_.site()}.broken(), std::vector<std::string>{});
}

} // namespace
} // namespace route9::e2e
