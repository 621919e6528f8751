// SPDX-License-Identifier: Apache-2.0
#include "admin/admin_options.hpp"
#include "core/tenancy.hpp"
#include "gateway/people/find_user.hpp"
#include "gateway/people/invitation.hpp"

#include <utility>

namespace route9::gateway {
namespace {

Result<Secret> index_key_of(Tx& tx, const TenantId& id, const Vault& vault) {
    const auto tenant = tenancy::find_tenant(tx, id);
    if (!tenant) {
        return fail(ErrorCode::not_found, "there is no tenant " + id.text());
    }
    return vault.unwrap(tenant->index_key, tenancy::index_key_context(id));
}

Result<InvitationRequest> read_invitation(const AdminOptions& options) {
    const auto role = parse_role(options.role);
    if (!role) {
        return fail_field(
            "/role",
            "unknown_value",
            "use seller, carrier, marketplace, broker, warehouse, finance or operator"
        );
    }
    const auto email = read_email(options.email);
    if (!email) {
        return fail_field("/email", "bad_value", "give one address like bunmi@example.la");
    }
    const std::string& shown = options.name.empty() ? *email : options.name;
    return InvitationRequest{
        .tenant = TenantId{options.tenant},
        .details = {.email = *email, .name = shown},
        .role = *role,
        .party = PartyId{options.party},
        .by = std::nullopt,
    };
}

std::string line_of(Tx& tx, const UserRecord& user, const Vault& vault) {
    const PersonDetails details = open_details(tx, user, vault);
    std::string line = user.id.text() + "  " + std::string{name(user.role)};
    line += "  " + (user.party.empty() ? std::string{"-"} : user.party.text());
    line += "  " + std::string{name(user.state)} + "  " + details.email;
    return line;
}

} // namespace

AdminResult invite_user(const AdminOptions& options, const AdminContext& context) {
    const auto wanted = read_invitation(options);
    if (!wanted) {
        return Failure{wanted.error()};
    }
    const auto key =
        context.store.read([&](Tx& tx) { return index_key_of(tx, wanted->tenant, context.vault); });
    if (!key) {
        return Failure{key.error()};
    }
    const Invitation invitation =
        prepare_invitation(*wanted, *key, context.vault, context.entropy, context.clock.business());
    const auto invited = context.store.write([&](Tx& tx) { return invite(tx, invitation); });
    if (!invited) {
        return Failure{invited.error()};
    }
    return link_text(context.origin, invitation.token);
}

AdminResult recover_user(const AdminOptions& options, const AdminContext& context) {
    const TenantId tenant{options.tenant};
    const auto user = context.store.read([&](Tx& tx) { return find_user(tx, tenant, options.id); });
    if (!user) {
        return Failure{user.error()};
    }
    const FreshLink fresh =
        prepare_link(*user, std::nullopt, context.entropy, context.clock.business());
    const auto issued = context.store.write([&](Tx& tx) { return issue_link(tx, fresh); });
    if (!issued) {
        return Failure{issued.error()};
    }
    return link_text(context.origin, fresh.token);
}

AdminResult list_users(const AdminOptions& options, const AdminContext& context) {
    constexpr int kLinesMax = 1'000;
    const TenantId tenant{options.tenant};
    return context.store.read([&](Tx& tx) -> AdminResult {
        if (!tenancy::find_tenant(tx, tenant)) {
            return fail(ErrorCode::not_found, "there is no tenant " + options.tenant);
        }
        std::string out;
        for (const UserRecord& user : users::page(tx, tenant, std::nullopt, kLinesMax)) {
            out += (out.empty() ? "" : "\n") + line_of(tx, user, context.vault);
        }
        return out;
    });
}

} // namespace route9::gateway
