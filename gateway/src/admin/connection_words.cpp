// SPDX-License-Identifier: Apache-2.0
#include "admin/connection_words.hpp"

#include "core/tenancy.hpp"

#include <array>

namespace route9::gateway {
namespace {

constexpr std::size_t kMadeSecretBytes = 32;

} // namespace

std::string make_secret(Entropy& entropy) {
    std::array<std::byte, kMadeSecretBytes> random{};
    entropy.fill(random);
    return "whsec_" + base64(random);
}

Result<std::map<std::string, std::string>>
settings_from(const AdminOptions& options, const adapters::Profile& profile) {
    std::map<std::string, std::string> settings;
    for (const std::string& pair : options.settings) {
        const auto equals = pair.find('=');
        if (equals == std::string::npos || equals == 0) {
            return fail_field("/set", "bad_value", "write key=value, got " + pair);
        }
        settings[pair.substr(0, equals)] = pair.substr(equals + 1);
    }
    if (!options.shop.empty()) {
        settings[profile.shop_setting] = options.shop;
    }
    return settings;
}

Result<ConnectionId> connection_id(const AdminOptions& options, const AdminContext& context) {
    std::string text = options.id;
    if (text.empty()) {
        const auto made = make_id_bytes(context.clock.business(), context.entropy);
        text = "con-" + format_id("c", made).substr(2);
    }
    auto id = check_given_id("/id", text);
    if (!id) {
        return Failure{std::move(id).error()};
    }
    return ConnectionId{*id};
}

Result<PartyId> party_of(Tx& tx, const TenantId& tenant, const PartyId& given, PartyKind kind) {
    const std::string wanted = kind == PartyKind::carrier
                                   ? "name the carrier whose parcels it tells of"
                                   : "name the seller whose orders these are";
    if (given.empty()) {
        const auto all = tenancy::parties_of(tx, tenant, kind);
        return all.size() == 1 ? Result<PartyId>{all.front().id}
                               : fail_field("--party", "required", wanted);
    }
    const auto party = tenancy::find_party(tx, tenant, given);
    if (party && party->kind != kind) {
        return fail_field(
            "--party",
            "bad_value",
            given.text() + " is a " + std::string{name(party->kind)} + "; " + wanted
        );
    }
    return given;
}

} // namespace route9::gateway
