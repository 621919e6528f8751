// SPDX-License-Identifier: Apache-2.0
// Standing orders and a corridor that changes under them. Builds on PlanningUnderTest; nothing
// happens by itself until a test lets the worker look.
#pragma once

#include "core/journal.hpp"
#include "gateway/workers/replan_worker.hpp"
#include "planning_under_test.hpp"

#include <atomic>
#include <limits>
#include <string>
#include <string_view>
#include <vector>

namespace route9::tests {

class ReplanningUnderTest : public PlanningUnderTest {
public:
    /// The worker's look; the jobs it finished.
    int follow() {
        return run([this] { return gateway::follow_corridor_now(services(), never_); });
    }
    /// Reports and follows.
    void
    gate(const std::string& gate, const std::string& state, const Json& changes = Json::object()) {
        const Answer answer = report(gate, state, changes);
        EXPECT_EQ(answer.status, 200) << answer.text;
        follow();
    }
    Json page(const Json& order) { return read(at::get_order, staff(), order.at("id")).json(); }
    static const Json& work(const Json& order) { return order.at("fulfillments").at(0); }
    /// "LAOBAO 2026-03-10T23:18:00+07:00 v1 placed"
    std::string stand(const Json& order) {
        const Json now = page(order);
        if (now.at("status") != "routed" && now.at("status") != "packed") {
            return way(now);
        }
        const Json& item = work(now);
        return item.value("gate", "") + " " + item.value("eta", "none") + " v" +
               std::to_string(item.at("plan_version").get<int>()) + " " +
               item.at("plan_reason").get<std::string>();
    }
    /// Data of the journal's events of this type, oldest first.
    std::vector<Json> news(std::string_view type) {
        std::vector<Json> found;
        const auto entries = store().read([](Tx& tx) -> Result<std::vector<JournalEntry>> {
            const JournalFilter all{.tenant = qt, .seller = {}, .carrier = {}};
            return journal::read(tx, all, 0, std::numeric_limits<int>::max());
        });
        for (const JournalEntry& entry : entries.value()) {
            if (entry.event.type == type) {
                found.push_back(Json::parse(entry.event.data));
            }
        }
        return found;
    }
    std::int64_t reserved(const std::string& sku = "SHIRT") {
        const Json levels =
            call(at::get_stock, staff(), {.target = "/v1/stock?seller=shop&sku=" + sku}).json();
        std::int64_t sum = 0;
        for (const Json& level : levels.at("items")) {
            sum += level.at("reserved").get<std::int64_t>();
        }
        return sum;
    }

protected:
    const std::atomic<bool> never_{false};
};

} // namespace route9::tests
