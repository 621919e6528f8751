// SPDX-License-Identifier: Apache-2.0
#include "gateway/acting_for.hpp"

#include "core/limits.hpp"

namespace route9::gateway {

std::optional<PartyId> seller_filter(const http::Request& request) {
    const Principal& principal = *request.principal;
    if (principal.role == Role::seller) {
        return principal.party;
    }
    if (const auto asked = request.target.query.find("seller")) {
        return PartyId{std::string{*asked}};
    }
    return std::nullopt;
}

PartyId seller_of(const Principal& principal, ObjectReader& reader, FieldErrors& errors) {
    const bool own = principal.role == Role::seller;
    const auto named =
        reader.text("seller", own ? Need::optional : Need::required, limits::text_bytes_max);
    if (!own) {
        return PartyId{named.value_or("")};
    }
    if (named && *named != principal.party.text()) {
        errors.push_back({"/seller", "not_yours", "leave it out: your key acts for its own seller"}
        );
    }
    return principal.party;
}

} // namespace route9::gateway
