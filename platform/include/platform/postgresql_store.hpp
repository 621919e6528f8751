// SPDX-License-Identifier: Apache-2.0
// The engine for several machines: a pool of writer threads and one of readers, each thread with a
// connection of its own, one transaction per unit. Units that disturb each other are run again. A
// unit that has appended to the journal is answered when its rows are numbered. Run migrate()
// first. Owned by the composition root; safe to call from any thread. See docs/adr/0008.
#pragma once

#include "core/limits.hpp"
#include "platform/postgresql_url.hpp"
#include "platform/store.hpp"
#include "platform/store_counters.hpp"

#include <functional>
#include <memory>
#include <string_view>

namespace route9::platform {

struct PostgresqlOptions {
    PostgresqlUrl url;
    int writer_threads = limits::postgresql_writers_default;
    int reader_threads = limits::postgresql_readers_default;
    FailureSink on_failure{};
    /// Told which feed another process has announced; on a store thread, quick, thread-safe.
    std::function<void(std::string_view feed)> on_announcement{};
};

class PostgresqlStore final : public Store {
public:
    /// Throws StoreFailure(unavailable) when the server cannot be reached now.
    explicit PostgresqlStore(const PostgresqlOptions& options);
    ~PostgresqlStore() override;
    PostgresqlStore(const PostgresqlStore&) = delete;
    PostgresqlStore& operator=(const PostgresqlStore&) = delete;

    void submit_write(Lane lane, std::unique_ptr<Unit> unit) override;
    void submit_read(Lane lane, std::unique_ptr<Unit> unit) override;
    Engine engine() const noexcept override;
    StoreState state() const noexcept override;
    const StoreCounters& counters() const noexcept override;
    void announce(std::string_view feed) override;
    void stop() override;

private:
    class Parts;
    std::unique_ptr<Parts> parts_;
};

} // namespace route9::platform
