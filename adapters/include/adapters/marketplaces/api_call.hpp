// SPDX-License-Identifier: Apache-2.0
// A call of a marketplace's API and its answer as values: what is signed is built here, who sends
// it is not known here. A call holds secrets in its target and headers: it is never logged. Plain
// values; any thread.
#pragma once

#include "adapters/marketplaces/api_rule.hpp"
#include "adapters/marketplaces/signature_verifier.hpp"
#include "core/json.hpp"
#include "core/secret.hpp"
#include "core/time.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace route9::adapters {

struct ApiHeader {
    std::string name;
    std::string value;
};

enum class ApiHost : std::uint8_t { api, auth };

struct ApiCall {
    ApiHost host = ApiHost::api;
    std::string method = "GET";
    std::string target; // path and query, below the platform's base
    std::vector<ApiHeader> headers{};
    std::string body{};
};

struct ApiAnswer {
    int status = 0;
    std::string body;
    std::optional<Seconds> retry_after{};
};

/// What the calls of one shop are made with.
struct ApiAccess {
    HookSettings settings; // the app's and the shop's
    Secret app_secret;
    Secret access_token; // empty where none was given
    std::string shop;    // as the platform calls it

    /// Empty when it is not set.
    std::string setting(std::string_view name) const;
};

struct ApiTokens {
    Secret access;
    Secret refresh;                      // empty where the platform gives none
    std::optional<Instant> access_until; // absent = until the platform refuses it
    std::optional<Instant> refresh_until;
};

/// What tokens are asked for with.
struct TokenGrant {
    enum class Kind : std::uint8_t { code, refresh, credentials };
    Kind kind = Kind::refresh;
    Secret value; // the code or the refresh token
};

struct JudgedAnswer {
    ApiVerdict verdict = ApiVerdict::passing;
    Json body;         // null when it is none
    std::string words; // the platform's code, for a person
};

/// By its status and the code in its body, as the platform's row says.
JudgedAnswer judge(const ApiRule& rule, const ApiAnswer& answer);

} // namespace route9::adapters
