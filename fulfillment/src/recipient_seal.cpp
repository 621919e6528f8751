// SPDX-License-Identifier: Apache-2.0
#include "fulfillment/recipient_seal.hpp"

#include "core/json.hpp"
#include "core/text.hpp"

#include <array>
#include <utility>

namespace route9::fulfillment {
namespace {

// Short names: this text is sealed once an order, and the write budget counts its bytes.
constexpr std::array<std::pair<std::string_view, std::string Recipient::*>, 9> kMembers{{
    {"n", &Recipient::name},
    {"p", &Recipient::phone},
    {"c", &Recipient::country},
    {"v", &Recipient::province},
    {"d", &Recipient::district},
    {"b", &Recipient::village},
    {"a", &Recipient::address_line},
    {"l", &Recipient::landmark},
    {"u", &Recipient::pickup_point},
}};
constexpr std::string_view kNote = "t";
constexpr std::string_view kWords = "w";

std::string context_of(const TenantId& tenant, const PersonId& person) {
    return "recipient/" + tenant.text() + "/" + person.text();
}

std::string plain_text(const PersonalDetails& details) {
    Json json = Json::object();
    for (const auto& [name, member] : kMembers) {
        if (!(details.recipient.*member).empty()) {
            json[std::string{name}] = details.recipient.*member;
        }
    }
    if (!details.note.empty()) {
        json[std::string{kNote}] = details.note;
    }
    if (!details.words.empty()) {
        json[std::string{kWords}] = details.words;
    }
    return json.dump();
}

std::string text_member(const Json& json, std::string_view name) {
    const auto found = json.find(name);
    return found == json.end() ? std::string{} : found->get<std::string>();
}

} // namespace

std::string person_key_context(const TenantId& tenant, const PersonId& person) {
    return "person/" + tenant.text() + "/" + person.text();
}

SealedRecipient seal_recipient(
    const PersonalDetails& details,
    std::string_view normalised_phone,
    const TenantId& tenant,
    const Secret& index_key,
    const Vault& vault,
    Entropy& entropy,
    Instant now
) {
    SealedRecipient out;
    out.person = PersonId::make(now, entropy);
    DataKey key = vault.make_key(entropy, person_key_context(tenant, out.person));
    out.sealed = reseal_recipient(details, tenant, out.person, key.key, make_nonce(entropy));
    out.wrapped_key = std::move(key.wrapped);
    out.phone_index = blind_index(index_key, "phone", normalised_phone);
    out.name_index = blind_index(index_key, "name", fold_name(details.recipient.name));
    return out;
}

Bytes reseal_recipient(
    const PersonalDetails& details,
    const TenantId& tenant,
    const PersonId& person,
    const Secret& key,
    const SealNonce& nonce
) {
    return seal(
        key, nonce, as_byte_view(plain_text(details)), as_byte_view(context_of(tenant, person))
    );
}

Result<PersonalDetails> open_recipient(
    ByteView sealed,
    const TenantId& tenant,
    const PersonId& person,
    ByteView wrapped_key,
    const Vault& vault
) {
    auto key = vault.unwrap(wrapped_key, person_key_context(tenant, person));
    if (!key) {
        return Failure{std::move(key).error()};
    }
    const auto plain = unseal(*key, sealed, as_byte_view(context_of(tenant, person)));
    if (!plain) {
        return fail(ErrorCode::internal, "sealed recipient does not open");
    }
    const Json json = Json::parse(
        reinterpret_cast<const char*>(plain->data()),
        reinterpret_cast<const char*>(plain->data()) + plain->size()
    );
    PersonalDetails details;
    for (const auto& [name, member] : kMembers) {
        details.recipient.*member = text_member(json, name);
    }
    details.note = text_member(json, kNote);
    details.words = text_member(json, kWords);
    return details;
}

} // namespace route9::fulfillment
