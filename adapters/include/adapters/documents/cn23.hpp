// SPDX-License-Identifier: Apache-2.0
// The customs declaration that goes with a postal item, form CN 23 of the UPU (Parcel Post
// Regulations; boxes 1 to 15), English and French, A5 across, as many sheets as its goods need.
// What only the post or the sender can say stays blank: charges, office, licences, signature. CPU
// work for a compute thread.
#pragma once

#include "core/decimal.hpp"
#include "core/money.hpp"
#include "core/result.hpp"
#include "core/time.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace route9::adapters {

struct Cn23Party {
    std::string name;
    std::string address; // one line or several
    std::string phone;
    std::string country; // "VN"
};

struct Cn23Goods {
    std::string description;
    std::int64_t quantity = 0;
    std::optional<Decimal> net_kg; // of the whole line
    Money value;                   // of the whole line
    std::string hs_code;           // empty = not known
    std::string origin;            // empty = not known
};

struct Cn23 {
    std::string item; // its number, also as bars
    Cn23Party sender;
    std::string sender_reference;
    Cn23Party addressee;
    std::vector<Cn23Goods> goods; // at least one, in one currency
    std::int64_t gross_g = 0;
    std::string invoice;
    Instant printed_at{};
};

/// Errors: validation_failed without goods, when their values do not add up to an amount, or when
/// the number cannot be written in bars.
Result<std::string> cn23_pdf(const Cn23& form);

} // namespace route9::adapters
