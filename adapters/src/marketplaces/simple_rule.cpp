// SPDX-License-Identifier: Apache-2.0
#include "adapters/marketplaces/simple_rule.hpp"

#include "core/json.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>
#include <utility>

namespace route9::adapters {
namespace {

constexpr std::array<std::string_view, 11> kSettings{
    "encoding",
    "header",
    "mac",
    "method",
    "prefix",
    "public_url",
    "signed",
    "timestamp_header",
    "tolerance_s",
    "type",
    "type_header",
};
constexpr std::string_view kMarks = "!#$%&'*+-.^_`|~"; // of RFC 9110 §5.6.2
constexpr std::string_view kTimeHeader = "x-timestamp";
constexpr std::string_view kTypeHeader = "x-event-type";
constexpr std::int64_t kToleranceDefault = 300;
constexpr std::int64_t kToleranceMax = 3'600;
constexpr std::size_t kHeaderBytesMax = 64;
constexpr std::size_t kPrefixBytesMax = 32;
constexpr std::size_t kSignedBytesMax = 200;

bool is_header_name(std::string_view text) {
    return !text.empty() && text.size() <= kHeaderBytesMax && std::ranges::all_of(text, [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
               kMarks.contains(c);
    });
}

bool is_visible(std::string_view text) {
    return std::ranges::all_of(text, [](char c) { return c >= ' ' && c <= '~'; });
}

class Settings {
public:
    explicit Settings(const HookSettings& settings) : settings_(settings) {}

    /// `otherwise` where it is not set.
    std::string_view text(std::string_view name, std::string_view otherwise) const {
        const auto found = settings_.find(name);
        return found == settings_.end() ? otherwise : std::string_view{found->second};
    }

    bool has(std::string_view name) const { return settings_.contains(name); }

    void refuse(std::string_view name, const char* code, std::string message) {
        errors.push_back({std::string{name}, code, std::move(message)});
    }

    std::string header(std::string_view name, std::string_view otherwise) {
        const std::string_view value = text(name, otherwise);
        if (!is_header_name(value)) {
            refuse(name, "malformed", "give the name of one header, like X-Signature");
        }
        return std::string{value};
    }

    template <class Value, std::size_t size>
    Value one_of(
        std::string_view name, const std::array<std::pair<std::string_view, Value>, size>& words
    ) {
        const std::string_view value = text(name, words[0].first);
        std::string known;
        for (const auto& [word, meaning] : words) {
            if (value == word) {
                return meaning;
            }
            known.append(known.empty() ? "" : ", ").append(word);
        }
        refuse(name, "unknown_value", "use one of " + known);
        return words[0].second;
    }

    /// What has no effect is a mistake of whoever set it.
    void refuse_idle(std::initializer_list<std::string_view> names, const std::string& mend) {
        for (const std::string_view name : names) {
            if (has(name)) {
                refuse(name, "conflict", mend);
            }
        }
    }

    FieldErrors errors{};

private:
    const HookSettings& settings_;
};

std::optional<TextPart> part_of(std::string_view name, const std::string& time_header) {
    if (name == "body") {
        return TextPart{.kind = TextPart::Kind::body, .text = {}};
    }
    if (name == "url") {
        return TextPart{.kind = TextPart::Kind::public_url, .text = {}};
    }
    if (name == "timestamp") {
        return TextPart{.kind = TextPart::Kind::header, .text = time_header};
    }
    return std::nullopt;
}

/// "{timestamp}.{body}" → its parts; empty when a brace does not close or a name is unknown.
std::vector<TextPart> parts_of(std::string_view text, const std::string& time_header) {
    std::vector<TextPart> parts;
    while (!text.empty()) {
        const auto open = text.find('{');
        if (open != 0) {
            parts.push_back({.kind = TextPart::Kind::literal, .text{text.substr(0, open)}});
            text.remove_prefix(std::min(open, text.size()));
            continue;
        }
        const auto close = text.find('}');
        auto part =
            close == text.npos ? std::nullopt : part_of(text.substr(1, close - 1), time_header);
        if (!part) {
            return {};
        }
        parts.push_back(*std::move(part));
        text.remove_prefix(close + 1);
    }
    return parts;
}

bool holds(const std::vector<TextPart>& parts, TextPart::Kind kind) {
    return std::ranges::find(parts, kind, &TextPart::kind) != parts.end();
}

void read_address(Settings& settings) {
    const std::string_view url = settings.text("public_url", "");
    if (!url.starts_with("https://") && !url.starts_with("http://")) {
        settings.refuse(
            "public_url",
            url.empty() ? "required" : "malformed",
            "give the address that the platform calls, for {url} is signed: https://…"
        );
    }
}

void read_time(Settings& settings, bool is_signed, SignatureRule& rule) {
    if (!is_signed) {
        settings.refuse_idle(
            {"timestamp_header", "tolerance_s"}, "leave it out, or set signed={timestamp}.{body}"
        );
        rule.timestamp_header.clear();
        return;
    }
    const std::string_view text = settings.text("tolerance_s", "");
    std::int64_t seconds = kToleranceDefault;
    const auto read = std::from_chars(text.data(), text.data() + text.size(), seconds);
    const bool is_number = text.empty() || (read.ec == std::errc{} && read.ptr == text.end());
    if (!is_number || seconds < 1 || seconds > kToleranceMax) {
        settings.refuse(
            "tolerance_s", "out_of_range", fmt::format("give seconds from 1 to {}", kToleranceMax)
        );
    }
    rule.tolerance = Seconds{seconds};
}

void read_hmac(Settings& settings, SignatureRule& rule) {
    constexpr std::array macs{
        std::pair{std::string_view{"sha256"}, MacKind::sha256},
        std::pair{std::string_view{"sha1"}, MacKind::sha1},
        std::pair{std::string_view{"sha512"}, MacKind::sha512},
    };
    constexpr std::array encodings{
        std::pair{std::string_view{"hex"}, MacEncoding::hex},
        std::pair{std::string_view{"base64"}, MacEncoding::base64},
    };
    MacCandidate candidate;
    candidate.mac = settings.one_of("mac", macs);
    rule.encoding = settings.one_of("encoding", encodings);
    rule.timestamp_header = settings.header("timestamp_header", kTimeHeader);
    const std::string_view text = settings.text("signed", "{body}");
    candidate.text = parts_of(text, rule.timestamp_header);
    if (!holds(candidate.text, TextPart::Kind::body) || text.size() > kSignedBytesMax) {
        settings.refuse(
            "signed",
            "malformed",
            "write the text that is signed with {body} in it, and where needed {timestamp} and "
            "{url}, like {timestamp}.{body}"
        );
    } else {
        if (holds(candidate.text, TextPart::Kind::public_url)) {
            read_address(settings);
        }
        read_time(settings, holds(candidate.text, TextPart::Kind::header), rule);
    }
    rule.candidates.push_back(std::move(candidate));
}

void read_token(Settings& settings, SignatureRule& rule) {
    rule.token = {{.kind = ValueSource::Kind::header, .name = rule.header}};
    settings.refuse_idle(
        {"mac", "encoding", "signed", "timestamp_header", "tolerance_s"},
        "leave it out, or set method=hmac: a token signs nothing"
    );
}

} // namespace

std::span<const std::string_view> simple_settings() noexcept {
    return kSettings;
}

Result<SignatureRule> simple_rule(const HookSettings& given) {
    constexpr std::array methods{
        std::pair{std::string_view{"hmac"}, SignatureScheme::hmac},
        std::pair{std::string_view{"token"}, SignatureScheme::token},
    };
    Settings settings{given};
    SignatureRule rule;
    rule.scheme = settings.one_of("method", methods);
    const bool is_token = rule.scheme == SignatureScheme::token;
    rule.header = settings.header("header", is_token ? "authorization" : "x-signature");
    rule.prefixes = {std::string{settings.text("prefix", "")}};
    if (rule.prefixes[0].size() > kPrefixBytesMax || !is_visible(rule.prefixes[0])) {
        settings.refuse("prefix", "malformed", "give what stands before the value, like sha256=");
    }
    if (is_token) {
        read_token(settings, rule);
    } else {
        read_hmac(settings, rule);
    }
    settings.header("type_header", kTypeHeader);
    if (settings.has("type")) {
        settings.refuse_idle({"type_header"}, "leave it out: the setting type says it already");
        constexpr std::array types{
            std::pair{std::string_view{"order.created"}, 0},
            std::pair{std::string_view{"order.updated"}, 1},
            std::pair{std::string_view{"order.cancelled"}, 2},
        };
        settings.one_of("type", types);
    }
    if (!settings.errors.empty()) {
        return fail_fields(std::move(settings.errors));
    }
    return rule;
}

std::string simple_type(const HookRequest& request, const HookSettings& given) {
    const Settings settings{given};
    const std::string_view type = settings.text("type", "");
    if (!type.empty()) {
        return std::string{type};
    }
    const auto header = single_header(request, settings.text("type_header", kTypeHeader));
    return header ? std::string{*header} : std::string{};
}

std::optional<Instant> simple_time(std::string_view text) {
    constexpr std::size_t kSecondDigitsMax = 11;
    constexpr std::size_t kDigitsMax = 14;
    std::int64_t number = 0;
    const auto read = std::from_chars(text.data(), text.data() + text.size(), number);
    if (read.ec == std::errc{} && read.ptr == text.data() + text.size() && number >= 0 &&
        text.size() <= kDigitsMax) {
        return text.size() <= kSecondDigitsMax ? Instant{Seconds{number}}
                                               : Instant{Milliseconds{number}};
    }
    const auto time = parse_rfc3339(text);
    return time ? std::optional{*time} : std::nullopt;
}

} // namespace route9::adapters
