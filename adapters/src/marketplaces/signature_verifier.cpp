// SPDX-License-Identifier: Apache-2.0
#include "adapters/marketplaces/signature_verifier.hpp"

#include "core/assert.hpp"
#include "marketplaces/signature_check.hpp"

#include <algorithm>
#include <array>

namespace route9::adapters {
namespace {

struct RefusalWords {
    Refusal refusal;
    std::string_view name;
    std::string_view explanation;
};

constexpr std::array<RefusalWords, 15> kWords{{
    {Refusal::none, "none", "The signature is good."},
    {Refusal::unknown_connection, "unknown_connection", "No connection or app has this id."},
    {Refusal::secret_missing, "secret_missing", "The connection has no active secret."},
    {Refusal::secret_unusable,
     "secret_unusable",
     "The secret cannot be a key here: it is not base64, or it is a public key."},
    {Refusal::setting_missing,
     "setting_missing",
     "The signed text needs a setting that is not set (app_key), or a setting is wrong."},
    {Refusal::header_missing,
     "header_missing",
     "A signature header is absent, or stands more than once."},
    {Refusal::header_malformed,
     "header_malformed",
     "The signature header has the wrong prefix or encoding."},
    {Refusal::wrong_length, "wrong_length", "The signature has not as many bytes as its kind."},
    {Refusal::token_missing, "token_missing", "The message holds no token where it should."},
    {Refusal::id_malformed, "id_malformed", "webhook-id is empty or holds a dot."},
    {Refusal::timestamp_malformed,
     "timestamp_malformed",
     "The timestamp header is not a whole number of seconds."},
    {Refusal::too_old, "too_old", "The signed time is further back than the tolerance."},
    {Refusal::too_new, "too_new", "The signed time is further ahead than the tolerance."},
    {Refusal::mismatch,
     "mismatch",
     "No active secret makes this signature: check secret, public URL and raw body."},
    {Refusal::not_pushed,
     "not_pushed",
     "This platform pushes nothing: its messages are fetched from it."},
}};

const RefusalWords& words_of(Refusal refusal) noexcept {
    const auto* row = std::ranges::find(kWords, refusal, &RefusalWords::refusal);
    ROUTE9_ASSERT(row != kWords.end());
    return *row;
}

/// Keys that no one has, in the shape of real ones.
HookKeys keys_of_nobody() {
    HookKeys keys;
    keys.secrets.push_back({"", Secret{std::string_view{"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"}}});
    keys.settings.emplace("app_key", "0");
    return keys;
}

} // namespace

Verification
verify_hook(const Profile& profile, const HookRequest& request, const HookKeys* keys, Instant now) {
    const HookKeys nobody = keys == nullptr ? keys_of_nobody() : HookKeys{};
    const auto& used = keys == nullptr ? nobody : *keys;
    Verification verdict;
    switch (profile.signature.scheme) {
    case SignatureScheme::hmac:
        verdict = check_hmac(profile.signature, request, used);
        break;
    case SignatureScheme::rsa:
        verdict = check_rsa(profile.signature, request, used);
        break;
    case SignatureScheme::token:
        verdict = check_token(profile.signature, request, used);
        break;
    case SignatureScheme::content_digest:
        verdict = check_digest(profile.signature, request, used);
        break;
    case SignatureScheme::simple:
        verdict = check_simple(request, used, now);
        break;
    case SignatureScheme::standard_webhooks:
        verdict = check_standard(profile.signature, request, used, now);
        break;
    case SignatureScheme::none:
        verdict = {.accepted = false, .refusal = Refusal::not_pushed};
        break;
    }
    if (keys == nullptr) {
        return {.accepted = false, .refusal = Refusal::unknown_connection};
    }
    return verdict;
}

std::string_view name(Refusal refusal) noexcept {
    return words_of(refusal).name;
}

std::string_view explain(Refusal refusal) noexcept {
    return words_of(refusal).explanation;
}

} // namespace route9::adapters
