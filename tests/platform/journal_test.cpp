// SPDX-License-Identifier: Apache-2.0
// Conformance: the journal's positions and filters, on every engine.
#include "core/journal.hpp"
#include "store_under_test.hpp"

#include <array>
#include <random>
#include <string>
#include <thread>
#include <vector>

namespace route9::tests {
namespace {

using JournalPositions = StoreConformance;
INSTANTIATE_TEST_SUITE_P(
    Engines, JournalPositions, testing::Values(sqlite_factory(), postgresql_factory()), engine_name
);

Event event(const char* tenant, std::string subject, std::int64_t sequence) {
    return {
        .id = EventId{IdBytes{std::byte{9}}},
        .tenant = TenantId{tenant},
        .seller = {},
        .carrier = {},
        .type = "order.routed",
        .subject = std::move(subject),
        .sequence = sequence,
        .at = Instant{Milliseconds{1'773'100'800'000}},
        .data = "{}",
    };
}

Result<int> append(Tx& tx, const std::vector<Event>& events) {
    journal::append(tx, events);
    return 0;
}

std::vector<JournalEntry>
read(platform::Store& store, const JournalFilter& filter, std::int64_t after, int limit) {
    return store
        .read([&](Tx& tx) -> Result<std::vector<JournalEntry>> {
            return journal::read(tx, filter, after, limit);
        })
        .value();
}

std::vector<std::int64_t> positions(const std::vector<JournalEntry>& entries) {
    std::vector<std::int64_t> found;
    for (const JournalEntry& entry : entries) {
        found.push_back(entry.position);
    }
    return found;
}

TEST_P(JournalPositions, KeepWhatWasAppendedWordForWord) {
    Event whole = event("ten_a", "ord_1", 3);
    whole.seller = PartyId{"shop"};
    whole.carrier = PartyId{"lao-post"};
    whole.data = R"({"gate":"lao-bao"})";
    ASSERT_TRUE(store().write([&](Tx& tx) { return append(tx, {whole}); }).has_value());
    const auto entries =
        read(store(), {.tenant = TenantId{"ten_a"}, .seller = {}, .carrier = {}}, 0, 10);
    ASSERT_EQ(entries.size(), 1U);
    const Event& found = entries.front().event;
    EXPECT_EQ(entries.front().position, 1);
    EXPECT_EQ(found.id, whole.id);
    EXPECT_EQ(found.tenant, whole.tenant);
    EXPECT_EQ(found.seller, whole.seller);
    EXPECT_EQ(found.carrier, whole.carrier);
    EXPECT_EQ(found.type, whole.type);
    EXPECT_EQ(found.subject, whole.subject);
    EXPECT_EQ(found.sequence, whole.sequence);
    EXPECT_EQ(found.at, whole.at);
    EXPECT_EQ(found.data, whole.data);
}

TEST_P(JournalPositions, ShowEachReaderOnlyItsShare) {
    std::vector<Event> events; // positions 1 to 6
    for (int i = 1; i <= 6; ++i) {
        events.push_back(event(i == 6 ? "ten_b" : "ten_a", "ord_1", i));
    }
    events[1].seller = PartyId{"shop"};
    events[3].seller = PartyId{"shop"};
    events[3].carrier = PartyId{"lao-post"};
    events[4].carrier = PartyId{"lao-post"};
    events[5].seller = PartyId{"shop"};
    ASSERT_TRUE(store().write([&](Tx& tx) { return append(tx, events); }).has_value());

    const TenantId a{"ten_a"};
    const PartyId shop{"shop"};
    const PartyId post{"lao-post"};
    struct Case {
        JournalFilter filter;
        std::int64_t after;
        int limit;
        std::vector<std::int64_t> expected;
    };
    const Case cases[] = {
        {{a, {}, {}}, 0, 100, {1, 2, 3, 4, 5}},
        {{a, {}, {}}, 2, 2, {3, 4}},
        {{a, {}, {}}, 5, 100, {}},
        {{a, {}, {}}, 0, 0, {}},
        {{a, shop, {}}, 0, 100, {2, 4}},
        {{a, shop, {}}, 2, 100, {4}},
        {{a, {}, post}, 0, 100, {4, 5}},
        {{a, {}, post}, 0, 1, {4}},
        {{a, shop, post}, 0, 100, {4}},
        {{TenantId{"ten_b"}, {}, {}}, 0, 100, {6}},
        {{TenantId{"ten_b"}, {}, post}, 0, 100, {}},
        {{TenantId{"ten_c"}, {}, {}}, 0, 100, {}},
    };
    for (const Case& c : cases) {
        EXPECT_EQ(positions(read(store(), c.filter, c.after, c.limit)), c.expected);
    }
}

TEST_P(JournalPositions, RefuseASequenceTwice) {
    const auto once = [](Tx& tx) { return append(tx, {event("ten_a", "ord_1", 1)}); };
    EXPECT_TRUE(store().write(once).has_value());
    EXPECT_EQ(store().write(once).error().code, ErrorCode::conflict);
    EXPECT_TRUE(store().write([](Tx& tx) { return append(tx, {event("ten_b", "ord_1", 1)}); }
    ).has_value());
    EXPECT_EQ(store().read([](Tx& tx) -> Result<std::int64_t> { return journal::head(tx); }), 2);
}

TEST_P(JournalPositions, StartAtOneAndAppendNothingForNothing) {
    EXPECT_TRUE(store().write([](Tx& tx) { return append(tx, {}); }).has_value());
    EXPECT_EQ(store().read([](Tx& tx) -> Result<std::int64_t> { return journal::head(tx); }), 0);
}

/// Every third unit fails after it has appended; the numbers must not show it.
TEST_P(JournalPositions, AreContiguousWithManyWritersAndFailingUnits) {
    constexpr int kThreads = 4;
    constexpr int kUnits = 120;
    std::vector<std::thread> threads;
    for (int t = 0; t < kThreads; ++t) {
        threads.emplace_back([this, t] {
            const std::string subject = "ord_" + std::to_string(t);
            for (int i = 0; i < kUnits; ++i) {
                const auto unit = [&](Tx& tx) -> Result<int> {
                    append(
                        tx, {event("ten_a", subject, 2 * i), event("ten_a", subject, 2 * i + 1)}
                    );
                    return i % 3 == 2 ? Result<int>{fail(ErrorCode::conflict)} : Result<int>{0};
                };
                EXPECT_EQ(store().write(unit).has_value(), i % 3 != 2);
            }
        });
    }
    for (std::thread& thread : threads) {
        thread.join();
    }
    constexpr int kExpected = kThreads * kUnits / 3 * 2 * 2;
    const auto entries = read(store(), {TenantId{"ten_a"}, {}, {}}, 0, kExpected + 1);
    ASSERT_EQ(entries.size(), static_cast<std::size_t>(kExpected));
    for (int i = 0; i < kExpected; ++i) {
        ASSERT_EQ(entries[static_cast<std::size_t>(i)].position, i + 1);
    }
}

} // namespace
} // namespace route9::tests
