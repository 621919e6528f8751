// SPDX-License-Identifier: Apache-2.0
// The store has no room to grow: writes are refused and nothing that was acknowledged is lost, then
// there is room again. A file size limit stands for the full disk.
#include "core/crypto.hpp"
#include "signed_hooks.hpp"
#include "store_facts.hpp"
#include "trading_site.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <chrono>
#include <map>
#include <string>
#include <vector>

namespace route9::e2e {
namespace {

using namespace std::chrono_literals;

constexpr std::uintmax_t kRoom = 512 * 1'024;
constexpr int kOrdersMax = 200;
constexpr auto kRecovery = 10s;

std::uintmax_t largest_file(const Site& site) {
    std::uintmax_t largest = 0;
    for (const auto& entry : std::filesystem::directory_iterator{site.directory()}) {
        largest = std::max(largest, entry.is_regular_file() ? entry.file_size() : 0);
    }
    return largest;
}

class FullDisk : public testing::Test {
protected:
    static void SetUpTestSuite() { crypto_start(); }

    FullDisk() {
        offer_goods(seller_, 10'000);
        Caller operator_caller{server_.port(), keys_.operator_};
        open_departure(operator_caller, "QT-1", 20'000);
    }

    Answer place(const std::string& external_id) {
        Answer answer =
            seller_.post("/v1/orders", order_of(external_id).dump(), "key-of-" + external_id);
        if (answer.status == 201) {
            acknowledged_.emplace(external_id, answer.header("Location"));
        }
        return answer;
    }

    Answer push(const std::string& external_id) {
        return seller_.send_bare(signed_request(StandardHook{
            .connection = "lao-shop",
            .secret = kStandardSecret,
            .id = "msg-" + external_id,
            .at = business_now(),
            .body = standard_body(external_id),
        }));
    }

    /// Trades until the store is full; the external id of the order that was refused.
    std::string fill_up() {
        for (int number = 0; number < kOrdersMax; ++number) {
            const std::string external_id = "F-" + std::to_string(number);
            const Answer answer = place(external_id);
            if (answer.status != 201) {
                EXPECT_EQ(answer.status, 503);
                EXPECT_EQ(answer.json.at("code"), "read-only") << answer.body;
                EXPECT_EQ(answer.header("Content-Type"), "application/problem+json");
                EXPECT_EQ(answer.header("Retry-After"), "1");
                return external_id;
            }
        }
        ADD_FAILURE() << "the store never was full";
        return {};
    }

    /// The same request under the same key, as a client repeats it.
    int place_again(const std::string& external_id) {
        const auto until = std::chrono::steady_clock::now() + kRecovery;
        int status = place(external_id).status;
        while (status == 503 && std::chrono::steady_clock::now() < until) {
            status = place(external_id).status;
        }
        return status;
    }

    Site site_;
    Keys keys_ = set_up_by_command_line(site_);
    RunningServer server_{site_};
    Caller seller_{server_.port(), keys_.seller};
    std::map<std::string, std::string> acknowledged_; // by external id: where the order is
};

TEST_F(FullDisk, RefusesOrdersUntilThereIsRoomAndKeepsWhatWasAcknowledged) {
    if (site_.url()) {
        GTEST_SKIP() << "the server's disk, not ours: see the store's own test";
    }
    server_.limit_file_size(largest_file(site_) + kRoom);
    const std::string refused = fill_up();
    ASSERT_FALSE(acknowledged_.empty());
    server_.limit_file_size(1); // what did not fit an order must not fit anything else
    EXPECT_EQ(push("F-pushed").status, 503);
    EXPECT_EQ(seller_.get("/readyz").status, 503);
    EXPECT_EQ(seller_.get("/healthz").status, 200);
    EXPECT_EQ(seller_.get(acknowledged_.begin()->second).status, 200);

    server_.limit_file_size(std::nullopt);
    EXPECT_EQ(place_again(refused), 201);
    EXPECT_EQ(push("F-pushed").status, 200);
    EXPECT_EQ(seller_.get("/readyz").status, 200);
    for (const auto& [external_id, location] : acknowledged_) {
        EXPECT_EQ(seller_.get(location).status, 200) << external_id;
    }
    EXPECT_EQ(server_.stop(), 0);
    const StoreFacts facts{site_};
    EXPECT_EQ(facts.broken(), std::vector<std::string>{});
    const auto stored = facts.orders();
    for (const auto& [external_id, location] : acknowledged_) {
        EXPECT_EQ(stored.at(external_id), 1) << external_id;
    }
}

} // namespace
} // namespace route9::e2e
