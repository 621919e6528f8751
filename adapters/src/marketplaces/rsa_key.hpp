// SPDX-License-Identifier: Apache-2.0
// RSA public keys as platforms give them: PEM, also where a form has lost its line breaks.
// Any thread.
#pragma once

#include <openssl/evp.h>

#include <memory>
#include <string_view>

namespace route9::adapters {

struct FreeKey {
    void operator()(EVP_PKEY* key) const noexcept { EVP_PKEY_free(key); }
};
using RsaKey = std::unique_ptr<EVP_PKEY, FreeKey>;

/// Null when it is no RSA public key of at least 2048 bits.
RsaKey read_rsa_public_key(std::string_view pem);
/// One that no platform has; made at its first use and kept.
EVP_PKEY* rsa_key_of_nobody();

} // namespace route9::adapters
