// SPDX-License-Identifier: Apache-2.0
// Statements of custody signed and checked as docs/api.md tells carriers to, with OpenSSL's SHA-256
// and Ed25519 and nothing of ours. Used on the test's thread.
#pragma once

#include <memory>
#include <string>

struct evp_pkey_st;

namespace route9::tests {

/// A fresh Ed25519 key.
class SigningKey {
public:
    SigningKey();

    std::string public_key() const; // base64
    /// Of a canonical statement: base64.
    std::string sign_custody(const std::string& statement) const;

private:
    std::shared_ptr<evp_pkey_st> key_;
};

/// `hash` is that of the statement and the signature holds for it under the key; base64.
bool holds_by_openssl(
    const std::string& public_key,
    const std::string& statement,
    const std::string& hash,
    const std::string& signature
);

} // namespace route9::tests
