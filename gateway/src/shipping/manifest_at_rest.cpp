// SPDX-License-Identifier: Apache-2.0
#include "gateway/shipping/manifest_at_rest.hpp"

namespace route9::gateway {

using fulfillment::Manifest;

namespace {

std::string context_of(const Manifest& manifest) {
    return "manifest/" + manifest.tenant.text() + "/" + manifest.id.text();
}

} // namespace

void seal_document(
    Manifest& manifest, const Json& served, const PeriodKey& key, const SealNonce& nonce
) {
    manifest.document_day = key.day;
    manifest.document =
        seal(key.key, nonce, as_byte_view(print_json(served)), as_byte_view(context_of(manifest)));
}

Result<std::string> open_document(Tx& tx, const Manifest& manifest, Keyring& keyring) {
    const auto key = keyring.of_day(tx, manifest.tenant, Purpose::manifest, manifest.document_day);
    if (!key) {
        return Failure{key.error()};
    }
    const auto plain = unseal(*key, manifest.document, as_byte_view(context_of(manifest)));
    if (!plain) {
        throw StoreFailure{StoreFault::misuse, "a manifest does not open under its key"};
    }
    return std::string{reinterpret_cast<const char*>(plain->data()), plain->size()};
}

} // namespace route9::gateway
