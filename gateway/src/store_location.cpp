// SPDX-License-Identifier: Apache-2.0
#include "gateway/store_location.hpp"

#include "platform/postgresql_store.hpp"
#include "platform/sqlite_store.hpp"

#include <utility>

namespace route9::gateway {
namespace {

constexpr std::string_view kSqlite = "sqlite:";

platform::SqliteOptions options_of(const std::filesystem::path& file) {
    platform::SqliteOptions options;
    options.path = file;
    return options;
}

platform::PostgresqlOptions options_of(const platform::PostgresqlUrl& url) {
    return {.url = url};
}

std::span<const platform::Migration> migrations_of(const std::filesystem::path&) {
    return platform::sqlite_migrations();
}

std::span<const platform::Migration> migrations_of(const platform::PostgresqlUrl&) {
    return platform::postgresql_migrations();
}

} // namespace

Result<StoreLocation> StoreLocation::parse(std::string_view text) {
    if (text.starts_with(kSqlite) && text.size() > kSqlite.size()) {
        return StoreLocation{std::filesystem::path{text.substr(kSqlite.size())}};
    }
    if (!platform::PostgresqlUrl::is_meant_by(text)) {
        return fail_field("--store", "unsupported", "use sqlite:PATH or postgresql://…");
    }
    auto url = platform::PostgresqlUrl::parse(text);
    if (!url) {
        return Failure{std::move(url).error()};
    }
    return StoreLocation{std::move(*url)};
}

std::optional<std::filesystem::path> StoreLocation::file() const {
    const auto* path = std::get_if<std::filesystem::path>(&place_);
    return path == nullptr ? std::nullopt : std::optional{*path};
}

std::string StoreLocation::name() const {
    const auto* url = std::get_if<platform::PostgresqlUrl>(&place_);
    return url == nullptr ? file()->string() : url->place();
}

bool StoreLocation::exists() const {
    if (const auto path = file()) {
        return std::filesystem::exists(*path);
    }
    const auto options = options_of(std::get<platform::PostgresqlUrl>(place_));
    const auto schema = platform::inspect_schema(options, platform::postgresql_migrations());
    return !schema || schema->found > 0;
}

Result<platform::SchemaReport> StoreLocation::migrate(Instant now) const {
    return std::visit(
        [now](const auto& place) {
            return platform::migrate(options_of(place), migrations_of(place), now);
        },
        place_
    );
}

std::unique_ptr<platform::Store> StoreLocation::open(
    platform::FailureSink on_failure, std::function<void(std::string_view feed)> on_announcement
) const {
    if (const auto path = file()) {
        platform::SqliteOptions options = options_of(*path);
        options.on_failure = std::move(on_failure);
        return std::make_unique<platform::SqliteStore>(options);
    }
    platform::PostgresqlOptions options = options_of(std::get<platform::PostgresqlUrl>(place_));
    options.on_failure = std::move(on_failure);
    options.on_announcement = std::move(on_announcement);
    return std::make_unique<platform::PostgresqlStore>(options);
}

} // namespace route9::gateway
