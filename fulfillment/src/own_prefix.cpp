// SPDX-License-Identifier: Apache-2.0
#include "fulfillment/own_prefix.hpp"

#include "core/assert.hpp"

#include <algorithm>

namespace route9::fulfillment {
namespace {

/// Digits of a prefix and its serial together.
constexpr std::size_t kDigits = 16;

constexpr Statement kFind{
    "own_prefix.find",
    "SELECT p.company_prefix, p.extension_digit, p.parcels, s.next_serial, p.version, p.updated_at"
    " FROM own_prefix p JOIN own_serial s ON s.tenant_id = p.tenant_id"
    " AND s.company_prefix = p.company_prefix AND s.extension_digit = p.extension_digit"
    " WHERE p.tenant_id = $1"
};
constexpr Statement kPut{
    "own_prefix.put",
    "INSERT INTO own_prefix (tenant_id, company_prefix, extension_digit, parcels, version,"
    " updated_at) VALUES ($1, $2, $3, $4, 1, $5) ON CONFLICT (tenant_id) DO UPDATE SET"
    " company_prefix = excluded.company_prefix, extension_digit = excluded.extension_digit,"
    " parcels = excluded.parcels, version = own_prefix.version + 1,"
    " updated_at = excluded.updated_at"
};
constexpr Statement kClaim{
    "own_serial.claim",
    "INSERT INTO own_serial (tenant_id, company_prefix, extension_digit, next_serial)"
    " VALUES ($1, $2, $3, 0) ON CONFLICT DO NOTHING"
};
constexpr Statement kAdvance{
    "own_serial.advance",
    "UPDATE own_serial SET next_serial = $4 WHERE tenant_id = $1 AND company_prefix = $2"
    " AND extension_digit = $3 AND next_serial <= $4"
};
constexpr Statement kHas{
    "own_serial.has",
    "SELECT 1 FROM own_serial WHERE tenant_id = $1 AND company_prefix = $2 AND extension_digit = $3"
};
constexpr Statement kAnothers{
    "own_serial.anothers",
    "SELECT 1 FROM own_serial WHERE tenant_id <> $1 AND extension_digit = $3"
    " AND (substr(CAST($2 AS text), 1, length(company_prefix)) = company_prefix"
    " OR substr(company_prefix, 1, length(CAST($2 AS text))) = CAST($2 AS text)) LIMIT 1"
};
constexpr Statement kTake{
    "own_serial.take",
    "UPDATE own_serial SET next_serial = next_serial + 1 WHERE tenant_id = $1"
    " AND company_prefix = $2 AND extension_digit = $3 AND next_serial < $4"
    " RETURNING next_serial - 1"
};

} // namespace

std::int64_t serials_of(std::string_view company_prefix) {
    ROUTE9_ASSERT(company_prefix.size() <= company_prefix_digits_max);
    std::int64_t serials = 1;
    for (std::size_t digit = company_prefix.size(); digit < kDigits; ++digit) {
        serials *= 10;
    }
    return serials;
}

namespace own_prefixes {

std::optional<OwnPrefix> find(Tx& tx, const TenantId& tenant) {
    Rows rows = tx.query(kFind, tenant);
    if (!rows.next()) {
        return std::nullopt;
    }
    const Row row = rows.row();
    return OwnPrefix{
        .tenant = tenant,
        .company_prefix = row.get<std::string>(0),
        .extension_digit = row.get<std::int64_t>(1),
        .parcels = row.get<std::int64_t>(2) != 0,
        .next_serial = row.get<std::int64_t>(3),
        .version = row.get<std::int64_t>(4),
        .updated_at = row.get<Instant>(5),
    };
}

Result<OwnPrefix> put(Tx& tx, const OwnPrefix& prefix) {
    const auto& [tenant, company, extension, parcels, next, version, at] = prefix;
    tx.execute(kClaim, tenant, company, extension);
    Rows claimed = tx.query(kHas, tenant, company, extension);
    if (!claimed.next()) {
        return fail(
            ErrorCode::already_exists, "another company numbers with this prefix and digit"
        );
    }
    if (next > 0 && tx.execute(kAdvance, tenant, company, extension, next) != 1) {
        return fail(
            ErrorCode::state_forbids, "serials up to first_serial and beyond have been given"
        );
    }
    tx.execute(kPut, tenant, company, extension, std::int64_t{parcels ? 1 : 0}, at);
    auto stored = find(tx, tenant);
    ROUTE9_ASSERT(stored.has_value());
    return std::move(*stored);
}

bool is_anothers(Tx& tx, const OwnPrefix& prefix) {
    Rows rows = tx.query(kAnothers, prefix.tenant, prefix.company_prefix, prefix.extension_digit);
    return rows.next();
}

std::optional<std::int64_t> take_serial(Tx& tx, const OwnPrefix& prefix) {
    Rows rows = tx.query(
        kTake,
        prefix.tenant,
        prefix.company_prefix,
        prefix.extension_digit,
        serials_of(prefix.company_prefix)
    );
    return rows.next() ? std::optional{rows.row().get<std::int64_t>(0)} : std::nullopt;
}

} // namespace own_prefixes
} // namespace route9::fulfillment
