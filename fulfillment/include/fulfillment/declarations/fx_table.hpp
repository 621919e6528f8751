// SPDX-License-Identifier: Apache-2.0
// Customs exchange rates: units of the declaring country's currency for one unit of another,
// valid for a period of registration days (Decree 08/2015 art 21(3); Lao period unconfirmed).
// Currencies are ISO 4217 letters, so that an invoice may be in any of them. Immutable after load.
#pragma once

#include "core/decimal.hpp"
#include "core/result.hpp"
#include "fulfillment/declarations/table_text.hpp"
#include "fulfillment/declarations/terms.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace route9::fulfillment::declarations {

struct FxRow {
    std::string id;
    Country country = Country::vn;
    std::string currency;
    Decimal rate;
    Validity validity;
    Certainty certainty = Certainty::unconfirmed;
};

/// "USD": three capital letters.
bool is_currency_code(std::string_view text) noexcept;

class FxTable {
public:
    /// Errors name file and line: bad cells, periods that overlap.
    static Result<FxTable> load(std::string_view customs_rates_csv);

    const FxRow* find(Country country, std::string_view currency, Day day) const noexcept;
    const std::vector<FxRow>& rows() const noexcept { return rows_; }

private:
    std::vector<FxRow> rows_;
};

} // namespace route9::fulfillment::declarations
