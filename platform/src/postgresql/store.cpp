// SPDX-License-Identifier: Apache-2.0
#include "core/assert.hpp"
#include "platform/postgresql_store.hpp"
#include "postgresql/journal_keeper.hpp"
#include "postgresql/reader.hpp"
#include "postgresql/unit_pool.hpp"
#include "postgresql/writer.hpp"

#include <algorithm>
#include <atomic>
#include <utility>
#include <vector>

namespace route9::platform {
namespace {

using postgresql::Duty;
using postgresql::Session;

std::vector<std::unique_ptr<Session>>
sessions(const PostgresqlOptions& options, Duty duty, int count, StoreCounters& counters) {
    ROUTE9_ASSERT(count > 0);
    std::vector<std::unique_ptr<Session>> made;
    made.reserve(static_cast<std::size_t>(count));
    for (int i = 0; i < count; ++i) {
        made.push_back(std::make_unique<Session>(options, duty, counters));
    }
    made.front()->transaction(); // whoever opens a store hears at once that it is not there
    return made;
}

QueueLimits write_limits(int threads) {
    return {
        .foreground_units_max = limits::write_queue_units_max,
        .background_units_max = limits::background_queue_units_max,
        .background_threads_max = std::max(1, threads / 4),
        .turn_units_max = limits::unit_group_max,
    };
}

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

/// In the order of their lives: the writers hand committed units to the journal's keeper.
class PostgresqlStore::Parts {
public:
    explicit Parts(const PostgresqlOptions& given)
        : options(given), write_queue(
                              write_limits(given.writer_threads),
                              counters.write_queue_depth,
                              &counters.foreground_group
                          ),
          read_queue(
              read_limits(given.reader_threads, limits::read_group_max), counters.read_queue_depth
          ),
          journal(options, counters), writer(options, counters, state, journal, write_queue),
          reader(options, counters, state),
          writers(
              sessions(options, Duty::write, given.writer_threads, counters), write_queue, writer
          ),
          readers(
              sessions(options, Duty::read, given.reader_threads, counters), read_queue, reader
          ) {}

    const PostgresqlOptions options;
    StoreCounters counters{};
    std::atomic<StoreState> state{StoreState::serving};
    UnitQueue write_queue;
    UnitQueue read_queue;
    postgresql::JournalKeeper journal;
    postgresql::Writer writer;
    postgresql::Reader reader;
    postgresql::UnitPool writers;
    postgresql::UnitPool readers;
};

PostgresqlStore::PostgresqlStore(const PostgresqlOptions& options)
    : parts_(std::make_unique<Parts>(options)) {}

PostgresqlStore::~PostgresqlStore() {
    stop();
}

void PostgresqlStore::submit_write(Lane lane, std::unique_ptr<Unit> unit) {
    const StoreState now = state();
    if (now == StoreState::serving && parts_->write_queue.push(lane, unit)) {
        return;
    }
    add(parts_->counters.write_refused);
    unit->failed(refusal(now));
}

void PostgresqlStore::submit_read(Lane lane, std::unique_ptr<Unit> unit) {
    if (!parts_->read_queue.push(lane, unit)) {
        add(parts_->counters.read_refused);
        unit->failed({.code = ErrorCode::overloaded});
    }
}

Engine PostgresqlStore::engine() const noexcept {
    return Engine::postgresql;
}

StoreState PostgresqlStore::state() const noexcept {
    return parts_->state.load(std::memory_order_acquire);
}

const StoreCounters& PostgresqlStore::counters() const noexcept {
    return parts_->counters;
}

void PostgresqlStore::announce(std::string_view feed) {
    parts_->journal.announce(feed);
}

void PostgresqlStore::stop() {
    parts_->readers.stop();
    parts_->writers.stop();
    parts_->journal.stop();
    parts_->state.store(StoreState::stopped, std::memory_order_release);
}

} // namespace route9::platform
