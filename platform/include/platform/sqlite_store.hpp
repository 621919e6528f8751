// SPDX-License-Identifier: Apache-2.0
// The embedded engine: one writer thread that commits what queued during the previous fsync as one
// group (a savepoint per unit), and a few read-only reader threads. One process per file, held by
// `<path>.lock`. Run migrate() first. Owned by the composition root; safe to call from any thread.
#pragma once

#include "core/limits.hpp"
#include "platform/store.hpp"
#include "platform/store_counters.hpp"

#include <filesystem>
#include <memory>
#include <string>

namespace route9::platform {

struct SqliteOptions {
    std::filesystem::path path{};
    int reader_threads = limits::reader_threads_default;
    FailureSink on_failure{};
    std::string vfs{}; // SQLite's file layer by name; empty: the platform's
};

class SqliteStore final : public Store {
public:
    /// Throws StoreFailure when the file cannot be opened as required or another process has it.
    explicit SqliteStore(const SqliteOptions& options);
    ~SqliteStore() override;
    SqliteStore(const SqliteStore&) = delete;
    SqliteStore& operator=(const SqliteStore&) = delete;

    void submit_write(Lane lane, std::unique_ptr<Unit> unit) override;
    void submit_read(Lane lane, std::unique_ptr<Unit> unit) override;
    Engine engine() const noexcept override;
    StoreState state() const noexcept override;
    const StoreCounters& counters() const noexcept override;
    void stop() override;

private:
    class Parts;
    std::unique_ptr<Parts> parts_;
};

} // namespace route9::platform
