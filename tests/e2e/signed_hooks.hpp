// SPDX-License-Identifier: Apache-2.0
// Webhooks as the platforms sign them, from their public documentation: Standard Webhooks 1.0
// (HMAC-SHA256 over "id.timestamp.body" with the decoded whsec_ key) and Haravan (HMAC-SHA256 over
// the body with the application's secret). Pure.
#pragma once

#include "http_client.hpp"

#include <chrono>
#include <string>
#include <string_view>

namespace route9::e2e {

struct StandardHook {
    std::string connection;
    std::string secret; // whsec_…
    std::string id;
    std::chrono::sys_seconds at;
    std::string body;
};

HttpRequest signed_request(const StandardHook& hook);

struct HaravanHook {
    std::string connection;
    std::string secret;
    std::string organisation;
    std::string topic;
    std::string body;
};

HttpRequest signed_request(const HaravanHook& hook);

} // namespace route9::e2e
