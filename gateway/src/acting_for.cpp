// SPDX-License-Identifier: Apache-2.0
#include "gateway/acting_for.hpp"

#include "core/limits.hpp"

namespace route9::gateway {

std::optional<PartyId> confined_to(const Principal& principal) {
    switch (principal.role) {
    case Role::operator_:
    case Role::warehouse:
    case Role::finance:
        return std::nullopt;
    case Role::seller:
    case Role::carrier:
    case Role::marketplace:
    case Role::broker:
        return principal.party;
    }
    return principal.party;
}

Reach reach_of(const Principal& principal) {
    const auto party = confined_to(principal);
    if (!party || principal.role == Role::broker) { // a broker declares every seller's goods
        return Reach::of(principal.tenant);
    }
    return principal.role == Role::carrier ? Reach::of_carrier(principal.tenant, *party)
                                           : Reach::of_seller(principal.tenant, *party);
}

bool acts_for_sellers(const Principal& principal) {
    return principal.role == Role::seller || !confined_to(principal);
}

std::optional<PartyId> asked_seller(const http::Request& request) {
    if (const auto asked = request.target.query.find("seller")) {
        return PartyId{std::string{*asked}};
    }
    return std::nullopt;
}

Result<std::optional<PartyId>> seller_filter(const http::Request& request) {
    auto own = confined_to(*request.principal);
    auto asked = asked_seller(request);
    if (own && asked && *asked != *own) {
        return fail(ErrorCode::not_found);
    }
    return own ? std::move(own) : std::move(asked);
}

PartyId seller_of(const Principal& principal, ObjectReader& reader, FieldErrors& errors) {
    const auto own = confined_to(principal);
    const auto named =
        reader.text("seller", own ? Need::optional : Need::required, limits::text_bytes_max);
    if (!own) {
        return PartyId{named.value_or("")};
    }
    if (!acts_for_sellers(principal) || (named && *named != own->text())) {
        errors.push_back({"/seller", "not_yours", "leave it out: your key acts for its own seller"}
        );
    }
    return *own;
}

} // namespace route9::gateway
