// SPDX-License-Identifier: Apache-2.0
#include "core/crypto.hpp"
#include "marketplaces/html_entities.hpp"
#include "marketplaces/openssl_hmac.hpp"
#include "marketplaces/signature_check.hpp"

#include <algorithm>
#include <optional>
#include <utility>

namespace route9::adapters {
namespace {

/// What the header presents: the decoded MAC, or why there is none.
struct Presented {
    std::optional<Bytes> mac;
    Refusal refusal = Refusal::mismatch;
};

Presented read_presented(const SignatureRule& rule, const HookRequest& request) {
    const auto value = single_header(request, rule.header);
    if (!value) {
        return {.mac = std::nullopt, .refusal = Refusal::header_missing};
    }
    for (const auto& prefix : rule.prefixes) {
        if (!value->starts_with(prefix)) {
            continue;
        }
        auto text = value->substr(prefix.size());
        if (!prefix.empty()) { // "HMAC 5fa…"
            text.remove_prefix(std::min(text.find_first_not_of(' '), text.size()));
        }
        auto mac = rule.encoding == MacEncoding::hex ? from_hex(text) : from_base64(text);
        const auto refusal = mac ? Refusal::mismatch : Refusal::header_malformed;
        return {.mac = std::move(mac), .refusal = refusal};
    }
    return {.mac = std::nullopt, .refusal = Refusal::header_malformed};
}

const std::string* setting(const HookKeys& keys, std::string_view name) {
    const auto found = keys.settings.find(name);
    return found == keys.settings.end() || found->second.empty() ? nullptr : &found->second;
}

bool applies(const MacCandidate& candidate, const HookKeys& keys) {
    if (candidate.only_with.empty()) {
        return true;
    }
    const auto* value = setting(keys, candidate.only_with);
    if (value == nullptr) {
        return false;
    }
    return candidate.only_with_value.empty() ? *value != "0" && *value != "false"
                                             : *value == candidate.only_with_value;
}

std::optional<std::string>
signed_text(const std::vector<TextPart>& parts, const HookRequest& request, const HookKeys& keys) {
    std::string text;
    text.reserve(request.body.size() + request.public_url.size() + 64);
    for (const auto& part : parts) {
        switch (part.kind) {
        case TextPart::Kind::literal:
            text += part.text;
            break;
        case TextPart::Kind::public_url:
            text += request.public_url;
            break;
        case TextPart::Kind::body:
            text += request.body;
            break;
        case TextPart::Kind::setting: {
            const auto* value = setting(keys, part.text);
            if (value == nullptr) {
                return std::nullopt;
            }
            text += *value;
            break;
        }
        case TextPart::Kind::header: {
            const auto value = single_header(request, part.text);
            if (!value) {
                return std::nullopt;
            }
            text += *value;
            break;
        }
        }
    }
    return text;
}

Secret key_of(const MacCandidate& candidate, const Secret& secret) {
    switch (candidate.key_form) {
    case KeyForm::text:
        return secret;
    case KeyForm::html_decoded:
        return Secret{std::string_view{decode_html_entities(secret.reveal_text())}};
    case KeyForm::base64_encoded:
        return Secret{std::string_view{base64(secret.reveal())}};
    }
    return secret;
}

std::vector<ActiveSecret> secrets_for(const MacCandidate& candidate, const HookKeys& keys) {
    if (candidate.key_setting.empty()) {
        return keys.secrets;
    }
    std::vector<ActiveSecret> secrets;
    if (const auto* value = setting(keys, candidate.key_setting)) {
        secrets.push_back({candidate.key_setting, Secret{std::string_view{*value}}});
    }
    return secrets;
}

/// Goes on after a match: how many MACs are made depends on the keys alone.
struct Tally {
    Verification verdict;
    bool made = false;
    bool length_fits = false;
};

void try_secret(
    Tally& tally,
    const MacCandidate& candidate,
    std::size_t row,
    const ActiveSecret& secret,
    std::string_view text,
    const Presented& presented
) {
    if (secret.value.empty()) {
        return;
    }
    const auto mac = mac_of(candidate.mac, key_of(candidate, secret.value), text);
    tally.made = true;
    if (!presented.mac || presented.mac->size() != mac.size()) {
        return;
    }
    tally.length_fits = true;
    if (equal_secret(mac, *presented.mac) && !tally.verdict.accepted) {
        tally.verdict = {
            .accepted = true, .refusal = Refusal::none, .secret_id = secret.id, .candidate = row
        };
    }
}

} // namespace

Bytes mac_of(MacKind kind, const Secret& key, std::string_view text) {
    const auto data = as_byte_view(text);
    switch (kind) {
    case MacKind::sha1:
        return hmac_sha1(key.reveal(), data);
    case MacKind::sha512:
        return hmac_sha512(key.reveal(), data);
    case MacKind::sha256:
        break;
    }
    const auto mac = hmac_sha256(key.reveal(), data);
    return {mac.begin(), mac.end()};
}

std::vector<Bytes>
macs_of(const SignatureRule& rule, const HookRequest& request, const HookKeys& keys) {
    std::vector<Bytes> macs;
    for (const MacCandidate& candidate : rule.candidates) {
        const auto text =
            applies(candidate, keys) ? signed_text(candidate.text, request, keys) : std::nullopt;
        if (!text) {
            continue;
        }
        for (const ActiveSecret& secret : secrets_for(candidate, keys)) {
            if (!secret.value.empty()) {
                macs.push_back(mac_of(candidate.mac, key_of(candidate, secret.value), *text));
            }
        }
    }
    return macs;
}

Verification
check_hmac(const SignatureRule& rule, const HookRequest& request, const HookKeys& keys) {
    const auto presented = read_presented(rule, request);
    Tally tally;
    bool setting_missing = false;
    for (std::size_t row = 0; row < rule.candidates.size(); ++row) {
        const auto& candidate = rule.candidates[row];
        if (!applies(candidate, keys)) {
            continue;
        }
        const auto text = signed_text(candidate.text, request, keys);
        setting_missing = setting_missing || !text;
        for (const auto& secret : secrets_for(candidate, keys)) {
            try_secret(
                tally,
                candidate,
                row,
                secret,
                text ? *text : request.body,
                text ? presented : Presented{}
            );
        }
    }
    auto& verdict = tally.verdict;
    if (verdict.accepted) {
        return verdict;
    }
    if (!tally.made) {
        verdict.refusal = Refusal::secret_missing;
    } else if (!presented.mac) {
        verdict.refusal = presented.refusal;
    } else if (setting_missing) {
        verdict.refusal = Refusal::setting_missing;
    } else {
        verdict.refusal = tally.length_fits ? Refusal::mismatch : Refusal::wrong_length;
    }
    return verdict;
}

} // namespace route9::adapters
