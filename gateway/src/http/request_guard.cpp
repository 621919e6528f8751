// SPDX-License-Identifier: Apache-2.0
#include "gateway/http/request_guard.hpp"

#include "core/limits.hpp"
#include "http/list_element.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <string_view>

namespace route9::gateway::http {
namespace {

using Refused = std::unexpected<GuardRule>;

constexpr std::string_view line_end = "\r\n";
/// More digits could not be a length we accept; fewer cannot overflow.
constexpr std::size_t length_digits_max = 18;

/// Fields that say who asks or what is asked for: two of one name have no single meaning.
constexpr std::array kSingleFields{
    std::string_view{"authorization"},
    std::string_view{"proxy-authorization"},
    std::string_view{"content-type"},
    std::string_view{"content-encoding"},
    std::string_view{"idempotency-key"},
    std::string_view{"expect"},
    std::string_view{"x-request-id"},
    std::string_view{"webhook-id"},
    std::string_view{"webhook-timestamp"},
};
/// Every platform's signature field has one of these in its name.
constexpr std::array kSignatureWords{std::string_view{"signature"}, std::string_view{"hmac"}};

constexpr std::array<bool, 256> make_token_table() {
    std::array<bool, 256> table{};
    for (const char c : std::string_view{"!#$%&'*+-.^_`|~0123456789"
                                         "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"}) {
        table[static_cast<unsigned char>(c)] = true;
    }
    return table;
}
constexpr std::array<bool, 256> kTokenCharacter = make_token_table();

bool is_token_character(char c) {
    return kTokenCharacter[static_cast<unsigned char>(c)];
}

bool is_token(std::string_view text) {
    return !text.empty() && std::ranges::all_of(text, is_token_character);
}

bool is_visible(char c) {
    return c > ' ' && c < '\x7f';
}

bool is_blank(char c) {
    return c == ' ' || c == '\t';
}

/// Control characters other than the tab; bytes over 0x7f stay (obs-text).
bool is_control(char c) {
    const auto byte = static_cast<unsigned char>(c);
    return (byte < 0x20 && c != '\t') || byte == 0x7f;
}

std::string_view take_line(std::string_view& rest) {
    const std::size_t end = rest.find(line_end);
    const std::string_view line = rest.substr(0, end);
    rest.remove_prefix(end + line_end.size());
    return line;
}

bool is_host(std::string_view value) {
    constexpr std::string_view forbidden = "/\\?#@,<>\"{}|^` ";
    return !value.empty() && std::ranges::all_of(value, is_visible) &&
           value.find_first_of(forbidden) == std::string_view::npos;
}

/// Origin form; absolute form, whose scheme and authority are read past (RFC 9112 §3.2.2: a server
/// accepts it, and the authority stands for Host, which nothing here depends on); or "*" of
/// OPTIONS. Nullopt for anything else.
std::optional<std::string_view> own_target(std::string_view raw, Method method) {
    if (raw.starts_with('/') || (raw == "*" && method == Method::options)) {
        return raw;
    }
    for (const std::string_view scheme : {"http://", "https://"}) {
        if (!equal_ignoring_case(raw.substr(0, scheme.size()), scheme)) {
            continue;
        }
        const std::string_view rest = raw.substr(scheme.size());
        const std::size_t end = std::min(rest.find_first_of("/?"), rest.size());
        if (!is_host(rest.substr(0, end))) {
            return std::nullopt;
        }
        return end == rest.size() ? std::string_view{"/"} : rest.substr(end);
    }
    return std::nullopt;
}

std::optional<GuardRule> read_request_line(std::string_view line, Head& head) {
    const std::size_t first = line.find(' ');
    const std::size_t last = line.rfind(' ');
    if (first == std::string_view::npos || first == last || !is_token(line.substr(0, first))) {
        return GuardRule::request_line;
    }
    const std::string_view version = line.substr(last + 1);
    if (version != "HTTP/1.1" && version != "HTTP/1.0") {
        return GuardRule::http_version;
    }
    head.method = parse_method(line.substr(0, first));
    head.target = line.substr(first + 1, last - first - 1);
    head.minor_version = version.back() - '0';
    if (head.target.size() > limits::target_bytes_max) {
        return GuardRule::target_size;
    }
    const auto target = own_target(head.target, head.method);
    if (!target || !std::ranges::all_of(*target, is_visible)) {
        return GuardRule::target;
    }
    head.target = *target;
    return std::nullopt;
}

std::optional<GuardRule> read_field(std::string_view line, std::vector<Field>& fields) {
    if (is_blank(line.front())) {
        return GuardRule::folded_line;
    }
    const std::size_t colon = line.find(':');
    if (colon == std::string_view::npos || !is_token(line.substr(0, colon))) {
        return GuardRule::field_name;
    }
    const std::string_view value = trim_blanks(line.substr(colon + 1));
    if (std::ranges::any_of(value, is_control)) {
        return GuardRule::control_character;
    }
    if (fields.size() >= limits::header_fields_max) {
        return GuardRule::field_count;
    }
    fields.push_back({line.substr(0, colon), value});
    return std::nullopt;
}

std::optional<std::uint64_t> read_length(std::string_view text) {
    std::uint64_t length = 0;
    const auto is_digit = [](char c) { return c >= '0' && c <= '9'; };
    if (text.empty() || text.size() > length_digits_max || !std::ranges::all_of(text, is_digit)) {
        return std::nullopt;
    }
    std::from_chars(text.data(), text.data() + text.size(), length);
    return length;
}

/// Connection is a list of options, of which only these two mean anything here. False when it is
/// no list.
bool read_connection(std::string_view value, bool& keeps, bool& closes) {
    while (!value.empty()) {
        const std::string_view option = take_element(value);
        if (!option.empty() && !is_token(option)) {
            return false;
        }
        closes = closes || equal_ignoring_case(option, "close");
        keeps = keeps || equal_ignoring_case(option, "keep-alive");
    }
    return true;
}

bool read_connections(const Headers& headers, Head& head) {
    head.keep_alive = head.minor_version == 1;
    bool closes = false;
    for (const Field& field : headers) {
        if (equal_ignoring_case(field.name, "connection") &&
            !read_connection(field.value, head.keep_alive, closes)) {
            return false;
        }
    }
    head.keep_alive = head.keep_alive && !closes;
    return true;
}

bool signs(std::string_view name) {
    return std::ranges::any_of(kSignatureWords, [name](std::string_view word) {
        return !std::ranges::search(name, word, {}, lower_ascii, lower_ascii).empty();
    });
}

bool must_be_single(std::string_view name) {
    const auto same = [name](std::string_view single) { return equal_ignoring_case(name, single); };
    return std::ranges::any_of(kSingleFields, same) || signs(name);
}

bool has_repeated_single(const std::vector<Field>& fields) {
    for (std::size_t i = 1; i < fields.size(); ++i) {
        const auto same = [&](const Field& earlier) {
            return equal_ignoring_case(earlier.name, fields[i].name);
        };
        const auto end = fields.begin() + static_cast<std::ptrdiff_t>(i);
        if (std::any_of(fields.begin(), end, same) && must_be_single(fields[i].name)) {
            return true;
        }
    }
    return false;
}

std::optional<GuardRule> read_framing(const Headers& headers, Head& head) {
    const std::size_t codings = headers.count("transfer-encoding");
    const std::size_t lengths = headers.count("content-length");
    if (codings > 0 && lengths > 0) {
        return GuardRule::length_and_encoding;
    }
    if (codings > 0) {
        head.chunked = codings == 1 && head.minor_version == 1 &&
                       equal_ignoring_case(*headers.find("transfer-encoding"), "chunked");
        return head.chunked ? std::nullopt : std::optional{GuardRule::transfer_encoding};
    }
    if (lengths > 0) {
        head.content_length = read_length(*headers.find("content-length"));
        return lengths == 1 && head.content_length ? std::nullopt
                                                   : std::optional{GuardRule::content_length};
    }
    return std::nullopt;
}

std::optional<GuardRule> read_host(const Headers& headers, const Head& head) {
    const std::size_t hosts = headers.count("host");
    const std::size_t needed = head.minor_version == 1 ? 1 : 0;
    if (hosts < needed || hosts > 1 || (hosts == 1 && !is_host(*headers.find("host")))) {
        return GuardRule::host;
    }
    return std::nullopt;
}

} // namespace

HeadScanner::Progress HeadScanner::scan(std::string_view received) {
    if (!received.empty() && !is_token_character(received.front())) {
        return {.state = State::refused, .bytes = 0, .rule = GuardRule::request_line};
    }
    const std::size_t reach = std::min(received.size(), limits::header_bytes_max);
    std::size_t feed = received.substr(0, reach).find('\n', scanned_);
    while (feed != std::string_view::npos) {
        const std::string_view before = received.substr(0, feed);
        if (!before.ends_with('\r')) {
            return {.state = State::refused, .bytes = 0, .rule = GuardRule::bare_line_feed};
        }
        if (before.ends_with("\r\n\r")) {
            return {.state = State::complete, .bytes = feed + 1};
        }
        feed = received.substr(0, reach).find('\n', feed + 1);
    }
    scanned_ = reach;
    if (reach == limits::header_bytes_max) {
        return {.state = State::refused, .bytes = 0, .rule = GuardRule::header_size};
    }
    return {};
}

std::expected<Head, GuardRule> read_head(std::string_view raw, std::vector<Field>& fields) {
    fields.clear();
    Head head;
    std::string_view rest = raw;
    if (const auto broken = read_request_line(take_line(rest), head)) {
        return Refused{*broken};
    }
    while (rest != line_end) {
        if (const auto broken = read_field(take_line(rest), fields)) {
            return Refused{*broken};
        }
    }
    const Headers headers{fields};
    if (const auto broken = read_host(headers, head)) {
        return Refused{*broken};
    }
    if (const auto broken = read_framing(headers, head)) {
        return Refused{*broken};
    }
    if (has_repeated_single(fields)) {
        return Refused{GuardRule::repeated_field};
    }
    if (!read_connections(headers, head)) {
        return Refused{GuardRule::connection};
    }
    if (const auto expected = headers.find("expect"); expected && head.minor_version == 1) {
        head.expectation = equal_ignoring_case(*expected, "100-continue") ? Expectation::continue_
                                                                          : Expectation::unknown;
    }
    return head;
}

} // namespace route9::gateway::http
