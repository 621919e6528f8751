// SPDX-License-Identifier: Apache-2.0
#include "caller.hpp"

#include <unistd.h>

#include <atomic>

namespace route9::e2e {
namespace {

/// Distinct in this process and between processes that share a store.
std::string fresh_key() {
    static std::atomic<int> made{0};
    return "e2e-" + std::to_string(::getpid()) + "-" + std::to_string(++made);
}

HeaderList with_json(HeaderList headers) {
    headers.emplace_back("Content-Type", "application/json");
    return headers;
}

} // namespace

Answer Caller::get(const std::string& target, HeaderList headers) {
    return send({.method = "GET", .target = target, .headers = std::move(headers)});
}

Answer Caller::post(const std::string& target, const Json& body) {
    return post(target, body.dump(), fresh_key());
}

Answer
Caller::post(const std::string& target, const std::string& body, const std::string& idempotency) {
    return send(
        {.method = "POST",
         .target = target,
         .headers = with_json({{"Idempotency-Key", idempotency}}),
         .body = body}
    );
}

Answer Caller::put(const std::string& target, const Json& body, HeaderList headers) {
    return send(
        {.method = "PUT",
         .target = target,
         .headers = with_json(std::move(headers)),
         .body = body.dump()}
    );
}

Answer Caller::patch(const std::string& target, const Json& body, HeaderList headers) {
    return send(
        {.method = "PATCH",
         .target = target,
         .headers = with_json(std::move(headers)),
         .body = body.dump()}
    );
}

Answer Caller::send(HttpRequest request) {
    request.headers.emplace_back("Authorization", "Bearer " + key_);
    return send_bare(request);
}

Answer Caller::send_bare(const HttpRequest& request) {
    Answer answer{client_.send(request)};
    answer.json = Json::parse(answer.body, nullptr, false);
    if (answer.json.is_discarded()) {
        answer.json = nullptr;
    }
    return answer;
}

} // namespace route9::e2e
