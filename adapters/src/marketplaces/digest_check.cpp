// SPDX-License-Identifier: Apache-2.0
#include "core/crypto.hpp"
#include "core/json.hpp"
#include "marketplaces/hook_value.hpp"
#include "marketplaces/openssl_hmac.hpp"
#include "marketplaces/signature_check.hpp"

#include <string>

namespace route9::adapters {
namespace {

/// base64 of the digest's bytes, or of its hex digits: both are in use.
bool is_digest(const Bytes& presented, const Bytes& digest) {
    const std::string digits = hex(digest);
    const ByteView text = as_byte_view(digits);
    const bool is_plain = presented.size() == digest.size() && equal_secret(presented, digest);
    const bool is_text = presented.size() == text.size() && equal_secret(presented, text);
    return is_plain || is_text;
}

} // namespace

Verification
check_digest(const SignatureRule& rule, const HookRequest& request, const HookKeys& keys) {
    Verification verdict{.refusal = Refusal::header_missing};
    bool any = false;
    for (const ActiveSecret& secret : keys.secrets) {
        any = any || !secret.value.empty();
    }
    for (std::size_t row = 0; row < rule.digests.size(); ++row) {
        const auto given = value_of(rule.digests[row].digest, request, Json{});
        const auto content = value_of(rule.digests[row].content, request, Json{});
        if (!given || !content) {
            continue;
        }
        const auto presented = from_base64(*given);
        verdict.refusal = presented ? Refusal::mismatch : Refusal::header_malformed;
        for (const ActiveSecret& secret : keys.secrets) {
            if (secret.value.empty()) {
                continue;
            }
            const Bytes digest = md5(*content + std::string{secret.value.reveal_text()});
            if (presented && is_digest(*presented, digest)) {
                return {
                    .accepted = true,
                    .refusal = Refusal::none,
                    .secret_id = secret.id,
                    .candidate = row
                };
            }
        }
    }
    return any ? verdict : Verification{.refusal = Refusal::secret_missing};
}

} // namespace route9::adapters
