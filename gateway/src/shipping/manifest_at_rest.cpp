// SPDX-License-Identifier: Apache-2.0
#include "gateway/shipping/manifest_at_rest.hpp"

namespace route9::gateway {

using fulfillment::Manifest;

namespace {

std::string context_of(const Manifest& manifest) {
    return "manifest/" + manifest.tenant.text() + "/" + manifest.id.text();
}

std::string answer_context(const Manifest& manifest) {
    return "acknowledgement/" + manifest.tenant.text() + "/" + manifest.id.text();
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

Result<Bytes> seal_acknowledgement(
    Tx& tx, const Manifest& manifest, const Json& answer, Keyring& keyring, const SealNonce& nonce
) {
    const auto key = keyring.of_day(tx, manifest.tenant, Purpose::manifest, manifest.document_day);
    if (!key) {
        return Failure{key.error()};
    }
    return seal(*key, nonce, as_byte_view(answer.dump()), as_byte_view(answer_context(manifest)));
}

Result<Json> open_acknowledgement(Tx& tx, const Manifest& manifest, Keyring& keyring) {
    if (manifest.acknowledgement.empty()) {
        return Json::parse(manifest.clear_acknowledgement);
    }
    const auto key = keyring.of_day(tx, manifest.tenant, Purpose::manifest, manifest.document_day);
    if (!key) {
        return Failure{key.error()};
    }
    const auto plain =
        unseal(*key, manifest.acknowledgement, as_byte_view(answer_context(manifest)));
    if (!plain) {
        throw StoreFailure{StoreFault::misuse, "an acknowledgement does not open under its key"};
    }
    const char* text = reinterpret_cast<const char*>(plain->data());
    return Json::parse(text, text + plain->size());
}

} // namespace route9::gateway
