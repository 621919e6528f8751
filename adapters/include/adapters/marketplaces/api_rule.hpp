// SPDX-License-Identifier: Apache-2.0
// What a marketplace's API looks like beside the calls themselves, as data: its addresses, how many
// calls it bears, what its answers' codes mean, and what its words for an order's state mean to us.
// Rows of data/marketplaces/profiles.json; constant after load. A code or word that no row names is
// never guessed.
#pragma once

#include "core/time.hpp"

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace route9::adapters {

/// What an answer means to whoever asked.
enum class ApiVerdict : std::uint8_t {
    good,
    token_expired, // ask again with a fresh one
    throttled,     // ask again later, and nothing else meanwhile
    passing,       // ask again later
    not_there,
    refused, // asking again changes nothing
};

struct ApiRule {
    std::string base;      // "https://…", without a slash at its end; "{host}": each shop's own
    std::string auth_base; // where tokens come from
    int calls = 0;         // that one shop may make …
    Seconds per{0};        // … in this time
    std::string code_at;   // JSON pointer of the code in an answer; empty = the status alone tells
    std::map<std::string, ApiVerdict, std::less<>> codes;
    std::string host_setting;       // of a connection, which says its {host}
    std::vector<std::string> hosts; // what that ends with; empty = any public name

    bool empty() const noexcept { return base.empty(); }
};

/// Where an order stands at its source.
enum class SourceState : std::uint8_t {
    not_yet,  // not paid, or not given to the seller
    released, // to be sent
    cancel_requested,
    cancelled,
    sent, // by us or without us
    returning,
};

/// The platform's words for it.
using OrderStates = std::map<std::string, SourceState, std::less<>>;

std::optional<SourceState> source_state(const OrderStates& states, std::string_view word);
/// A stable word for logs.
std::string_view name(ApiVerdict verdict) noexcept;

} // namespace route9::adapters
