// SPDX-License-Identifier: Apache-2.0
// Numbers the journal: rows are appended without a position, and once they are committed whoever
// locks the single head row numbers all of them in one transaction, so that positions have no gap
// and readers see a prefix. Units that appended wait here for their answer, until they are numbered
// or limits::numbering_patience is over (then only the numbers come later). Also the voice to other
// processes: announces feeds (NOTIFY) and hears theirs (LISTEN); both may be lost. One thread with
// one connection; answer_when_numbered() and announce() from any thread.
#pragma once

#include "platform/postgresql_store.hpp"
#include "postgresql/connection.hpp"

#include <chrono>
#include <deque>
#include <memory>
#include <mutex>
#include <set>
#include <string>
#include <string_view>
#include <thread>

namespace route9::platform::postgresql {

class JournalKeeper {
public:
    JournalKeeper(const PostgresqlOptions& options, StoreCounters& counters);
    ~JournalKeeper();
    JournalKeeper(const JournalKeeper&) = delete;
    JournalKeeper& operator=(const JournalKeeper&) = delete;

    /// For a unit whose transaction is committed.
    void answer_when_numbered(std::unique_ptr<Unit> unit);
    void announce(std::string_view feed);
    /// Answers what waits and ends the thread. Idempotent.
    void stop();

private:
    using Instantaneous = std::chrono::steady_clock::time_point;
    struct Waiting {
        std::unique_ptr<Unit> unit;
        Instantaneous since;
    };
    struct Work {
        std::deque<Waiting> units{};
        std::set<std::string> feeds{};
        bool closed = false;
    };

    void loop();
    void wait_for_news(std::chrono::milliseconds patience);
    Work take();
    void serve(Work& work);
    void connect();
    bool anything_unnumbered();
    /// True when what was committed before is numbered, here or by another process; false while
    /// another process is at it.
    bool number_all();
    void tell(std::set<std::string>& feeds);
    void hear();
    static void answer(std::deque<Waiting>& units);
    void put_back(std::deque<Waiting>& units);
    void ring() const;

    const PostgresqlOptions& options_;
    StoreCounters& counters_;
    std::unique_ptr<Connection> connection_{};
    Instantaneous next_attempt_{};
    Instantaneous next_look_{};
    int bell_; // an eventfd
    std::mutex mutex_{};
    Work pending_{};
    std::thread thread_{};
};

} // namespace route9::platform::postgresql
