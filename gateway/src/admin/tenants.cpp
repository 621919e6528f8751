// SPDX-License-Identifier: Apache-2.0
#include "admin/admin_options.hpp"
#include "core/tenancy.hpp"

namespace route9::gateway {

AdminResult create_tenant(const AdminOptions& options, const AdminContext& context) {
    const auto tenant = tenancy::prepare_tenant(
        options.id, options.name, context.vault, context.entropy, context.clock.business()
    );
    if (!tenant) {
        return Failure{tenant.error()};
    }
    const auto created =
        context.store.write([&](Tx& tx) { return tenancy::create_tenant(tx, *tenant); });
    if (!created) {
        return Failure{created.error()};
    }
    return created->id.text();
}

AdminResult create_party(const AdminOptions& options, const AdminContext& context) {
    const auto id = check_given_id("/id", options.id);
    if (!id) {
        return Failure{id.error()};
    }
    const auto kind = parse_party_kind(options.kind);
    if (!kind) {
        return fail_field(
            "/kind", "unknown_value", "use seller, carrier, marketplace, broker or warehouse"
        );
    }
    const Party party{
        .tenant = TenantId{options.tenant},
        .id = PartyId{*id},
        .kind = *kind,
        .name = options.name,
        .created_at = context.clock.business(),
    };
    const auto created =
        context.store.write([&](Tx& tx) { return tenancy::create_party(tx, party); });
    if (!created) {
        return Failure{created.error()};
    }
    return created->id.text();
}

} // namespace route9::gateway
