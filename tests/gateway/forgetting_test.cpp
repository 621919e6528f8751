// SPDX-License-Identifier: Apache-2.0
// What housekeeping forgets: deliveries after their retention, stored answers after a day.
#include "core/limits.hpp"
#include "gateway/intake/inbox.hpp"
#include "services_under_test.hpp"

#include <gtest/gtest.h>

namespace route9::tests {
namespace {

using gateway::InboxItem;
using gateway::InboxState;

constexpr Statement kLeft{"test.inbox_left", "SELECT dedupe FROM inbox ORDER BY inbox_id"};
constexpr std::chrono::hours kDay{24};

InboxItem delivery(ServicesUnderTest& subject, Instant at, InboxState state, std::byte mark) {
    InboxItem item;
    item.tenant = subject.tenant();
    item.id = InboxId::make(at, subject.services().entropy);
    item.connection = ConnectionId{"lao-shop"};
    item.dedupe.assign(1, mark);
    item.state = state;
    item.day = 1;
    item.received_at = at;
    return item;
}

std::int64_t forget(ServicesUnderTest& subject, int limit) {
    const Instant before = subject.now() - limits::inbox_retention;
    return subject.store()
        .write([&](Tx& tx) -> Result<std::int64_t> {
            return gateway::inbox::forget_old(tx, before, limit);
        })
        .value();
}

std::vector<int> marks_left(ServicesUnderTest& subject) {
    return subject.store()
        .read([](Tx& tx) -> Result<std::vector<int>> {
            std::vector<int> marks;
            Rows rows = tx.query(kLeft);
            while (rows.next()) {
                marks.push_back(std::to_integer<int>(rows.row().get<ByteView>(0).front()));
            }
            return marks;
        })
        .value();
}

TEST(Forgetting, DropsSettledDeliveriesAfterTheirRetentionAndNoOthers) {
    ServicesUnderTest subject;
    const Instant old = subject.now() - limits::inbox_retention - kDay;
    const Instant young = subject.now() - limits::inbox_retention + kDay;
    const std::vector<InboxItem> items{
        delivery(subject, old, InboxState::done, std::byte{1}),
        delivery(subject, old + Milliseconds{1}, InboxState::pending, std::byte{2}),
        delivery(subject, old + Milliseconds{2}, InboxState::quarantined, std::byte{3}),
        delivery(subject, young, InboxState::done, std::byte{4}),
    };
    ASSERT_TRUE(subject.store()
                    .write([&](Tx& tx) -> Result<int> {
                        for (const InboxItem& item : items) {
                            EXPECT_TRUE(gateway::inbox::insert(tx, item));
                        }
                        return 0;
                    })
                    .has_value());
    EXPECT_EQ(forget(subject, 1), 1) << "never more than it is told";
    EXPECT_EQ(forget(subject, 100), 1);
    EXPECT_EQ(marks_left(subject), (std::vector<int>{2, 4}));
    EXPECT_EQ(forget(subject, 100), 0);
}

} // namespace
} // namespace route9::tests
