// SPDX-License-Identifier: Apache-2.0
#include "core/crypto.hpp"
#include "core/limits.hpp"
#include "marketplaces/signature_check.hpp"

#include <algorithm>
#include <charconv>
#include <optional>
#include <system_error>
#include <utility>

namespace route9::adapters {
namespace {

constexpr std::string_view kSecretPrefix = "whsec_";
constexpr std::string_view kPublicPrefix = "whpk_";

struct MacKey {
    std::string id;
    Secret key;
};

struct VerifyKey {
    std::string id;
    PublicKey key{};
};

struct StandardKeys {
    std::vector<MacKey> macs;
    std::vector<VerifyKey> publics;
    bool unusable = false;
};

/// As the libraries read secrets: the prefix and the padding may be missing.
std::optional<Bytes> decode_key(std::string_view text, std::string_view prefix) {
    if (text.starts_with(prefix)) {
        text.remove_prefix(prefix.size());
    }
    std::string padded{text};
    padded.append((4 - padded.size() % 4) % 4, '=');
    return from_base64(padded);
}

void read_public_keys(const HookKeys& keys, StandardKeys& out) {
    const auto setting = keys.settings.find("verify_key");
    auto rest = std::string_view{};
    if (setting != keys.settings.end()) {
        rest = setting->second;
    }
    while (!rest.empty()) {
        const auto word = rest.substr(0, rest.find(' '));
        rest.remove_prefix(std::min(word.size() + 1, rest.size()));
        const auto bytes = decode_key(word, kPublicPrefix);
        if (!bytes || bytes->size() != PublicKey{}.size()) {
            out.unusable = out.unusable || !word.empty();
            continue;
        }
        VerifyKey key{.id = "verify_key"};
        std::ranges::copy(*bytes, key.key.begin());
        out.publics.push_back(std::move(key));
    }
}

/// One key, one purpose: bytes that verify Ed25519 are public and must never make an HMAC.
bool is_public(const Bytes& bytes, const StandardKeys& keys) {
    return std::ranges::any_of(keys.publics, [&](const VerifyKey& known) {
        return std::ranges::equal(known.key, bytes);
    });
}

StandardKeys read_keys(const HookKeys& keys) {
    StandardKeys out;
    read_public_keys(keys, out);
    for (const auto& secret : keys.secrets) {
        const auto text = secret.value.reveal_text();
        const bool other_kind = text.starts_with(kPublicPrefix) || text.starts_with("whsk_");
        const auto bytes = other_kind ? std::nullopt : decode_key(text, kSecretPrefix);
        if (!bytes || bytes->empty() || is_public(*bytes, out)) {
            out.unusable = true;
            continue;
        }
        out.macs.push_back({secret.id, Secret{ByteView{*bytes}}});
    }
    return out;
}

struct PresentedList {
    std::vector<Bytes> macs;      // v1
    std::vector<Signature> signs; // v1a
};

/// Unknown versions are skipped: a sender may already speak a newer one beside v1.
PresentedList read_list(std::string_view header) {
    PresentedList out;
    for (std::size_t count = 0; !header.empty() && count < limits::hook_signatures_max; ++count) {
        const auto entry = header.substr(0, header.find(' '));
        header.remove_prefix(std::min(entry.size() + 1, header.size()));
        const auto comma = entry.find(',');
        if (comma == entry.npos) {
            continue;
        }
        const auto version = entry.substr(0, comma);
        auto bytes = from_base64(entry.substr(comma + 1));
        if (!bytes) {
            continue;
        }
        if (version == "v1") {
            out.macs.push_back(*std::move(bytes));
        } else if (version == "v1a" && bytes->size() == Signature{}.size()) {
            std::ranges::copy(*bytes, out.signs.emplace_back().begin());
        }
    }
    return out;
}

Refusal check_time(std::string_view text, Seconds tolerance, Instant now) {
    std::int64_t seconds = 0;
    const auto read = std::from_chars(text.begin(), text.end(), seconds);
    constexpr std::size_t digits_max = 11;
    if (read.ec != std::errc{} || read.ptr != text.end() || text.size() > digits_max ||
        seconds < 0) {
        return Refusal::timestamp_malformed;
    }
    const auto now_s = std::chrono::floor<Seconds>(now).time_since_epoch();
    if (now_s - Seconds{seconds} > tolerance) {
        return Refusal::too_old;
    }
    return Seconds{seconds} - now_s > tolerance ? Refusal::too_new : Refusal::none;
}

Verification
match(const StandardKeys& keys, const PresentedList& presented, std::string_view text) {
    Verification verdict;
    const auto accept = [&verdict](const std::string& id) {
        verdict = {.accepted = true, .refusal = Refusal::none, .secret_id = id};
    };
    for (const auto& key : keys.macs) {
        const auto mac = hmac_sha256(key.key.reveal(), as_byte_view(text));
        for (const auto& other : presented.macs) {
            if (other.size() == mac.size() && equal_secret(mac, other)) {
                accept(key.id);
            }
        }
    }
    for (const auto& key : keys.publics) {
        for (const auto& signature : presented.signs) {
            if (ed25519_verify(key.key, as_byte_view(text), signature)) {
                accept(key.id);
            }
        }
    }
    return verdict;
}

} // namespace

Verification check_standard(
    const SignatureRule& rule, const HookRequest& request, const HookKeys& keys, Instant now
) {
    const auto id = single_header(request, "webhook-id");
    const auto timestamp = single_header(request, "webhook-timestamp");
    const auto signatures = single_header(request, "webhook-signature");
    const auto usable = read_keys(keys);

    std::string text;
    text.reserve(request.body.size() + 100);
    text.append(id.value_or("")).append(1, '.').append(timestamp.value_or("")).append(1, '.');
    text.append(request.body);
    auto verdict = match(usable, read_list(signatures.value_or("")), text);

    const auto refuse = [&verdict](Refusal refusal) {
        verdict = {.accepted = false, .refusal = refusal};
        return verdict;
    };
    if (!id || !timestamp || !signatures) {
        return refuse(Refusal::header_missing);
    }
    if (id->empty() || id->contains('.')) {
        return refuse(Refusal::id_malformed);
    }
    if (const auto late = check_time(*timestamp, rule.tolerance, now); late != Refusal::none) {
        return refuse(late);
    }
    if (!verdict.accepted && usable.macs.empty() && usable.publics.empty()) {
        return refuse(usable.unusable ? Refusal::secret_unusable : Refusal::secret_missing);
    }
    return verdict;
}

} // namespace route9::adapters
