// SPDX-License-Identifier: Apache-2.0
#include "gateway/people/sealed_ticket.hpp"

#include "core/json.hpp"

namespace route9::gateway {
namespace {

std::string_view context_of(TicketPurpose purpose) {
    switch (purpose) {
    case TicketPurpose::second_factor:
        return "ticket/second-factor";
    case TicketPurpose::passkey_create:
        return "ticket/passkey-create";
    case TicketPurpose::passkey_get:
        return "ticket/passkey-get";
    }
    return {};
}

} // namespace

std::string
TicketOffice::issue(TicketPurpose purpose, const Ticket& ticket, Entropy& entropy) const {
    const Json json{
        {"tenant", ticket.tenant.text()},
        {"user", ticket.user ? ticket.user->text() : ""},
        {"version", ticket.user_version},
        {"expires", ticket.expires_at.time_since_epoch().count()},
    };
    return base64url(seal(
        key_, make_nonce(entropy), as_byte_view(print_json(json)), as_byte_view(context_of(purpose))
    ));
}

std::optional<Ticket>
TicketOffice::read(TicketPurpose purpose, std::string_view text, Instant now) const {
    const auto sealed = from_base64url(text);
    const auto plain =
        sealed ? unseal(key_, *sealed, as_byte_view(context_of(purpose))) : std::nullopt;
    if (!plain) {
        return std::nullopt;
    }
    const void* start = plain->data();
    const Json json = parse_json({static_cast<const char*>(start), plain->size()}).value();
    Ticket ticket;
    ticket.tenant = TenantId{json.at("tenant").get<std::string>()};
    if (const auto user = UserId::parse(json.at("user").get<std::string>())) {
        ticket.user = *user;
    }
    ticket.user_version = json.at("version").get<std::int64_t>();
    ticket.expires_at = Instant{Milliseconds{json.at("expires").get<std::int64_t>()}};
    return ticket.expires_at > now ? std::optional{std::move(ticket)} : std::nullopt;
}

} // namespace route9::gateway
