// SPDX-License-Identifier: Apache-2.0
#include "fulfillment/parcel_codes.hpp"

namespace route9::fulfillment::parcel_codes {
namespace {

constexpr Statement kClaim{
    "given_code.claim",
    "INSERT INTO given_code (tenant_id, code) VALUES ($1, $2) ON CONFLICT DO NOTHING"
};
constexpr Statement kHas{
    "given_code.has", "SELECT 1 FROM given_code WHERE tenant_id = $1 AND code = $2"
};
constexpr Statement kTakenElsewhere{
    "parcel.code_elsewhere", "SELECT 1 FROM parcel WHERE code = $1 AND tenant_id <> $2 LIMIT 1"
};

/// An SSCC: extension digit, company prefix, serial, check digit.
constexpr std::size_t kSsccDigits = 18;
/// A postal item number (UPU S10).
constexpr std::size_t kPostalCharacters = 13;
constexpr Statement kNumberedElsewhere{
    "own_serial.numbers_elsewhere",
    "SELECT 1 FROM own_serial WHERE tenant_id <> $2 AND substr($1, 1, 1 + length(company_prefix)) "
    "= "
    "CAST(extension_digit AS TEXT) || company_prefix LIMIT 1"
};

} // namespace

bool claim(Tx& tx, const TenantId& tenant, std::string_view code) {
    if (code.size() != kSsccDigits && code.size() != kPostalCharacters) {
        return true;
    }
    return tx.execute(kClaim, tenant, code) == 1 || tx.query(kHas, tenant, code).next();
}

bool is_taken_elsewhere(Tx& tx, const TenantId& tenant, std::string_view code) {
    if (Rows rows = tx.query(kTakenElsewhere, code, tenant); rows.next()) {
        return true;
    }
    return code.size() == kSsccDigits && tx.query(kNumberedElsewhere, code, tenant).next();
}

} // namespace route9::fulfillment::parcel_codes
