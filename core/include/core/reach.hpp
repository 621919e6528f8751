// SPDX-License-Identifier: Apache-2.0
// Whose rows a unit of work may touch: everybody's (workers and look-ups that must first find out
// whose they are), one tenant's, or one party's inside it. The engine enforces it where it can, as
// a second wall behind the statements' own conditions; see docs/adr/0011.
#pragma once

#include "core/names.hpp"

#include <string>
#include <string_view>
#include <utility>

namespace route9 {

class Reach {
public:
    /// Crosses tenants.
    static Reach everything() { return {}; }
    /// Of a tenant without a name nothing is within reach.
    static Reach of(const TenantId& tenant) { return Reach{tenant.text(), {}, {}}; }
    /// Reads the seller's rows only, and changes no other seller's.
    static Reach of_seller(const TenantId& tenant, const PartyId& seller) {
        return Reach{tenant.text(), seller.text(), {}};
    }
    static Reach of_carrier(const TenantId& tenant, const PartyId& carrier) {
        return Reach{tenant.text(), {}, carrier.text()};
    }

    bool crosses_tenants() const noexcept { return crosses_tenants_; }
    /// Empty when nothing is confined to one.
    const std::string& tenant() const noexcept { return tenant_; }
    const std::string& seller() const noexcept { return seller_; }
    const std::string& carrier() const noexcept { return carrier_; }

    friend bool operator==(const Reach&, const Reach&) = default;

private:
    Reach() = default;
    Reach(std::string tenant, std::string seller, std::string carrier)
        : crosses_tenants_(false), tenant_(std::move(tenant)), seller_(std::move(seller)),
          carrier_(std::move(carrier)) {}

    bool crosses_tenants_ = true;
    std::string tenant_{};
    std::string seller_{};
    std::string carrier_{};
};

} // namespace route9
