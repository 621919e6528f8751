// SPDX-License-Identifier: Apache-2.0
#include "marketplaces/rsa_key.hpp"

#include "adapters/marketplaces/signature_verifier.hpp"
#include "core/crypto.hpp"

#include <openssl/rsa.h>
#include <openssl/x509.h>

#include <algorithm>
#include <string>

namespace route9::adapters {
namespace {

constexpr std::string_view kBegin = "-----BEGIN PUBLIC KEY-----";
constexpr std::string_view kEnd = "-----END PUBLIC KEY-----";
constexpr int kBitsMin = 2048;

} // namespace

RsaKey read_rsa_public_key(std::string_view pem) {
    const auto begin = pem.find(kBegin);
    const auto end = pem.find(kEnd);
    if (begin == pem.npos || end == pem.npos || end < begin) {
        return nullptr;
    }
    std::string text{pem.substr(begin + kBegin.size(), end - begin - kBegin.size())};
    std::erase_if(text, [](char c) { return c == '\n' || c == '\r' || c == ' '; });
    const auto der = from_base64(text);
    if (!der) {
        return nullptr;
    }
    const auto* at = reinterpret_cast<const unsigned char*>(der->data());
    RsaKey key{d2i_PUBKEY(nullptr, &at, static_cast<long>(der->size()))};
    const bool fits = key && EVP_PKEY_get_base_id(key.get()) == EVP_PKEY_RSA &&
                      EVP_PKEY_get_bits(key.get()) >= kBitsMin;
    return fits ? std::move(key) : nullptr;
}

bool is_rsa_public_key(std::string_view pem) {
    return read_rsa_public_key(pem) != nullptr;
}

EVP_PKEY* rsa_key_of_nobody() {
    static const RsaKey key{EVP_RSA_gen(kBitsMin)};
    return key.get();
}

} // namespace route9::adapters
