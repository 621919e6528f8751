// SPDX-License-Identifier: Apache-2.0
#include "gateway/people/totp_seal.hpp"

namespace route9::gateway {
namespace {

std::string totp_context(const UserId& user) {
    return "user/totp/" + user.text();
}

} // namespace

Bytes seal_totp_key(
    const Secret& totp_key, const UserId& user, const Secret& person_key, const SealNonce& nonce
) {
    return seal(person_key, nonce, totp_key.reveal(), as_byte_view(totp_context(user)));
}

Secret open_totp_key(const TotpRecord& totp, const UserId& user, const Secret& person_key) {
    auto plain = unseal(person_key, totp.sealed_key, as_byte_view(totp_context(user)));
    if (!plain) {
        throw StoreFailure{StoreFault::misuse, "an app's key does not open under its person's"};
    }
    Secret key{std::span<const std::byte>{*plain}};
    wipe(plain->data(), plain->size());
    return key;
}

} // namespace route9::gateway
