// SPDX-License-Identifier: Apache-2.0
// What a browser carries from one step of a sign-in to the next, and the challenges of passkeys:
// sealed by us, bound to a purpose, dead after limits::sign_in_step_max. Nothing is stored until
// one is used. Immutable, shared by the workers.
#pragma once

#include "core/crypto.hpp"
#include "core/names.hpp"
#include "core/time.hpp"
#include "core/vault.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace route9::gateway {

enum class TicketPurpose : std::uint8_t { second_factor, passkey_create, passkey_get };

struct Ticket {
    TenantId tenant;
    std::optional<UserId> user;
    std::int64_t user_version = 0;
    Instant expires_at{};
};

class TicketOffice {
public:
    explicit TicketOffice(const Vault& vault) : key_(vault.derive("sign-in tickets")) {}

    std::string issue(TicketPurpose purpose, const Ticket& ticket, Entropy& entropy) const;
    /// Nullopt for what is not ours, for another purpose, or too old.
    std::optional<Ticket> read(TicketPurpose purpose, std::string_view text, Instant now) const;

private:
    Secret key_;
};

} // namespace route9::gateway
