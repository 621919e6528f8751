// SPDX-License-Identifier: Apache-2.0
#include "gateway/aggregates/own_numbers.hpp"

#include "adapters/documents/sscc.hpp"
#include "core/assert.hpp"
#include "fulfillment/aggregate_store.hpp"
#include "fulfillment/parcel_store.hpp"

#include <utility>

namespace route9::gateway {

using namespace fulfillment;

namespace {

std::string sscc_of(const OwnPrefix& prefix, std::int64_t serial) {
    auto made = adapters::make_sscc({
        .extension_digit = static_cast<int>(prefix.extension_digit),
        .company_prefix = prefix.company_prefix,
        .serial = static_cast<std::uint64_t>(serial),
    });
    ROUTE9_ASSERT(made.has_value()); // a stored prefix has 4 to 12 digits
    return std::move(*made);
}

Result<std::string> next_of(Tx& tx, const OwnPrefix& prefix) {
    while (const auto serial = own_prefixes::take_serial(tx, prefix)) {
        std::string code = sscc_of(prefix, *serial);
        if (!parcels::find_code(tx, prefix.tenant, code) &&
            !aggregates::find_code(tx, prefix.tenant, code)) {
            return code;
        }
    }
    return fail(
        ErrorCode::state_forbids,
        "the GS1 prefix has no serial left: put another extension digit or prefix"
    );
}

} // namespace

Result<std::string> next_sscc(Tx& tx, const TenantId& tenant) {
    const auto prefix = own_prefixes::find(tx, tenant);
    if (!prefix) {
        return fail(
            ErrorCode::state_forbids, "there is no GS1 prefix: an operator puts /v1/gs1-prefix"
        );
    }
    return next_of(tx, *prefix);
}

Result<std::string> code_for_parcel(
    Tx& tx, const TenantId& tenant, const std::optional<bool>& asked, const std::string& drawn
) {
    if (asked) {
        return *asked ? next_sscc(tx, tenant) : Result<std::string>{drawn};
    }
    const auto prefix = own_prefixes::find(tx, tenant);
    if (!prefix || !prefix->parcels) {
        return drawn;
    }
    auto code = next_of(tx, *prefix);
    return code ? std::move(code) : Result<std::string>{drawn};
}

std::string code_for_aggregate(Tx& tx, const TenantId& tenant, const std::string& drawn) {
    const auto code = next_sscc(tx, tenant);
    return code ? *code : drawn;
}

Json prefix_view(const OwnPrefix& prefix) {
    const std::int64_t left = serials_of(prefix.company_prefix) - prefix.next_serial;
    Json json{
        {"company_prefix", prefix.company_prefix},
        {"extension_digit", prefix.extension_digit},
        {"parcels", prefix.parcels},
        {"numbers_left", left},
        {"updated_at", format_utc(prefix.updated_at)},
    };
    if (left > 0) {
        json["next"] = sscc_of(prefix, prefix.next_serial);
    }
    return json;
}

Json no_prefix_view() {
    return Json{{"company_prefix", nullptr}, {"parcels", false}, {"numbers_left", 0}};
}

} // namespace route9::gateway
