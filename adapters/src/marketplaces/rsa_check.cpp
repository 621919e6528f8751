// SPDX-License-Identifier: Apache-2.0
// Adobe Commerce signs the base64 of the body with RSA (PKCS #1 v1.5, SHA-256).
#include "core/crypto.hpp"
#include "marketplaces/rsa_key.hpp"
#include "marketplaces/signature_check.hpp"

#include <optional>
#include <string>

namespace route9::adapters {
namespace {

constexpr std::string_view kKeySetting = "public_key";

bool is_signed(EVP_PKEY* key, const std::string& text, const Bytes& signature) {
    const std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)> context{
        EVP_MD_CTX_new(), EVP_MD_CTX_free
    };
    return context != nullptr &&
           EVP_DigestVerifyInit(context.get(), nullptr, EVP_sha256(), nullptr, key) == 1 &&
           EVP_DigestVerify(
               context.get(),
               reinterpret_cast<const unsigned char*>(signature.data()),
               signature.size(),
               reinterpret_cast<const unsigned char*>(text.data()),
               text.size()
           ) == 1;
}

} // namespace

Verification
check_rsa(const SignatureRule& rule, const HookRequest& request, const HookKeys& keys) {
    const auto set = keys.settings.find(kKeySetting);
    const auto value = single_header(request, rule.header);
    const auto signature = value ? from_base64(*value) : std::nullopt;
    const bool has_key = set != keys.settings.end() && !set->second.empty();
    const RsaKey key = has_key ? read_rsa_public_key(set->second) : nullptr;
    // Without a key or a signature the same work is done for nobody.
    EVP_PKEY* used = key ? key.get() : rsa_key_of_nobody();
    const bool good =
        is_signed(used, base64(as_byte_view(request.body)), signature.value_or(Bytes(256)));
    if (!has_key) {
        return {.refusal = Refusal::secret_missing};
    }
    if (!key) {
        return {.refusal = Refusal::secret_unusable};
    }
    if (!signature) {
        return {.refusal = value ? Refusal::header_malformed : Refusal::header_missing};
    }
    if (!good) {
        return {.refusal = Refusal::mismatch};
    }
    return {.accepted = true, .refusal = Refusal::none, .secret_id = std::string{kKeySetting}};
}

} // namespace route9::adapters
