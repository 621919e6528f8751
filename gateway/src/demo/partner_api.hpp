// SPDX-License-Identifier: Apache-2.0
// The public API as one partner sees it: its key, its Idempotency-Keys, its lists read to the end.
// Answers are read tolerantly, statuses strictly: one that was not expected is printed with the
// problem's detail and makes the day fail. A busy server (429, 503) is asked again a few times.
// One thread.
#pragma once

#include "core/json.hpp"
#include "demo/account.hpp"
#include "gateway/demo/http_client.hpp"

#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace route9::gateway::demo {

/// A member that may be missing or of another type; then an empty text or zero.
std::string text_at(const Json& json, std::string_view name);
std::int64_t number_at(const Json& json, std::string_view name);
const Json& member_at(const Json& json, std::string_view name);
/// "349000 VND" of a money object.
std::string money_text(const Json& money);

struct ApiAnswer {
    int status = 0;
    Json json = Json::object();
    std::string etag{};
};

class PartnerApi {
public:
    PartnerApi(HttpClient& http, DayAccount& account, std::string actor, std::string key);

    const std::string& actor() const noexcept { return actor_; }
    const std::string& key() const noexcept { return key_; }
    void tell(std::string_view text) const { account_.tell(actor_, text); }
    void fault(std::string_view text) const { account_.fault(actor_, text); }

    /// Nullopt after a status that is not among `expected`; it has been told.
    std::optional<ApiAnswer> get(const std::string& target, std::initializer_list<int> expected);
    std::optional<ApiAnswer>
    post(const std::string& target, const Json& body, std::initializer_list<int> expected);
    std::optional<ApiAnswer> change(
        const std::string& method,
        const std::string& target,
        const Json& body,
        const std::string& if_match,
        std::initializer_list<int> expected
    );
    std::optional<ApiAnswer> upload(
        const std::string& target,
        const std::string& type,
        std::string file,
        std::initializer_list<int> expected
    );
    /// All items of a list, page after page.
    std::vector<Json> list(const std::string& target);

    /// As it comes, after being asked again while the server is busy.
    HttpAnswer send(const HttpMessage& message) const;

private:
    std::optional<ApiAnswer>
    judged(const HttpMessage& message, std::initializer_list<int> expected) const;
    HttpMessage message(std::string method, const std::string& target) const;
    HttpMessage posting(const std::string& target);

    HttpClient& http_;
    DayAccount& account_;
    std::string actor_;
    std::string key_;
    int posts_ = 0;
};

} // namespace route9::gateway::demo
