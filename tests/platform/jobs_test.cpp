// SPDX-License-Identifier: Apache-2.0
// Conformance: jobs are claimed once, by lease and attempt, on every engine.
#include "core/jobs.hpp"
#include "core/limits.hpp"
#include "store_under_test.hpp"

#include <string>
#include <vector>

namespace route9::tests {
namespace {

class JobLeases : public StoreConformance {
protected:
    void enqueue(int number, Instant due, const char* kind = "outbox.webhook") {
        const auto done = store().write([&](Tx& tx) -> Result<int> {
            jobs::enqueue(
                tx,
                {.id = id_of(number),
                 .tenant = TenantId{"ten_a"},
                 .kind = kind,
                 .payload = R"({"order":"ord_1"})",
                 .due = due}
            );
            return 0;
        });
        ASSERT_TRUE(done.has_value());
    }

    std::vector<ClaimedJob> claim(Instant now, std::int64_t machine_ms, int limit = 10) {
        return store()
            .write([&](Tx& tx) -> Result<std::vector<ClaimedJob>> {
                return jobs::claim(
                    tx, "outbox.webhook", now, machine_ms, machine_ms + 60'000, limit
                );
            })
            .value();
    }

    bool finish(const ClaimedJob& job) {
        return store().write([&](Tx& tx) -> Result<bool> { return jobs::finish(tx, job); }).value();
    }

    bool retry(const ClaimedJob& job, Instant due, std::string_view why = "no answer") {
        return store().write(
                          [&](Tx& tx) -> Result<bool> { return jobs::retry(tx, job, due, why); }
        ).value();
    }

    static JobId id_of(int number) {
        IdBytes bytes{};
        bytes.back() = static_cast<std::byte>(number);
        return JobId{bytes};
    }

    static Instant at(std::int64_t ms) { return Instant{Milliseconds{ms}}; }
};

INSTANTIATE_TEST_SUITE_P(
    Engines, JobLeases, testing::Values(sqlite_factory(), postgresql_factory()), engine_name
);

TEST_P(JobLeases, GiveTheOldestDueJobsOfOneKind) {
    enqueue(1, at(300));
    enqueue(2, at(100));
    enqueue(3, at(200));
    enqueue(4, at(50), "inbox.parse");
    enqueue(5, at(1'001));
    const auto first = claim(at(1'000), 0, 2);
    ASSERT_EQ(first.size(), 2U);
    EXPECT_EQ(first[0].job.id, id_of(2));
    EXPECT_EQ(first[1].job.id, id_of(3));
    EXPECT_EQ(first[0].attempt, 1);
    EXPECT_EQ(first[0].job.tenant, TenantId{"ten_a"});
    EXPECT_EQ(first[0].job.kind, "outbox.webhook");
    EXPECT_EQ(first[0].job.payload, R"({"order":"ord_1"})");
    EXPECT_EQ(first[0].job.due, at(100));
    const auto rest = claim(at(1'000), 0, 10);
    ASSERT_EQ(rest.size(), 1U);
    EXPECT_EQ(rest[0].job.id, id_of(1));
    EXPECT_TRUE(claim(at(1'000), 0).empty());
}

TEST_P(JobLeases, FinishRemovesAJobOnce) {
    enqueue(1, at(0));
    const auto jobs = claim(at(0), 0);
    ASSERT_EQ(jobs.size(), 1U);
    EXPECT_TRUE(finish(jobs[0]));
    EXPECT_FALSE(finish(jobs[0]));
    EXPECT_TRUE(claim(at(1'000'000), 1'000'000).empty());
}

TEST_P(JobLeases, WithdrawRemovesAJobClaimedOrNot) {
    enqueue(1, at(0));
    enqueue(2, at(0));
    const auto claimed = claim(at(0), 0, 1);
    const auto withdrawn = store().write([](Tx& tx) -> Result<int> {
        jobs::withdraw(tx, id_of(1));
        jobs::withdraw(tx, id_of(2));
        jobs::withdraw(tx, id_of(3));
        return 0;
    });
    ASSERT_TRUE(withdrawn.has_value());
    EXPECT_FALSE(finish(claimed[0]));
    EXPECT_TRUE(claim(at(1'000'000), 1'000'000).empty());
}

TEST_P(JobLeases, AnAttemptThatWasTakenOverMayWriteNothing) {
    enqueue(1, at(0));
    const auto slow = claim(at(0), 0);
    EXPECT_TRUE(claim(at(0), 59'999).empty());
    const auto next = claim(at(0), 60'000);
    ASSERT_EQ(next.size(), 1U);
    EXPECT_EQ(next[0].attempt, 2);
    EXPECT_FALSE(finish(slow[0]));
    EXPECT_FALSE(retry(slow[0], at(0)));
    EXPECT_TRUE(finish(next[0]));
}

TEST_P(JobLeases, RetryWaitsForItsTimeAndCountsAttempts) {
    enqueue(1, at(0));
    const auto first = claim(at(0), 0);
    EXPECT_TRUE(retry(first[0], at(5'000)));
    EXPECT_FALSE(finish(first[0])) << "it was given back";
    EXPECT_TRUE(claim(at(4'999), 10).empty());
    const auto second = claim(at(5'000), 10);
    ASSERT_EQ(second.size(), 1U);
    EXPECT_EQ(second[0].attempt, 2);
}

TEST_P(JobLeases, ParkAfterTheLastAttempt) {
    enqueue(1, at(0));
    for (int attempt = 1; attempt <= limits::job_attempts_max; ++attempt) {
        const auto jobs = claim(at(0), 0);
        ASSERT_EQ(jobs.size(), 1U) << attempt;
        EXPECT_TRUE(retry(jobs[0], at(0)));
    }
    EXPECT_TRUE(claim(at(1'000'000), 1'000'000).empty());
}

TEST_P(JobLeases, KeepAReasonOfAnyLengthReadable) {
    static constexpr Statement kReason{"test.reason", "SELECT last_error FROM job"};
    enqueue(1, at(0));
    const auto jobs = claim(at(0), 0);
    // 499 bytes, then a character of three: the limit of 500 falls inside it.
    EXPECT_TRUE(retry(jobs[0], at(0), std::string(499, 'x') + "ກກ"));
    const auto reason = store().read([](Tx& tx) -> Result<std::string> {
        Rows rows = tx.query(kReason);
        rows.next();
        return rows.row().get<std::string>(0);
    });
    EXPECT_EQ(reason.value(), std::string(499, 'x'));
}

TEST_P(JobLeases, AreVoidAfterARestart) {
    enqueue(1, at(0));
    const auto lost = claim(at(0), 1'000'000);
    ASSERT_EQ(lost.size(), 1U);
    reopen();
    const auto done = store().write([](Tx& tx) -> Result<int> {
        jobs::void_leases(tx);
        return 0;
    });
    ASSERT_TRUE(done.has_value());
    const auto again = claim(at(0), 5); // machine time starts anew
    ASSERT_EQ(again.size(), 1U);
    EXPECT_EQ(again[0].attempt, 2);
}

} // namespace
} // namespace route9::tests
