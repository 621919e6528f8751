// SPDX-License-Identifier: Apache-2.0
// Connections are watched: what is heard of them is written down, and what somebody must look at
// stands as an alert for as long as it is true, told once when it begins and once when it ends.
#include "core/journal.hpp"
#include "gateway/channels/connection_access.hpp"
#include "gateway/intake/connection_alerts.hpp"
#include "gateway/intake/connection_traffic.hpp"
#include "gateway/workers/connection_watch.hpp"
#include "pushing_shop.hpp"

#include <gtest/gtest.h>

namespace route9::tests {
namespace {

using gateway::ConnectionWatch;
using gateway::HeardSlot;
namespace traffic = gateway::connection_traffic;
namespace alerts = gateway::connection_alerts;

constexpr std::chrono::hours kHour{1};
constexpr std::chrono::days kDay{1};

class WatchedConnection : public testing::Test {
protected:
    void round(ConnectionWatch& watch) {
        EXPECT_TRUE(under_test_.run([&] { return watch.write_tally(); }));
        EXPECT_TRUE(under_test_.run([&] { return watch.look(); }));
    }

    void let_pass(Milliseconds time) { under_test_.clock().set(under_test_.now() + time); }

    HeardSlot heard(Instant from, Instant to) {
        return *under_test_.store().read([&](Tx& tx) -> Result<HeardSlot> {
            return traffic::sum(
                tx, under_test_.tenant(), id_, gateway::slot_of(from), gateway::slot_of(to)
            );
        });
    }

    /// `messages` in every ten minutes from `from` to `to`.
    void spoke(Instant from, Instant to, std::int64_t messages) {
        std::vector<HeardSlot> slots;
        for (auto slot = gateway::slot_of(from); slot < gateway::slot_of(to); ++slot) {
            HeardSlot heard;
            heard.tenant = under_test_.tenant();
            heard.connection = id_;
            heard.slot = slot;
            heard.received = messages;
            heard.last_at = Instant{gateway::heard_slot * slot};
            slots.push_back(heard);
        }
        ASSERT_TRUE(under_test_.store().write([&](Tx& tx) -> Result<bool> {
            traffic::add(tx, slots);
            return true;
        }));
    }

    std::vector<std::string> standing() {
        return *under_test_.store().read([&](Tx& tx) -> Result<std::vector<std::string>> {
            std::vector<std::string> found;
            for (const auto& alert : alerts::standing(tx, under_test_.tenant(), id_)) {
                found.push_back(std::string{name(alert.kind)} + ": " + alert.detail);
            }
            return found;
        });
    }

    /// What the journal told of connections.
    std::vector<std::string> told() {
        return *under_test_.store().read([&](Tx& tx) -> Result<std::vector<std::string>> {
            std::vector<std::string> found;
            for (const auto& entry :
                 journal::read(tx, {under_test_.tenant(), std::nullopt, std::nullopt}, 0, 1'000)) {
                if (entry.event.type.starts_with("alert.connection_")) {
                    EXPECT_EQ(entry.event.subject, "lao-shop");
                    EXPECT_EQ(entry.event.seller, under_test_.seller());
                    const Json data = Json::parse(entry.event.data);
                    found.push_back(
                        entry.event.type + " " + data.at("kind").get<std::string>() + " #" +
                        std::to_string(entry.event.sequence)
                    );
                }
            }
            return found;
        });
    }

    void give_access(gateway::AccessState state, std::optional<Instant> refresh_until) {
        gateway::ConnectionAccess access;
        access.tenant = under_test_.tenant();
        access.connection = id_;
        access.state = state;
        access.reason = state == gateway::AccessState::lost ? "error_auth" : "";
        access.tokens.refresh = Secret{"refresh"};
        access.tokens.refresh_until = refresh_until;
        access.version = 1;
        access.changed_at = under_test_.now();
        ASSERT_TRUE(under_test_.store().write([&](Tx& tx) -> Result<bool> {
            const auto nonce = make_nonce(under_test_.services().entropy);
            gateway::accesses::put(tx, access, under_test_.services().vault, nonce);
            return true;
        }));
    }

    ServicesUnderTest under_test_;
    PushingShop shop_{under_test_};
    ConnectionId id_{"lao-shop"};
    std::atomic<bool> stopping_{false};
};

TEST_F(WatchedConnection, HasWhatWasHeardOfItWrittenDown) {
    ConnectionWatch watch{under_test_.services(), stopping_};
    const Instant start = under_test_.now();
    shop_.push(message("order.created", order_data(R"("external_id":"W-1")")));
    shop_.push(message("order.cancelled", "{}"));
    shop_.push_forged("{}", "lao-shop");
    shop_.push_forged("{}", "nobodys-shop");
    round(watch);
    shop_.push(message("order.created", order_data(R"("external_id":"W-2")")));
    round(watch);
    const HeardSlot all = heard(start, under_test_.now());
    EXPECT_EQ(all.received, 3);
    EXPECT_EQ(all.refused, 1);
    EXPECT_EQ(all.set_aside, 1);
    EXPECT_EQ(all.settled, 3);
    const auto last = under_test_.store().read([&](Tx& tx) -> Result<std::optional<Instant>> {
        return traffic::last_heard(tx, under_test_.tenant(), id_);
    });
    EXPECT_EQ(*last, under_test_.now());
}

TEST_F(WatchedConnection, FallsSilentOnceAndSpeaksAgain) {
    const Instant born = under_test_.now();
    let_pass(8 * kDay);
    ConnectionWatch watch{under_test_.services(), stopping_};
    spoke(born, under_test_.now(), 3); // 18 an hour
    round(watch);
    EXPECT_EQ(standing(), std::vector<std::string>{});
    let_pass(kHour);
    round(watch);
    round(watch);
    ASSERT_EQ(standing().size(), 1U);
    EXPECT_EQ(
        standing().front(),
        "silent: no message since " + format_corridor(under_test_.now() - kHour - Seconds{600}) +
            "; at these hours it usually speaks"
    );
    EXPECT_EQ(told(), std::vector<std::string>{"alert.connection_began silent #1"});
    EXPECT_NE(
        under_test_.services().metrics.text().find(R"(route9_connection_alerts{kind="silent"} 1)"),
        std::string::npos
    );
    shop_.push(message("order.created", order_data(R"("external_id":"W-1")")));
    round(watch);
    EXPECT_EQ(standing(), std::vector<std::string>{});
    EXPECT_EQ(
        told(),
        (std::vector<std::string>{
            "alert.connection_began silent #1", "alert.connection_ended silent #2"
        })
    );
}

TEST_F(WatchedConnection, IsLeftInPeaceAtHoursWhenItAlwaysSleeps) {
    const Instant born = under_test_.now();
    let_pass(8 * kDay);
    ConnectionWatch watch{under_test_.services(), stopping_};
    for (int day = 0; day < 8; ++day) { // speaks for the twelve hours before this one only
        spoke(born + (day * kDay) + 12 * kHour, born + ((day + 1) * kDay), 3);
    }
    let_pass(3 * kHour);
    round(watch);
    EXPECT_EQ(standing(), std::vector<std::string>{});
}

TEST_F(WatchedConnection, IsNotCalledSilentForWhatAGatewayThatWasAwayDidNotHear) {
    const Instant born = under_test_.now();
    let_pass(8 * kDay);
    spoke(born, under_test_.now(), 3);
    let_pass(kHour);
    ConnectionWatch watch{under_test_.services(), stopping_}; // starts now
    round(watch);
    EXPECT_EQ(standing(), std::vector<std::string>{});
    let_pass(kHour);
    round(watch);
    EXPECT_EQ(standing().size(), 1U);
}

TEST_F(WatchedConnection, HasNoAlertsWhileItIsPaused) {
    const Instant born = under_test_.now();
    let_pass(8 * kDay);
    ConnectionWatch watch{under_test_.services(), stopping_};
    spoke(born, under_test_.now(), 3);
    let_pass(kHour);
    round(watch);
    EXPECT_EQ(standing().size(), 1U);
    shop_.pause("lao-shop", true);
    round(watch);
    EXPECT_EQ(standing(), std::vector<std::string>{});
}

TEST_F(WatchedConnection, IsFailingWhenMostOfItsHourWasRefused) {
    ConnectionWatch watch{under_test_.services(), stopping_};
    for (int i = 0; i < 9; ++i) {
        shop_.push_forged("{}", "lao-shop");
    }
    round(watch);
    EXPECT_EQ(standing(), std::vector<std::string>{});
    shop_.push(message("order.cancelled", "{}")); // the tenth; set aside
    round(watch);
    EXPECT_EQ(
        standing(),
        std::vector<std::string>{"failing: of 10 messages of the last hour 9 were refused by their "
                                 "signature and 1 set aside"}
    );
    let_pass(2 * kHour);
    round(watch);
    EXPECT_EQ(standing(), std::vector<std::string>{});
}

TEST_F(WatchedConnection, AsksForTheShopDaysBeforeItsAuthorisationEnds) {
    shop_.connect("shopee-1", "shopee", "partner-key-of-the-app", {{"shop_id", "220001"}});
    id_ = ConnectionId{"shopee-1"};
    ConnectionWatch watch{under_test_.services(), stopping_};
    give_access(gateway::AccessState::good, under_test_.now() + (8 * kDay));
    round(watch);
    EXPECT_EQ(standing(), std::vector<std::string>{});
    let_pass(kDay);
    round(watch);
    ASSERT_EQ(standing().size(), 1U);
    EXPECT_TRUE(standing().front().starts_with(
        "access_ending: the shop must authorise again before 2026-03-18"
    )) << standing().front();
    give_access(gateway::AccessState::lost, std::nullopt);
    round(watch);
    EXPECT_EQ(
        standing(),
        std::vector<std::string>{"access_lost: the shop must authorise again: error_auth"}
    );
}

TEST_F(WatchedConnection, ForgetsWhatIsOlderThanNineDays) {
    const Instant born = under_test_.now();
    spoke(born, born + kHour, 3);
    let_pass(9 * kDay);
    ConnectionWatch watch{under_test_.services(), stopping_};
    round(watch);
    EXPECT_EQ(heard(born, born + kHour).received, 18);
    let_pass(2 * kHour);
    round(watch);
    EXPECT_EQ(heard(born, born + kHour).received, 0);
}

} // namespace
} // namespace route9::tests
