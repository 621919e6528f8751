// SPDX-License-Identifier: Apache-2.0
#include "gateway/http/target.hpp"

#include "core/text.hpp"

#include <algorithm>

namespace route9::gateway::http {
namespace {

int hex_digit(char c) {
    if (c >= '0' && c <= '9') {
        return c - '0';
    }
    if (c >= 'a' && c <= 'f') {
        return c - 'a' + 10;
    }
    if (c >= 'A' && c <= 'F') {
        return c - 'A' + 10;
    }
    return -1;
}

bool is_control(char c) {
    const auto byte = static_cast<unsigned char>(c);
    return byte < 0x20 || byte == 0x7f;
}

enum class Plus : bool { literal, blank };

/// False for a broken escape, a control character or invalid UTF-8.
bool decode(std::string_view raw, Plus plus, std::string& text) {
    text.clear();
    text.reserve(raw.size());
    bool escaped = false;
    for (std::size_t i = 0; i < raw.size(); ++i) {
        char c = raw[i];
        if (c == '%') {
            const int high = i + 2 < raw.size() ? hex_digit(raw[i + 1]) : -1;
            const int low = i + 2 < raw.size() ? hex_digit(raw[i + 2]) : -1;
            if (high < 0 || low < 0) {
                return false;
            }
            c = static_cast<char>(high * 16 + low);
            i += 2;
            escaped = true;
        } else if (c == '+' && plus == Plus::blank) {
            c = ' ';
        }
        if (is_control(c)) {
            return false;
        }
        text += c;
    }
    return !escaped || is_valid_utf8(text);
}

/// Encoded or backward slashes would let a path be read in two ways.
bool has_hidden_slash(std::string_view raw) {
    for (std::size_t i = 0; i + 2 < raw.size(); ++i) {
        if (raw[i] != '%') {
            continue;
        }
        const int value = hex_digit(raw[i + 1]) * 16 + hex_digit(raw[i + 2]);
        if (value == '/' || value == '\\') {
            return true;
        }
    }
    return raw.find('\\') != std::string_view::npos;
}

bool has_dot_segment(std::string_view path) {
    while (!path.empty()) {
        path.remove_prefix(1);
        const std::string_view segment = path.substr(0, path.find('/'));
        if (segment == "." || segment == "..") {
            return true;
        }
        path.remove_prefix(segment.size());
    }
    return false;
}

bool parse_query(std::string_view raw, std::vector<Query::Pair>& pairs) {
    while (!raw.empty()) {
        const std::string_view part = raw.substr(0, raw.find('&'));
        raw.remove_prefix(std::min(part.size() + 1, raw.size()));
        if (part.empty()) {
            continue;
        }
        const std::size_t equals = std::min(part.find('='), part.size());
        const std::string_view value = part.substr(std::min(equals + 1, part.size()));
        Query::Pair& pair = pairs.emplace_back();
        if (!decode(part.substr(0, equals), Plus::blank, pair.first) ||
            !decode(value, Plus::blank, pair.second)) {
            return false;
        }
    }
    return true;
}

} // namespace

std::optional<std::string_view> Query::find(std::string_view name) const noexcept {
    const auto found = std::ranges::find(pairs_, name, &Pair::first);
    return found == pairs_.end() ? std::nullopt : std::optional<std::string_view>{found->second};
}

std::size_t Query::count(std::string_view name) const noexcept {
    return static_cast<std::size_t>(std::ranges::count(pairs_, name, &Pair::first));
}

bool parse_target(std::string_view raw, Target& target) {
    target.query.pairs_.clear();
    const std::size_t mark = std::min(raw.find('?'), raw.size());
    const std::string_view path = raw.substr(0, mark);
    const std::string_view query = raw.substr(std::min(mark + 1, raw.size()));
    return path.starts_with('/') && raw.find('#') == std::string_view::npos &&
           !has_hidden_slash(path) && decode(path, Plus::literal, target.path) &&
           !has_dot_segment(target.path) && parse_query(query, target.query.pairs_);
}

} // namespace route9::gateway::http
