// SPDX-License-Identifier: Apache-2.0
// A company's GS1 prefix and the serial numbers it gives with it. A serial is given once: the
// counter only grows, also where the company goes back to a prefix that it had, so that no SSCC
// comes again within the year for which GS1 forbids it, nor later (GS1 General Specifications,
// SSCC: not to be reallocated within one year of shipment). Engine's thread, inside a unit.
#pragma once

#include "core/names.hpp"
#include "core/result.hpp"
#include "core/tx.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace route9::fulfillment {

inline constexpr std::size_t company_prefix_digits_min = 4;
inline constexpr std::size_t company_prefix_digits_max = 12;

struct OwnPrefix {
    TenantId tenant;
    std::string company_prefix; // 4 to 12 digits
    std::int64_t extension_digit = 0;
    bool parcels = false; // they are numbered unasked
    std::int64_t next_serial = 0;
    std::int64_t version = 0;
    Instant updated_at{};
};

/// How many serials fit beside the prefix.
std::int64_t serials_of(std::string_view company_prefix);

namespace own_prefixes {

std::optional<OwnPrefix> find(Tx& tx, const TenantId& tenant);
/// Stored with the next version; its serial goes on where the prefix has stood, and forward to
/// `next_serial`. Errors: already_exists (another company numbers with it); state_forbids
/// (`next_serial` lies before one that was given).
Result<OwnPrefix> put(Tx& tx, const OwnPrefix& prefix);
/// Another tenant numbers with a prefix that begins as this one or with which this one begins. The
/// unit reaches everything.
bool is_anothers(Tx& tx, const OwnPrefix& prefix);
/// Nullopt when all are used up.
std::optional<std::int64_t> take_serial(Tx& tx, const OwnPrefix& prefix);

} // namespace own_prefixes
} // namespace route9::fulfillment
