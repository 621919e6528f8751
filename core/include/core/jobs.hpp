// SPDX-License-Identifier: Apache-2.0
// Work that happens after the transaction that asked for it: rows in one table, claimed with a
// lease, safe to run in any number of processes, idempotent by (job, attempt). A finished job
// writes only where its attempt is still the current one. Leases are in milliseconds of a clock
// that all claimants of one store share: see lease_clock_ms().
#pragma once

#include "core/names.hpp"
#include "core/time.hpp"
#include "core/tx.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace route9 {

struct Job {
    JobId id;
    TenantId tenant;
    std::string kind;    // "order.reconsider", "outbox.webhook", …
    std::string payload; // compact JSON with ids only
    Instant due{};
};

struct ClaimedJob {
    Job job;
    std::int64_t attempt = 0;
};

namespace jobs {

/// The machine's clock as leases count it.
std::int64_t machine_ms(const Clock& clock);
/// The clock of leases: the machine's where one process has the store, else the database's.
std::int64_t lease_clock_ms(Tx& tx, std::int64_t machine_now_ms);

void enqueue(Tx& tx, const Job& job);
/// Claims up to `limit` due jobs of a kind whose lease is over at `now_ms`, until `lease_until_ms`.
std::vector<ClaimedJob> claim(
    Tx& tx,
    std::string_view kind,
    Instant now,
    std::int64_t now_ms,
    std::int64_t lease_until_ms,
    int limit
);
/// False when another attempt has taken over: the caller must write nothing.
bool finish(Tx& tx, const ClaimedJob& job);
/// Puts the job back for `due`, or parks it after limits::job_attempts_max attempts.
bool retry(Tx& tx, const ClaimedJob& job, Instant due, std::string_view why);
/// What an open job is about; nullopt when there is none of this id.
std::optional<std::string> payload(Tx& tx, const JobId& id);
/// Gives an open job another payload, due not later than `due`; whoever has it goes on with it.
void amend(Tx& tx, const JobId& id, std::string_view payload, Instant due);
/// The same by whoever has claimed it, to keep how far it has come. False when another attempt has
/// taken over.
bool advance(Tx& tx, const ClaimedJob& job, std::string_view payload);
/// The work is done already, whoever did it: nobody needs to claim the job any more.
void withdraw(Tx& tx, const JobId& id);
/// Where machine time counts it starts anew with the process: every lease of the last one is void.
void void_leases(Tx& tx);

} // namespace jobs
} // namespace route9
