// SPDX-License-Identifier: Apache-2.0
#include "postgresql/journal_keeper.hpp"

#include "core/limits.hpp"
#include "postgresql/binary_values.hpp"

#include <poll.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include <array>
#include <cstdint>
#include <utility>

namespace route9::platform::postgresql {
namespace {

using SteadyClock = std::chrono::steady_clock;

constexpr const char* kListen = "LISTEN route9";
// A hint may be lost with the server: it is not worth a wait for the disk or for the standby.
constexpr const char* kNoWait = "SET LOCAL synchronous_commit = off";
constexpr const char* kTell = "SELECT pg_notify('route9', $1)";
constexpr const char* kUnnumbered = "SELECT EXISTS (SELECT 1 FROM journal WHERE position IS NULL)";
// Not serializable: what is committed when the head row is locked is what the next statement sees.
constexpr const char* kBegin = "BEGIN ISOLATION LEVEL READ COMMITTED";
// Not locked in vain: a lock is a write, and its COMMIT waits for the disk and for the standby.
constexpr const char* kLockHead =
    "SELECT position FROM journal_head WHERE one = 1 "
    "AND EXISTS (SELECT 1 FROM journal WHERE position IS NULL) FOR UPDATE SKIP LOCKED";
constexpr const char* kPrepareNumber =
    "PREPARE number_journal (bigint) AS "
    "WITH due AS (SELECT arrival, row_number() OVER (ORDER BY arrival) AS place FROM "
    "(SELECT arrival FROM journal WHERE position IS NULL ORDER BY arrival LIMIT $1) AS oldest), "
    "numbered AS (UPDATE journal SET position = journal_head.position + due.place "
    "FROM due, journal_head WHERE journal.arrival = due.arrival AND journal.position IS NULL "
    "AND journal_head.one = 1 RETURNING 1) "
    "UPDATE journal_head SET position = position + (SELECT COUNT(*) FROM numbered) WHERE one = 1 "
    "RETURNING (SELECT COUNT(*) FROM numbered)";

std::int64_t number_of(ResultPtr answer) {
    int open = 0;
    AnswerRows rows{"journal.number", std::move(answer), open};
    return rows.step() ? rows.integer(0) : 0;
}

} // namespace

JournalKeeper::JournalKeeper(const PostgresqlOptions& options, StoreCounters& counters)
    : options_(options), counters_(counters), bell_(::eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC)) {
    if (bell_ < 0) {
        throw StoreFailure(StoreFault::unavailable, "no descriptor is left");
    }
    thread_ = std::thread([this] { loop(); });
}

JournalKeeper::~JournalKeeper() {
    stop();
    ::close(bell_);
}

void JournalKeeper::answer_when_numbered(std::unique_ptr<Unit> unit) {
    {
        std::unique_lock lock(mutex_);
        if (pending_.closed || pending_.units.size() >= limits::unnumbered_units_max) {
            lock.unlock();
            unit->done(); // it is durable; only its numbers come later
            return;
        }
        pending_.units.push_back({std::move(unit), SteadyClock::now()});
        set(counters_.unnumbered_units, pending_.units.size());
    }
    ring();
}

void JournalKeeper::announce(std::string_view feed) {
    {
        const std::lock_guard lock(mutex_);
        const bool fits = feed.size() <= limits::announced_bytes_max &&
                          pending_.feeds.size() < limits::announced_feeds_max;
        if (pending_.closed || !fits) {
            add(counters_.announcements_lost);
            return;
        }
        pending_.feeds.emplace(feed);
    }
    ring();
}

void JournalKeeper::stop() {
    {
        const std::lock_guard lock(mutex_);
        pending_.closed = true;
    }
    ring();
    if (thread_.joinable()) {
        thread_.join();
    }
}

void JournalKeeper::loop() {
    std::chrono::milliseconds patience{0};
    while (true) {
        wait_for_news(patience);
        Work work = take();
        try {
            serve(work);
        } catch (const StoreFailure& failure) {
            connection_.reset();
            next_attempt_ = SteadyClock::now() + limits::numbering_look;
            answer(work.units);
            if (options_.on_failure) {
                options_.on_failure(failure.fault(), failure.what());
            }
        }
        if (work.closed) {
            answer(work.units);
            return;
        }
        patience = work.units.empty() ? limits::numbering_look : limits::numbering_retry;
        put_back(work.units);
    }
}

/// Until the bell rings, the server says something, or the time is over.
void JournalKeeper::wait_for_news(std::chrono::milliseconds patience) {
    std::array<pollfd, 2> sources{
        pollfd{.fd = bell_, .events = POLLIN, .revents = 0},
        pollfd{
            .fd = connection_ == nullptr ? -1 : PQsocket(connection_->handle()),
            .events = POLLIN,
            .revents = 0
        }
    };
    ::poll(sources.data(), sources.size(), static_cast<int>(patience.count()));
    std::uint64_t rung = 0;
    static_cast<void>(!::read(bell_, &rung, sizeof(rung)));
}

JournalKeeper::Work JournalKeeper::take() {
    const std::lock_guard lock(mutex_);
    Work work{.closed = pending_.closed};
    std::swap(work.units, pending_.units);
    std::swap(work.feeds, pending_.feeds);
    set(counters_.unnumbered_units, work.units.size());
    return work;
}

/// Units that could not be numbered yet are left in `work`.
void JournalKeeper::serve(Work& work) {
    if (connection_ == nullptr) {
        if (SteadyClock::now() < next_attempt_) {
            answer(work.units);
            add(counters_.announcements_lost, work.feeds.size());
            return;
        }
        connect();
    }
    const bool look = SteadyClock::now() >= next_look_;
    if (!work.units.empty() || (look && anything_unnumbered())) {
        const bool numbered = number_all();
        const auto now = SteadyClock::now();
        if (numbered ||
            (!work.units.empty() && now - work.units.front().since > limits::numbering_patience)) {
            answer(work.units);
        }
    }
    if (look) {
        next_look_ = SteadyClock::now() + limits::numbering_look;
    }
    tell(work.feeds);
    hear();
}

void JournalKeeper::connect() {
    connection_ = std::make_unique<Connection>(options_.url, Duty::keep_journal);
    connection_->send(kPrepareNumber);
    connection_->send(kListen);
    for (const ResultPtr& answer : connection_->exchange(limits::answer_budget)) {
        require_success(answer.get(), "journal.listen");
    }
}

bool JournalKeeper::anything_unnumbered() {
    connection_->send(kUnnumbered);
    auto answers = connection_->exchange(limits::answer_budget);
    require_success(answers.front().get(), "journal.unnumbered");
    return number_of(std::move(answers.front())) != 0;
}

bool JournalKeeper::number_all() {
    static const std::string number =
        "EXECUTE number_journal (" + std::to_string(limits::numbering_rows_max) + ")";
    std::int64_t numbered = limits::numbering_rows_max;
    while (numbered == limits::numbering_rows_max) {
        connection_->send(kBegin);
        connection_->send(kLockHead);
        connection_->send(kUnnumbered);
        auto locked = connection_->exchange(limits::answer_budget);
        for (const ResultPtr& answer : locked) {
            require_success(answer.get(), "journal.lock_head");
        }
        const bool is_ours = PQntuples(locked[1].get()) == 1;
        const bool none_is_left = number_of(std::move(locked[2])) == 0;
        if (is_ours) {
            connection_->send(number.c_str());
        }
        connection_->send("COMMIT");
        auto answers = connection_->exchange(limits::answer_budget);
        for (const ResultPtr& answer : answers) {
            require_success(answer.get(), "journal.number");
        }
        if (!is_ours) {
            return none_is_left;
        }
        numbered = number_of(std::move(answers.front()));
        add(counters_.journal_numbered, static_cast<std::uint64_t>(numbered));
    }
    return true;
}

void JournalKeeper::tell(std::set<std::string>& feeds) {
    if (feeds.empty()) {
        return;
    }
    connection_->send("BEGIN");
    connection_->send(kNoWait);
    for (const std::string& feed : feeds) {
        const char* value = feed.c_str();
        const int sent = PQsendQueryParams(
            connection_->handle(), kTell, 1, nullptr, &value, nullptr, nullptr, 1
        );
        if (sent != 1) {
            throw StoreFailure(StoreFault::unavailable, PQerrorMessage(connection_->handle()));
        }
    }
    connection_->send("COMMIT");
    for (const ResultPtr& answer : connection_->exchange(limits::answer_budget)) {
        require_success(answer.get(), "store.announce");
    }
}

void JournalKeeper::hear() {
    connection_->hear([this](std::string_view feed) {
        if (options_.on_announcement) {
            options_.on_announcement(feed);
        }
    });
}

void JournalKeeper::answer(std::deque<Waiting>& units) {
    for (Waiting& waiting : units) {
        waiting.unit->done();
    }
    units.clear();
}

void JournalKeeper::put_back(std::deque<Waiting>& units) {
    if (units.empty()) {
        return;
    }
    const std::lock_guard lock(mutex_);
    while (!units.empty()) {
        pending_.units.push_front(std::move(units.back()));
        units.pop_back();
    }
    set(counters_.unnumbered_units, pending_.units.size());
}

void JournalKeeper::ring() const {
    const std::uint64_t once = 1;
    static_cast<void>(!::write(bell_, &once, sizeof(once)));
}

} // namespace route9::platform::postgresql
