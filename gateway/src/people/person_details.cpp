// SPDX-License-Identifier: Apache-2.0
#include "gateway/people/person_details.hpp"

#include "core/json.hpp"
#include "core/limits.hpp"

#include <algorithm>

namespace route9::gateway {
namespace {

std::string details_context(const UserId& user) {
    return "user/details/" + user.text();
}

bool is_address_character(char c) {
    return c > ' ' && c < 0x7f && c != '<' && c != '>' && c != '"' && c != ',';
}

} // namespace

std::optional<std::string> read_email(std::string_view text) {
    while (text.starts_with(' ')) {
        text.remove_prefix(1);
    }
    while (text.ends_with(' ')) {
        text.remove_suffix(1);
    }
    const auto at = text.find('@');
    const bool fits = text.size() <= limits::email_bytes_max && at != text.npos && at > 0 &&
                      at + 1 < text.size() && text.find('@', at + 1) == text.npos &&
                      std::ranges::all_of(text, is_address_character);
    if (!fits) {
        return std::nullopt;
    }
    std::string email{text};
    std::ranges::transform(email, email.begin(), [](char c) {
        return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    });
    return email;
}

BlindIndex email_index(const Secret& index_key, std::string_view email) {
    return blind_index(index_key, "user/email", email);
}

std::string person_key_context(const TenantId& tenant, const UserId& user) {
    return "person/" + tenant.text() + "/" + user.text();
}

Result<Secret> person_key(Tx& tx, const TenantId& tenant, const UserId& user, const Vault& vault) {
    const auto wrapped = users::wrapped_key(tx, tenant, user);
    if (!wrapped) {
        return fail(ErrorCode::not_found, "this person was erased");
    }
    return vault.unwrap(*wrapped, person_key_context(tenant, user));
}

Bytes seal_details(
    const PersonDetails& details, const UserId& user, const Secret& key, const SealNonce& nonce
) {
    const std::string text = print_json(Json{{"email", details.email}, {"name", details.name}});
    return seal(key, nonce, as_byte_view(text), as_byte_view(details_context(user)));
}

PersonDetails open_details(Tx& tx, const UserRecord& user, const Vault& vault) {
    const auto key = person_key(tx, user.tenant, user.id, vault);
    if (!key && key.error().code == ErrorCode::not_found) {
        return {};
    }
    const auto plain =
        key ? unseal(*key, user.details, as_byte_view(details_context(user.id))) : std::nullopt;
    if (!plain) {
        throw StoreFailure{StoreFault::misuse, "a person's details do not open under their key"};
    }
    const void* start = plain->data();
    const auto json = parse_json({static_cast<const char*>(start), plain->size()});
    return {json.value().value("email", ""), json.value().value("name", "")};
}

} // namespace route9::gateway
