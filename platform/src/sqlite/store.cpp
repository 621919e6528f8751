// SPDX-License-Identifier: Apache-2.0
#include "platform/sqlite_store.hpp"
#include "sqlite/lock_file.hpp"
#include "sqlite/reader_pool.hpp"
#include "sqlite/writer.hpp"

#include <atomic>
#include <utility>

namespace route9::platform {

/// In the order of their lives: the lock outlives every connection, readers leave before the
/// writer closes the file.
class SqliteStore::Parts {
public:
    explicit Parts(const SqliteOptions& options)
        : lock(options.path), writer(options, counters, state), readers(options, counters, state) {}

    StoreCounters counters{};
    std::atomic<StoreState> state{StoreState::serving};
    sqlite::LockFile lock;
    sqlite::Writer writer;
    sqlite::ReaderPool readers;
};

SqliteStore::SqliteStore(const SqliteOptions& options) : parts_(std::make_unique<Parts>(options)) {}

SqliteStore::~SqliteStore() {
    stop();
}

void SqliteStore::submit_write(Lane lane, std::unique_ptr<Unit> unit) {
    parts_->writer.push(lane, std::move(unit));
}

void SqliteStore::submit_read(Lane lane, std::unique_ptr<Unit> unit) {
    parts_->readers.push(lane, std::move(unit));
}

Engine SqliteStore::engine() const noexcept {
    return Engine::sqlite;
}

StoreState SqliteStore::state() const noexcept {
    return parts_->state.load(std::memory_order_acquire);
}

const StoreCounters& SqliteStore::counters() const noexcept {
    return parts_->counters;
}

void SqliteStore::stop() {
    parts_->readers.stop();
    parts_->writer.stop();
}

} // namespace route9::platform
