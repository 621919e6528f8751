// SPDX-License-Identifier: Apache-2.0
#include "marketplaces/signature_rule.hpp"

#include "marketplaces/value_source.hpp"

#include <algorithm>
#include <optional>

namespace route9::adapters {
namespace {

constexpr std::size_t kListMax = 20;
constexpr std::size_t kTextBytesMax = 200;
constexpr std::string_view kSetting = "setting:";

std::optional<TextPart> part_of(std::string_view name) {
    if (name == "body") {
        return TextPart{.kind = TextPart::Kind::body, .text = {}};
    }
    if (name == "public_url") {
        return TextPart{.kind = TextPart::Kind::public_url, .text = {}};
    }
    if (name.starts_with(kSetting) && name.size() > kSetting.size()) {
        return TextPart{
            .kind = TextPart::Kind::setting, .text = std::string{name.substr(kSetting.size())}
        };
    }
    return std::nullopt;
}

/// "{public_url}|{body}" → its parts; empty when a brace does not close or a name is unknown.
std::vector<TextPart> parse_template(std::string_view text) {
    std::vector<TextPart> parts;
    while (!text.empty()) {
        const auto open = text.find('{');
        if (open != 0) {
            parts.push_back({.kind = TextPart::Kind::literal, .text{text.substr(0, open)}});
            text.remove_prefix(std::min(open, text.size()));
            continue;
        }
        const auto close = text.find('}');
        auto part = close == text.npos ? std::nullopt : part_of(text.substr(1, close - 1));
        if (!part) {
            return {};
        }
        parts.push_back(*std::move(part));
        text.remove_prefix(close + 1);
    }
    return parts;
}

MacCandidate read_candidate(const Json& object, const std::string& pointer, FieldErrors& errors) {
    ObjectReader row{object, pointer, errors};
    MacCandidate candidate;
    constexpr std::array macs{
        std::pair{std::string_view{"sha256"}, MacKind::sha256},
        std::pair{std::string_view{"sha1"}, MacKind::sha1},
        std::pair{std::string_view{"sha512"}, MacKind::sha512},
    };
    candidate.mac = one_of(row, "mac", macs);
    constexpr std::array forms{
        std::pair{std::string_view{"text"}, KeyForm::text},
        std::pair{std::string_view{"html_decoded"}, KeyForm::html_decoded},
        std::pair{std::string_view{"base64_encoded"}, KeyForm::base64_encoded},
    };
    candidate.key_form = one_of(row, "key_form", forms);
    const auto key = row.text("key", Need::required, kTextBytesMax).value_or("secret");
    if (key.starts_with(kSetting)) {
        candidate.key_setting = key.substr(kSetting.size());
    } else if (key != "secret") {
        row.refuse("key", "unknown_value", R"(Use "secret" or "setting:NAME".)");
    }
    candidate.text = parse_template(row.text("text", Need::required, kTextBytesMax).value_or(""));
    if (std::ranges::find(candidate.text, TextPart::Kind::body, &TextPart::kind) ==
        candidate.text.end()) {
        row.refuse("text", "malformed", "The signed text needs {body} and only known names.");
    }
    if (const auto only = row.text("only_with", Need::optional, kTextBytesMax)) {
        const auto equals = only->find('=');
        candidate.only_with = only->substr(0, equals);
        candidate.only_with_value = equals == only->npos ? "" : only->substr(equals + 1);
    }
    row.finish();
    return candidate;
}

void read_hmac(ObjectReader& row, SignatureRule& rule, FieldErrors& errors) {
    rule.header = row.text("header", Need::required, kTextBytesMax).value_or("");
    constexpr std::array encodings{
        std::pair{std::string_view{"hex"}, MacEncoding::hex},
        std::pair{std::string_view{"base64"}, MacEncoding::base64},
    };
    rule.encoding = one_of(row, "encoding", encodings);
    if (const auto* prefixes = row.array("prefixes", Need::required, kListMax)) {
        for (const auto& prefix : *prefixes) {
            if (!prefix.is_string()) {
                row.refuse("prefixes", "wrong_type", "Give prefixes as text.");
                return;
            }
            rule.prefixes.push_back(prefix.get<std::string>());
        }
    }
    const auto* candidates = row.array("candidates", Need::required, kListMax);
    for (std::size_t at = 0; candidates != nullptr && at < candidates->size(); ++at) {
        rule.candidates.push_back(
            read_candidate((*candidates)[at], pointer_step(row.pointer("candidates"), at), errors)
        );
    }
    if (rule.prefixes.empty() || rule.candidates.empty()) {
        row.refuse("candidates", "out_of_range", "Give at least one prefix and one candidate.");
    }
}

void read_token(ObjectReader& row, SignatureRule& rule, FieldErrors& errors) {
    if (const auto* sources = row.array("at", Need::required, kListMax)) {
        rule.token = read_sources(*sources, row.pointer("at"), errors);
        if (rule.token.empty()) {
            row.refuse("at", "out_of_range", "Say where the token stands.");
        }
    }
}

void read_digests(ObjectReader& row, SignatureRule& rule, FieldErrors& errors) {
    const auto* pairs = row.array("digests", Need::required, kListMax);
    for (std::size_t at = 0; pairs != nullptr && at < pairs->size(); ++at) {
        const auto where = pointer_step(row.pointer("digests"), at);
        const auto places = read_sources((*pairs)[at], where, errors);
        if (places.size() == 2) {
            rule.digests.push_back({places[0], places[1]});
        } else {
            errors.push_back({where, "out_of_range", "Give the digest's place and the content's."});
        }
    }
    if (rule.digests.empty()) {
        row.refuse("digests", "out_of_range", "Say where the digest stands.");
    }
}

} // namespace

SignatureRule
read_signature_rule(const Json& object, const std::string& pointer, FieldErrors& errors) {
    ObjectReader row{object, pointer, errors};
    SignatureRule rule;
    constexpr std::array schemes{
        std::pair{std::string_view{"hmac"}, SignatureScheme::hmac},
        std::pair{std::string_view{"rsa"}, SignatureScheme::rsa},
        std::pair{std::string_view{"token"}, SignatureScheme::token},
        std::pair{std::string_view{"standard_webhooks"}, SignatureScheme::standard_webhooks},
        std::pair{std::string_view{"none"}, SignatureScheme::none},
        std::pair{std::string_view{"simple"}, SignatureScheme::simple},
        std::pair{std::string_view{"content_digest"}, SignatureScheme::content_digest},
    };
    rule.scheme = one_of(row, "scheme", schemes);
    switch (rule.scheme) {
    case SignatureScheme::hmac:
        read_hmac(row, rule, errors);
        break;
    case SignatureScheme::rsa:
        rule.header = row.text("header", Need::required, kTextBytesMax).value_or("");
        break;
    case SignatureScheme::token:
        read_token(row, rule, errors);
        break;
    case SignatureScheme::content_digest:
        read_digests(row, rule, errors);
        break;
    case SignatureScheme::simple:
        break; // a connection's settings make it
    case SignatureScheme::standard_webhooks:
        rule.tolerance = Seconds{row.integer("tolerance_s", Need::required, 1, 3600).value_or(0)};
        break;
    case SignatureScheme::none:
        break;
    }
    row.finish();
    return rule;
}

} // namespace route9::adapters
