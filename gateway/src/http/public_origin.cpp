// SPDX-License-Identifier: Apache-2.0
#include "gateway/http/public_origin.hpp"

#include "core/crypto.hpp"

#include <algorithm>
#include <array>

namespace route9::gateway::http {
namespace {

constexpr std::string_view kSecureName = "__Host-r9_session";
constexpr std::string_view kLoopbackName = "r9_session";
constexpr std::string_view kHttps = "https://";
constexpr std::string_view kHttp = "http://";
constexpr std::array<std::string_view, 3> kLoopback{"localhost", "127.0.0.1", "[::1]"};
/// 32 bytes in base64url; libsodium wants keys of 16 to 64 bytes.
constexpr std::size_t kTokenLength = 43;

std::string_view authority_of(std::string_view origin) {
    const auto start = origin.find("://");
    return start == origin.npos ? std::string_view{} : origin.substr(start + 3);
}

std::string_view without_port(std::string_view authority) {
    const auto colon = authority.rfind(':');
    const bool inside_brackets = authority.ends_with(']');
    return colon == authority.npos || inside_brackets ? authority : authority.substr(0, colon);
}

bool is_host_character(char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '.' || c == '-' || c == ':' ||
           c == '[' || c == ']';
}

bool is_loopback(std::string_view host) {
    return std::ranges::find(kLoopback, host) != kLoopback.end();
}

} // namespace

Result<PublicOrigin> PublicOrigin::parse(std::string_view url) {
    if (url.ends_with('/')) {
        url.remove_suffix(1);
    }
    const std::string_view authority = authority_of(url);
    const bool readable = !authority.empty() && std::ranges::all_of(authority, is_host_character);
    const bool https = readable && url.starts_with(kHttps);
    const bool http = readable && url.starts_with(kHttp) && is_loopback(without_port(authority));
    if (!https && !http) {
        return fail_field(
            "--public-url",
            "bad_value",
            "use https://HOST in small letters, or http://localhost:PORT on this machine"
        );
    }
    PublicOrigin origin;
    origin.origin_ = url;
    return origin;
}

std::string PublicOrigin::host() const {
    return std::string{without_port(authority_of(origin_))};
}

std::string_view PublicOrigin::cookie_name() const noexcept {
    return secure() ? kSecureName : kLoopbackName;
}

std::string PublicOrigin::set_cookie(std::string_view token) const {
    std::string field{cookie_name()};
    field.append("=").append(token).append("; Path=/; HttpOnly; SameSite=Lax");
    return secure() ? field + "; Secure" : field;
}

std::string PublicOrigin::clear_cookie() const {
    return set_cookie("") + "; Max-Age=0";
}

std::string_view PublicOrigin::session_of(const Headers& headers) const noexcept {
    std::string_view rest = headers.find("cookie").value_or(std::string_view{});
    while (!rest.empty()) {
        const auto end = rest.find(';');
        std::string_view pair = rest.substr(0, end);
        rest = end == rest.npos ? std::string_view{} : rest.substr(end + 1);
        while (pair.starts_with(' ')) {
            pair.remove_prefix(1);
        }
        const std::string_view name = cookie_name();
        if (pair.size() > name.size() && pair.starts_with(name) && pair[name.size()] == '=') {
            const std::string_view token = pair.substr(name.size() + 1);
            return token.size() == kTokenLength ? token : std::string_view{};
        }
    }
    return {};
}

bool PublicOrigin::is_ours(const Headers& headers) const noexcept {
    if (const auto origin = headers.find("origin")) {
        const auto host = headers.find("host");
        return known() ? *origin == origin_
                       : host && !host->empty() && authority_of(*origin) == *host;
    }
    return headers.find("sec-fetch-site") == "same-origin";
}

bool PublicOrigin::is_foreign(const Headers& headers) const noexcept {
    const bool says = headers.find("origin") || headers.find("sec-fetch-site");
    return says && !is_ours(headers);
}

std::string csrf_token(std::string_view session_token) {
    return base64url(keyed_digest(as_byte_view(session_token), as_byte_view("route9/csrf/v1")));
}

bool is_csrf_token(std::string_view presented, std::string_view session_token) noexcept {
    if (session_token.size() != kTokenLength) {
        return false;
    }
    const std::string expected = csrf_token(session_token);
    return equal_secret(as_byte_view(presented), as_byte_view(expected));
}

} // namespace route9::gateway::http
