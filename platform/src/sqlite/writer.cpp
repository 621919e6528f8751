// SPDX-License-Identifier: Apache-2.0
#include "sqlite/writer.hpp"

#include "core/limits.hpp"
#include "sqlite/failure.hpp"

#include <fmt/format.h>

#include <utility>

namespace route9::platform::sqlite {
namespace {

Error refusal(StoreState state) {
    switch (state) {
    case StoreState::read_only:
        return {.code = ErrorCode::read_only};
    case StoreState::damaged:
        return {.code = ErrorCode::internal};
    case StoreState::serving:
    case StoreState::stopped:
        return {.code = ErrorCode::overloaded};
    }
    return {.code = ErrorCode::internal};
}

} // namespace

Writer::Writer(
    const SqliteOptions& options, StoreCounters& counters, std::atomic<StoreState>& state
)
    : on_failure_(options.on_failure), counters_(counters), state_(state),
      connection_(options.path, Access::write, options.vfs),
      runner_(connection_, counters, on_failure_, queue_),
      checkpointer_(connection_, counters, on_failure_), queue_(counters),
      thread_([this] { loop(); }) {}

Writer::~Writer() {
    stop();
}

void Writer::push(Lane lane, std::unique_ptr<Unit> unit) {
    const StoreState now = state();
    if (now == StoreState::serving && queue_.push(lane, unit)) {
        return;
    }
    add(counters_.write_refused);
    unit->failed(refusal(now));
}

void Writer::stop() {
    queue_.close();
    if (thread_.joinable()) {
        thread_.join();
    }
    state_.store(StoreState::stopped, std::memory_order_release);
}

void Writer::loop() {
    std::vector<QueuedUnit> group;
    group.reserve(limits::write_group_units_max);
    while (queue_.take(group, patience())) {
        if (group.empty()) {
            rest();
            continue;
        }
        if (state() != StoreState::serving) {
            refuse(group);
            continue;
        }
        const GroupRunner::Report report = runner_.run(group);
        queue_.give_back(group, report.used);
        react(report.fault);
        if (state() == StoreState::serving) {
            react(checkpointer_.after_group());
        }
    }
    if (state() == StoreState::serving) {
        checkpointer_.when_idle();
    }
}

std::optional<std::chrono::milliseconds> Writer::patience() const {
    if (state() == StoreState::read_only) {
        return limits::read_only_probe_interval;
    }
    if (state() == StoreState::serving && !checkpointer_.log_is_empty()) {
        return limits::wal_idle_truncate;
    }
    return std::nullopt;
}

void Writer::rest() {
    if (state() == StoreState::read_only) {
        probe();
    } else {
        react(checkpointer_.when_idle());
    }
}

/// The log is emptied first: a database that cannot grow makes the next checkpoint fail, however
/// many commits its log still takes, and an empty log gives room back. Then a real commit that
/// changes nothing. It also overwrites what a failed one may have left in the log, so that a crash
/// cannot bring that back.
void Writer::probe() {
    if (const auto fault = checkpointer_.after_fault()) {
        react(fault);
        return;
    }
    try {
        connection_.run("BEGIN IMMEDIATE");
        const auto version = connection_.integer("PRAGMA user_version");
        connection_.run(fmt::format("PRAGMA user_version={}", version).c_str());
        connection_.run("COMMIT");
        state_.store(StoreState::serving, std::memory_order_release);
    } catch (const StoreFailure& failure) {
        if (connection_.in_transaction()) {
            sqlite3_exec(connection_.handle(), "ROLLBACK", nullptr, nullptr, nullptr);
        }
        react(failure.fault());
    }
}

void Writer::react(std::optional<StoreFault> fault) {
    if (fault == StoreFault::damaged) {
        state_.store(StoreState::damaged, std::memory_order_release);
    } else if (fault == StoreFault::full && state() == StoreState::serving) {
        state_.store(StoreState::read_only, std::memory_order_release);
    }
}

void Writer::refuse(std::vector<QueuedUnit>& group) {
    add(counters_.write_refused, group.size());
    for (QueuedUnit& queued : group) {
        queued.unit->failed(refusal(state()));
    }
    group.clear();
}

} // namespace route9::platform::sqlite
