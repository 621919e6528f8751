// SPDX-License-Identifier: Apache-2.0
// Where the store is, as `--store` says it: sqlite:PATH or postgresql://…; what is done with a
// store before it serves, and the files that stand beside it.
#pragma once

#include "core/result.hpp"
#include "platform/migration.hpp"
#include "platform/postgresql_url.hpp"
#include "platform/store.hpp"

#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <variant>

namespace route9::gateway {

class StoreLocation {
public:
    /// Error: validation_failed of `--store`; never holds a password.
    static Result<StoreLocation> parse(std::string_view text);

    /// The SQLite file; nothing for a server.
    std::optional<std::filesystem::path> file() const;
    /// For people: the path, or host and database.
    std::string name() const;

    /// Whether there is a store yet. Throws StoreFailure when a server cannot be reached.
    bool exists() const;
    /// See platform::migrate().
    Result<platform::SchemaReport> migrate(Instant now) const;
    /// Throws StoreFailure. `on_announcement` hears what other processes announce.
    std::unique_ptr<platform::Store> open(
        platform::FailureSink on_failure = {},
        std::function<void(std::string_view feed)> on_announcement = {}
    ) const;

private:
    using Place = std::variant<std::filesystem::path, platform::PostgresqlUrl>;

    explicit StoreLocation(Place place) : place_(std::move(place)) {}

    Place place_;
};

} // namespace route9::gateway
