// SPDX-License-Identifier: Apache-2.0
#include "admin/admin_options.hpp"
#include "core/limits.hpp"
#include "core/tenancy.hpp"
#include "core/text.hpp"

#include <algorithm>

namespace route9::gateway {

namespace {

/// A name is printed on papers and screens: one line of text.
Result<void> check_name(const std::string& given) {
    const bool line =
        std::ranges::none_of(given, [](unsigned char byte) { return byte < 0x20 || byte == 0x7f; });
    if (given.empty() || given.size() > limits::text_bytes_max || !line || !is_valid_utf8(given)) {
        return fail_field(
            "--name", "bad_value", "give a name: one line of text, without control characters"
        );
    }
    return {};
}

} // namespace

AdminResult create_tenant(const AdminOptions& options, const AdminContext& context) {
    if (auto checked = check_name(options.name); !checked) {
        return Failure{std::move(checked).error()};
    }
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
    if (auto checked = check_name(options.name); !checked) {
        return Failure{std::move(checked).error()};
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
