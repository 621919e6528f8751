// SPDX-License-Identifier: Apache-2.0
// Passkeys: what an authenticator answers to navigator.credentials.create and .get, checked as
// WebAuthn Level 2 §7.1 and §7.2 say, for attestation "none" and a verified person. Values only;
// the caller knows the challenge it gave and sees that it is used once.
#pragma once

#include "core/crypto.hpp"

#include <cstdint>
#include <expected>
#include <string>
#include <string_view>

namespace route9::adapters {

/// What the answer must be bound to. `challenge` is base64url without padding, as it was given.
struct PasskeyCeremony {
    std::string challenge;
    std::string origin; // "https://r9.example.vn"
    std::string rp_id;  // "r9.example.vn"
};

/// Why an answer is refused, in words for logs and developers.
using PasskeyRefusal = std::unexpected<std::string>;

struct NewPasskey {
    Bytes credential_id;
    Bytes cose_key; // RFC 9052, of an algorithm we verify
    std::int64_t sign_count = 0;
};

std::expected<NewPasskey, std::string> verify_registration(
    std::string_view client_data, ByteView attestation_object, const PasskeyCeremony& ceremony
);

struct PasskeyAssertion {
    std::string_view client_data;
    ByteView authenticator_data;
    ByteView signature;
};

struct KnownPasskey {
    ByteView cose_key;
    std::int64_t sign_count = 0;
};

/// The authenticator's new count, which has not gone back.
std::expected<std::int64_t, std::string> verify_assertion(
    const PasskeyAssertion& assertion, const KnownPasskey& known, const PasskeyCeremony& ceremony
);

} // namespace route9::adapters
