// SPDX-License-Identifier: Apache-2.0
// What a store has done, as plain counters for metrics and tests. Owned by the store; written by
// its threads, read from any thread. Counters only grow; gauges say so. Times in microseconds.
#pragma once

#include <atomic>
#include <cstdint>

namespace route9::platform {

struct StoreCounters {
    using Counter = std::atomic<std::uint64_t>;

    Counter write_units{0}; // committed, refusals included
    Counter write_units_failed{0};
    Counter write_groups{0};      // committed; write_units / write_groups is the mean group
    Counter write_groups_lost{0}; // transaction gone or COMMIT failed
    Counter write_units_repeated{0};
    Counter write_units_slow{0};  // ran longer than limits::unit_budget
    Counter write_units_large{0}; // wrote more than limits::unit_rows_max rows
    Counter write_refused{0};     // queue full, read-only or stopped
    Counter write_queue_depth{0}; // gauge, both lanes
    Counter foreground_group{0};  // gauge: foreground units of the last group
    Counter write_statements{0};
    Counter write_rows{0};
    Counter write_bytes{0};    // bound values
    Counter commit_us_last{0}; // gauge
    Counter commit_us_sum{0};
    Counter read_units{0};
    Counter read_units_failed{0};
    Counter read_refused{0};
    Counter read_queue_depth{0}; // gauge
    Counter wal_pages{0};        // gauge
    Counter checkpoints{0};
    Counter checkpoints_busy{0};   // a reader kept part of the log
    Counter checkpoint_us_last{0}; // gauge
    Counter connections{0};        // gauge, to a server
    Counter connections_lost{0};
    Counter commits_unknown{0};    // COMMITs of which nobody can say how they ended
    Counter journal_numbered{0};   // rows
    Counter unnumbered_units{0};   // gauge: committed, waiting for their positions
    Counter announcements_lost{0}; // feeds of which other processes were not told
};

inline void add(StoreCounters::Counter& counter, std::uint64_t amount = 1) noexcept {
    counter.fetch_add(amount, std::memory_order_relaxed);
}

inline void set(StoreCounters::Counter& gauge, std::uint64_t value) noexcept {
    gauge.store(value, std::memory_order_relaxed);
}

} // namespace route9::platform
