// SPDX-License-Identifier: Apache-2.0
// What browsers know this service by, and what follows from it: the name and attributes of the
// session cookie (RFC 6265bis §4.1.3.2), and whether a request comes from our own pages (Origin,
// RFC 6454 §7; Sec-Fetch-Site, Fetch Metadata). Over plain http, which is taken on loopback only,
// the cookie has another name and is not Secure. Immutable.
#pragma once

#include "core/result.hpp"
#include "gateway/http/headers.hpp"

#include <string>
#include <string_view>

namespace route9::gateway::http {

class PublicOrigin {
public:
    /// Not known: cookies are Secure, and a page is ours when its host is the request's Host.
    PublicOrigin() = default;
    /// "https://r9.example.vn", or "http://localhost:8080" on loopback. Error: validation_failed.
    static Result<PublicOrigin> parse(std::string_view url);

    bool known() const noexcept { return !origin_.empty(); }
    const std::string& text() const noexcept { return origin_; }
    /// Without scheme and port: what passkeys are bound to.
    std::string host() const;

    std::string_view cookie_name() const noexcept;
    std::string set_cookie(std::string_view token) const;
    std::string clear_cookie() const;
    /// The session token of the request; empty without.
    std::string_view session_of(const Headers& headers) const noexcept;
    /// True when the request says that it comes from our own page. A request that says nothing
    /// about it is false.
    bool is_ours(const Headers& headers) const noexcept;
    /// True when it says that it comes from elsewhere.
    bool is_foreign(const Headers& headers) const noexcept;

private:
    bool secure() const noexcept { return !origin_.starts_with("http:"); }

    std::string origin_;
};

/// What a page of ours proves itself with: derived from the session's token, not stored.
std::string csrf_token(std::string_view session_token);
bool is_csrf_token(std::string_view presented, std::string_view session_token) noexcept;

} // namespace route9::gateway::http
