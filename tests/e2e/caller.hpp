// SPDX-License-Identifier: Apache-2.0
// A principal that calls the API: a connection and a key. Answers come with their JSON. One thread.
#pragma once

#include "core/json.hpp"
#include "http_client.hpp"

#include <cstdint>
#include <string>
#include <utility>

namespace route9::e2e {

struct Answer : HttpAnswer {
    /// The body as JSON; null when it is none.
    Json json{};
};

class Caller {
public:
    Caller(std::uint16_t port, std::string key) : client_(port), key_(std::move(key)) {}

    Answer get(const std::string& target, HeaderList headers = {});
    /// With an Idempotency-Key of its own.
    Answer post(const std::string& target, const Json& body);
    Answer post(const std::string& target, const std::string& body, const std::string& idempotency);
    Answer put(const std::string& target, const Json& body, HeaderList headers = {});
    Answer patch(const std::string& target, const Json& body, HeaderList headers = {});
    /// As it stands, with the key.
    Answer send(HttpRequest request);
    /// Without the key.
    Answer send_bare(const HttpRequest& request);

private:
    HttpClient client_;
    std::string key_;
};

} // namespace route9::e2e
