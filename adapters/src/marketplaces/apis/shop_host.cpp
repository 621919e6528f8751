// SPDX-License-Identifier: Apache-2.0
#include "adapters/marketplaces/shop_host.hpp"

#include <algorithm>
#include <array>
#include <ranges>

namespace route9::adapters {
namespace {

constexpr std::size_t kHostBytesMax = 200;
constexpr std::size_t kLabelBytesMax = 63; // RFC 1035
constexpr std::string_view kScheme = "https://";

/// Names that lead nowhere outside a house (RFC 6761, 6762, 8375, and common habit).
constexpr std::array<std::string_view, 10> kPrivate{
    "arpa", "corp", "home", "internal", "intranet", "lan", "local", "localhost", "onion", "private"
};

bool is_letter(char c) noexcept {
    return c >= 'a' && c <= 'z';
}

bool is_digit(char c) noexcept {
    return c >= '0' && c <= '9';
}

bool is_label(std::string_view label) noexcept {
    return !label.empty() && label.size() <= kLabelBytesMax && label.front() != '-' &&
           label.back() != '-' && std::ranges::all_of(label, [](char c) {
               return is_letter(c) || is_digit(c) || c == '-';
           });
}

/// A name with a domain of letters: no address, no port.
bool is_public_name(std::string_view host) {
    std::string_view last;
    int labels = 0;
    for (const auto part : std::views::split(host, '.')) {
        last = std::string_view{part.begin(), part.end()};
        if (!is_label(last)) {
            return false;
        }
        ++labels;
    }
    const bool is_domain = last.starts_with("xn--") || std::ranges::all_of(last, is_letter);
    return labels > 1 && is_domain && std::ranges::find(kPrivate, last) == kPrivate.end();
}

bool is_path(std::string_view path) noexcept {
    return !path.contains("//") && !path.contains("..") && std::ranges::all_of(path, [](char c) {
        return is_letter(c) || is_digit(c) || (c >= 'A' && c <= 'Z') || c == '/' || c == '-' ||
               c == '_' || c == '.' || c == '~';
    });
}

bool is_below(std::string_view host, const std::vector<std::string>& domains) {
    return std::ranges::any_of(domains, [host](const std::string& domain) {
        return host.ends_with(domain) && host.size() > domain.size();
    });
}

Failure refuse(const ApiRule& rule) {
    std::string form = "https://shop.example.vn";
    if (!rule.hosts.empty()) {
        form = "NAME" + rule.hosts.front();
    }
    return fail_field("/host", "bad_value", "give the shop's public address as " + form);
}

} // namespace

Result<std::string> shop_host(const ApiRule& rule, std::string_view given) {
    if (given.size() > kHostBytesMax) {
        return refuse(rule);
    }
    if (given.starts_with(kScheme)) {
        given.remove_prefix(kScheme.size());
    }
    if (given.ends_with('/')) {
        given.remove_suffix(1);
    }
    const std::size_t slash = std::min(given.find('/'), given.size());
    std::string host{given.substr(0, slash)};
    std::ranges::transform(host, host.begin(), [](char c) {
        return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    });
    const std::string_view path = given.substr(slash);
    const bool is_platforms = rule.hosts.empty() || (is_below(host, rule.hosts) && path.empty());
    if (!is_public_name(host) || !is_path(path) || !is_platforms) {
        return refuse(rule);
    }
    return host.append(path);
}

} // namespace route9::adapters
