// SPDX-License-Identifier: Apache-2.0
// Who works on a delivery: one attempt at a time, and the next soon after one that failed.
#include "gateway/intake/inbox.hpp"
#include "services_under_test.hpp"

#include <gtest/gtest.h>

#include <cstdint>
#include <map>
#include <vector>

namespace route9::tests {
namespace {

using gateway::InboxItem;
namespace inbox = gateway::inbox;

class InboxLeases : public testing::Test, protected ServicesUnderTest {
protected:
    InboxLeases() { receive(tenant(), 1); }

    void receive(const TenantId& whose, std::uint8_t number) {
        InboxItem item;
        item.tenant = whose;
        item.id = InboxId::make(now(), services().entropy);
        item.connection = ConnectionId{"lao-shop"};
        item.dedupe = Bytes{std::byte{number}};
        item.sealed = Bytes{std::byte{2}};
        item.received_at = now();
        EXPECT_TRUE(*store().write([&](Tx& tx) -> Result<bool> { return inbox::insert(tx, item); })
        );
    }

    std::vector<InboxItem> claim(std::int64_t now_ms) {
        return *store().write([now_ms](Tx& tx) -> Result<std::vector<InboxItem>> {
            return inbox::claim(tx, now_ms, now_ms + 60'000, 10);
        });
    }
    bool give_back(const InboxItem& item, std::int64_t until_ms) {
        return *store().write([&](Tx& tx) -> Result<bool> {
            return inbox::give_back(tx, item, until_ms);
        });
    }
};

TEST_F(InboxLeases, HoldForOneAttemptUntilTheyEnd) {
    EXPECT_EQ(claim(1'000).size(), 1U);
    EXPECT_TRUE(claim(60'999).empty());
    EXPECT_EQ(claim(61'000).size(), 1U);
}

TEST_F(InboxLeases, AreGivenBackByAnAttemptThatFailed) {
    const auto first = claim(1'000);
    EXPECT_TRUE(give_back(first.at(0), 1'500));
    EXPECT_TRUE(claim(1'499).empty());
    const auto second = claim(1'500);
    ASSERT_EQ(second.size(), 1U);
    EXPECT_EQ(second.at(0).attempt, 2);
    EXPECT_FALSE(give_back(first.at(0), 0)) << "the second attempt holds it now";
    EXPECT_TRUE(claim(2'000).empty());
}

// Twenty deliveries of one tenant came before the only ones of two others.
TEST_F(InboxLeases, AreGivenToEveryTenantInTheSameMeasure) {
    for (std::uint8_t number = 2; number <= 20; ++number) {
        receive(tenant(), number);
    }
    receive(TenantId{"another"}, 1);
    receive(TenantId{"third"}, 1);
    std::map<TenantId, int> claimed;
    for (const InboxItem& item : claim(1'000)) {
        ++claimed[item.tenant];
    }
    const std::map<TenantId, int> fair{
        {tenant(), 3}, {TenantId{"another"}, 1}, {TenantId{"third"}, 1}
    };
    EXPECT_EQ(claimed, fair); // of ten, a third each
    EXPECT_EQ(claim(1'000).size(), 3U) << "nobody else has any left";
}

} // namespace
} // namespace route9::tests
