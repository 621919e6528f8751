// SPDX-License-Identifier: Apache-2.0
#include "gateway/orders/order_words.hpp"

#include "gateway/orders/load_order.hpp"
#include "gateway/orders/mend_order.hpp"

#include <utility>

namespace route9::gateway {
namespace {

using namespace fulfillment;

std::string early_context(const TenantId& tenant, std::string_view external_id) {
    return "early/" + tenant.text() + "/" + std::string{external_id};
}

} // namespace

void keep_words(
    Tx& tx, OrderRecord& record, std::string_view words, const SealNonce& nonce, const Vault& vault
) {
    auto details = open_details(tx, record, vault);
    const auto key = person_key_of(tx, record, vault);
    if (words.empty() || !details || !key) {
        return;
    }
    details->words = words;
    record.recipient = reseal_recipient(*details, record.tenant, record.person, *key, nonce);
}

Result<void> keep_words(
    OrderRecord& record, const PreparedOrder& prepared, std::string_view words, const Vault& vault
) {
    if (words.empty()) {
        return {};
    }
    const WrappedKey& wrapped = prepared.sealed.wrapped_key;
    auto details = open_recipient(record.recipient, record.tenant, record.person, wrapped, vault);
    if (!details) {
        return Failure{std::move(details).error()};
    }
    const auto key = vault.unwrap(wrapped, person_key_context(record.tenant, record.person));
    if (!key) {
        return Failure{key.error()};
    }
    details->words = words;
    record.recipient =
        reseal_recipient(*details, record.tenant, record.person, *key, prepared.words_nonce);
    return {};
}

Json spoken_reasons(std::string_view stored, std::string_view words) {
    Json reasons = Json::parse(stored);
    for (Json& reason : reasons) {
        const Json& code = reason.at("code");
        if (!words.empty() && (code == "CANCELLED" || code == "CANCELLED_BEFORE")) {
            reason["note"] = words;
        }
    }
    return reasons;
}

EarlyWords seal_early_words(
    std::string_view words,
    const TenantId& tenant,
    std::string_view external_id,
    const PeriodKey& key,
    const SealNonce& nonce
) {
    if (words.empty()) {
        return {};
    }
    const std::string context = early_context(tenant, external_id);
    return {
        .clear = "",
        .sealed = seal(key.key, nonce, as_byte_view(words), as_byte_view(context)),
        .day = key.day,
    };
}

std::string open_early_words(
    Tx& tx,
    const EarlyWords& words,
    const TenantId& tenant,
    std::string_view external_id,
    Keyring& keyring
) {
    if (words.sealed.empty()) {
        return words.clear;
    }
    const auto key = keyring.of_day(tx, tenant, Purpose::words, words.day);
    if (!key) {
        return {};
    }
    const std::string context = early_context(tenant, external_id);
    const auto plain = unseal(*key, words.sealed, as_byte_view(context));
    if (!plain) {
        throw StoreFailure{StoreFault::misuse, "early words do not open under their key"};
    }
    return {reinterpret_cast<const char*>(plain->data()), plain->size()};
}

} // namespace route9::gateway
