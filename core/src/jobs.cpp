// SPDX-License-Identifier: Apache-2.0
#include "core/jobs.hpp"

#include "core/assert.hpp"
#include "core/limits.hpp"

#include <algorithm>
#include <cstddef>
#include <utility>

namespace route9 {
namespace {

constexpr Statement kEnqueue{
    "jobs.enqueue",
    "INSERT INTO job (job_id, tenant_id, kind, payload, due) VALUES ($1, $2, $3, $4, $5)"
};

// The lease is tested a second time outside: where claims overlap, the later one finds it taken.
#define ROUTE9_CLAIM_JOBS(lock)                                                                    \
    "UPDATE job SET attempt = attempt + 1, lease_until_ms = $4 "                                   \
    "WHERE lease_until_ms <= $3 AND job_id IN ("                                                   \
    "SELECT job_id FROM job WHERE parked = 0 AND kind = $1 AND due <= $2 "                         \
    "AND lease_until_ms <= $3 ORDER BY due, job_id LIMIT $5" lock ") "                             \
    "RETURNING job_id, tenant_id, kind, payload, due, attempt"

constexpr Statement kClaim{"jobs.claim", ROUTE9_CLAIM_JOBS("")};
constexpr Statement kClaimUnlocked{"jobs.claim", ROUTE9_CLAIM_JOBS(" FOR UPDATE SKIP LOCKED")};

#undef ROUTE9_CLAIM_JOBS

constexpr Statement kDatabaseClock{
    "jobs.database_clock", "SELECT CAST(EXTRACT(EPOCH FROM clock_timestamp()) * 1000 AS bigint)"
};

constexpr Statement kFinish{
    "jobs.finish", "DELETE FROM job WHERE job_id = $1 AND attempt = $2 AND lease_until_ms > 0"
};

constexpr Statement kRetry{
    "jobs.retry",
    "UPDATE job SET due = $3, last_error = $4, lease_until_ms = 0, "
    "parked = CASE WHEN attempt >= $5 THEN 1 ELSE 0 END "
    "WHERE job_id = $1 AND attempt = $2 AND lease_until_ms > 0"
};

constexpr Statement kWithdraw{"jobs.withdraw", "DELETE FROM job WHERE job_id = $1"};

constexpr Statement kPayload{"jobs.payload", "SELECT payload FROM job WHERE job_id = $1"};

constexpr Statement kAmend{
    "jobs.amend",
    "UPDATE job SET payload = $2, parked = 0, due = CASE WHEN due > $3 THEN $3 ELSE due END "
    "WHERE job_id = $1"
};

constexpr Statement kAdvance{
    "jobs.advance",
    "UPDATE job SET payload = $3 WHERE job_id = $1 AND attempt = $2 AND lease_until_ms > 0"
};

constexpr Statement kVoidLeases{
    "jobs.void_leases", "UPDATE job SET lease_until_ms = 0 WHERE lease_until_ms > 0"
};

/// The longest prefix within the limit that does not end inside a UTF-8 sequence.
std::string_view clipped(std::string_view text) {
    if (text.size() <= limits::text_bytes_max) {
        return text;
    }
    std::size_t end = limits::text_bytes_max;
    while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xc0U) == 0x80U) {
        --end;
    }
    return text.substr(0, end);
}

ClaimedJob claimed(const Row& row) {
    return {
        .job =
            {
                .id = row.get<JobId>(0),
                .tenant = row.get<TenantId>(1),
                .kind = row.get<std::string>(2),
                .payload = row.get<std::string>(3),
                .due = row.get<Instant>(4),
            },
        .attempt = row.get<std::int64_t>(5),
    };
}

} // namespace

namespace jobs {

std::int64_t machine_ms(const Clock& clock) {
    return std::chrono::floor<Milliseconds>(clock.machine()).time_since_epoch().count();
}

std::int64_t lease_clock_ms(Tx& tx, std::int64_t machine_now_ms) {
    if (tx.engine() == Engine::sqlite) {
        return machine_now_ms;
    }
    Rows rows = tx.query(kDatabaseClock);
    ROUTE9_ASSERT(rows.next());
    return rows.row().get<std::int64_t>(0);
}

void enqueue(Tx& tx, const Job& job) {
    tx.execute(kEnqueue, job.id, job.tenant, job.kind, job.payload, job.due);
}

std::vector<ClaimedJob> claim(
    Tx& tx,
    std::string_view kind,
    Instant now,
    std::int64_t now_ms,
    std::int64_t lease_until_ms,
    int limit
) {
    ROUTE9_ASSERT(lease_until_ms > now_ms && now_ms >= 0);
    const int count = std::clamp(limit, 0, static_cast<int>(limits::claim_batch_max));
    std::vector<ClaimedJob> jobs;
    const Statement& statement = tx.engine() == Engine::sqlite ? kClaim : kClaimUnlocked;
    Rows rows = tx.query(statement, kind, now, now_ms, lease_until_ms, count);
    while (rows.next()) {
        jobs.push_back(claimed(rows.row()));
    }
    std::ranges::sort(jobs, {}, [](const ClaimedJob& claimed) {
        return std::pair{claimed.job.due, claimed.job.id};
    });
    return jobs;
}

bool finish(Tx& tx, const ClaimedJob& job) {
    return tx.execute(kFinish, job.job.id, job.attempt) == 1;
}

bool retry(Tx& tx, const ClaimedJob& job, Instant due, std::string_view why) {
    return tx.execute(
               kRetry, job.job.id, job.attempt, due, clipped(why), limits::job_attempts_max
           ) == 1;
}

std::optional<std::string> payload(Tx& tx, const JobId& id) {
    Rows rows = tx.query(kPayload, id);
    return rows.next() ? std::optional{rows.row().get<std::string>(0)} : std::nullopt;
}

void amend(Tx& tx, const JobId& id, std::string_view payload, Instant due) {
    tx.execute(kAmend, id, payload, due);
}

bool advance(Tx& tx, const ClaimedJob& job, std::string_view payload) {
    return tx.execute(kAdvance, job.job.id, job.attempt, payload) == 1;
}

void withdraw(Tx& tx, const JobId& id) {
    tx.execute(kWithdraw, id);
}

void void_leases(Tx& tx) {
    tx.execute(kVoidLeases);
}

} // namespace jobs
} // namespace route9
