// SPDX-License-Identifier: Apache-2.0
// Numbering on PostgreSQL: positions are contiguous for every reader at every time, with several
// processes and with a numbering that is cut off.
#include "core/journal.hpp"
#include "eventually.hpp"
#include "postgresql_under_test.hpp"

#include <gtest/gtest.h>

#include <atomic>
#include <string>
#include <thread>
#include <vector>

namespace route9::tests {
namespace {

Event event(const std::string& subject, std::int64_t sequence) {
    return {
        .id = EventId{IdBytes{std::byte{9}}},
        .tenant = TenantId{"ten_a"},
        .seller = {},
        .carrier = {},
        .type = "order.routed",
        .subject = subject,
        .sequence = sequence,
        .at = Instant{Milliseconds{1'773'100'800'000}},
        .data = "{}",
    };
}

/// Appends until told to stop; how many events are in the journal by then.
class AppendingThread {
public:
    AppendingThread(platform::Store& store, std::string subject)
        : thread_([this, &store, name = std::move(subject)] {
              while (!stopping_) {
                  const auto done = store.write([&](Tx& tx) -> Result<int> {
                      journal::append(tx, std::vector{event(name, appended_ + 1)});
                      return 0;
                  });
                  appended_ += done.has_value() ? 1 : 0;
              }
          }) {}
    ~AppendingThread() { stop(); }
    AppendingThread(const AppendingThread&) = delete;
    AppendingThread& operator=(const AppendingThread&) = delete;

    std::int64_t stop() {
        stopping_ = true;
        if (thread_.joinable()) {
            thread_.join();
        }
        return appended_;
    }
    std::int64_t appended() const { return appended_; }

private:
    std::atomic<bool> stopping_{false};
    std::atomic<std::int64_t> appended_{0};
    std::thread thread_;
};

/// The newest position if all up to it are there; -1 if one is missing.
std::int64_t contiguous_head(platform::Store& store) {
    static constexpr Statement kGap{
        "test.gap", "SELECT COALESCE(MAX(position), 0), COUNT(position) FROM journal"
    };
    return store
        .read([](Tx& tx) -> Result<std::int64_t> {
            Rows rows = tx.query(kGap);
            rows.next();
            const auto head = rows.row().get<std::int64_t>(0);
            return rows.row().get<std::int64_t>(1) == head ? head : -1;
        })
        .value_or(-2);
}

TEST(PostgresqlJournal, IsContiguousWithTwoProcessesAtEveryTime) {
    PostgresqlUnderTest subject;
    platform::PostgresqlStore other(subject.options());
    std::vector<std::unique_ptr<AppendingThread>> threads;
    for (int i = 0; i < 2; ++i) {
        threads.push_back(
            std::make_unique<AppendingThread>(subject.store(), "a" + std::to_string(i))
        );
        threads.push_back(std::make_unique<AppendingThread>(other, "b" + std::to_string(i)));
    }
    std::int64_t before = 0;
    EXPECT_TRUE(eventually([&] {
        const std::int64_t head = contiguous_head(subject.store());
        EXPECT_GE(head, before);
        before = head;
        return head < 0 || head > 300;
    }));
    std::int64_t appended = 0;
    for (const auto& thread : threads) {
        appended += thread->stop();
    }
    EXPECT_EQ(contiguous_head(subject.store()), appended) << "whoever has its answer is numbered";
}

TEST(PostgresqlJournal, NumbersOnceAndAllWhenTheNumberingIsCutOff) {
    PostgresqlUnderTest subject;
    AppendingThread thread(subject.store(), "ord_1");
    for (int cut = 1; cut <= 5; ++cut) {
        ASSERT_TRUE(eventually([&] { return thread.appended() >= 20 * cut; }));
        subject.run("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name "
                    "= 'route9 journal' AND datname = current_database()");
        EXPECT_GE(contiguous_head(subject.store()), 0);
    }
    const std::int64_t appended = thread.stop();
    EXPECT_TRUE(eventually([&] { return contiguous_head(subject.store()) == appended; }));
}

TEST(PostgresqlJournal, NumbersWhatADeadProcessHasLeft) {
    PostgresqlUnderTest subject;
    subject.run(
        "INSERT INTO journal (event_id, tenant_id, type, subject, sequence, at, data) "
        "SELECT '\\x09090909090909090909090909090909', 'ten_a', 'order.routed', 'ord_1', n, "
        "0, '{}' FROM generate_series(1, 5000) AS n"
    );
    EXPECT_TRUE(eventually([&] { return contiguous_head(subject.store()) == 5'000; }));
}

TEST(PostgresqlJournal, KeepsTheOrderOfASubjectAndOfCommitsThatFollowEachOther) {
    PostgresqlUnderTest subject;
    for (int i = 1; i <= 20; ++i) {
        const std::string name = "ord_" + std::to_string(i % 3);
        ASSERT_TRUE(
            subject.store()
                .write([&](Tx& tx) -> Result<int> {
                    journal::append(tx, std::vector{event(name, 2 * i), event(name, 2 * i + 1)});
                    return 0;
                })
                .has_value()
        );
    }
    const auto entries = subject.store().read([](Tx& tx) -> Result<std::vector<JournalEntry>> {
        return journal::read(tx, {TenantId{"ten_a"}, {}, {}}, 0, 100);
    });
    ASSERT_EQ(entries->size(), 40U);
    for (std::size_t i = 0; i < entries->size(); ++i) {
        EXPECT_EQ((*entries)[i].event.sequence, static_cast<std::int64_t>(i) + 2);
    }
}

} // namespace
} // namespace route9::tests
