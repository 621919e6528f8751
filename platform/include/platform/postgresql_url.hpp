// SPDX-License-Identifier: Apache-2.0
// Where a PostgreSQL store is: a connection URI (postgresql://USER@HOST:PORT/DATABASE?…, several
// hosts separated by commas). It may hold a password, so it is kept secret and never part of an
// error; place() is for people.
#pragma once

#include "core/result.hpp"
#include "core/secret.hpp"

#include <string>
#include <string_view>

namespace route9::platform {

class PostgresqlUrl {
public:
    /// Error: validation_failed of the option `--store`, without the text.
    static Result<PostgresqlUrl> parse(std::string_view text);
    /// Whether a store's name is meant for this engine at all.
    static bool is_meant_by(std::string_view text) noexcept;

    const Secret& secret() const noexcept { return text_; }
    /// "host:port/database", as far as the URI says so.
    const std::string& place() const noexcept { return place_; }

private:
    PostgresqlUrl(std::string_view text, std::string place)
        : text_(text), place_(std::move(place)) {}

    Secret text_;
    std::string place_;
};

} // namespace route9::platform
