// SPDX-License-Identifier: Apache-2.0
// Tax rates by country, HS prefix and day; the longest prefix that fits decides. Loaded from
// data/customs/tariff.csv, which an operator replaces by the official tariff. Immutable after load.
#pragma once

#include "core/result.hpp"
#include "fulfillment/declarations/goods_record.hpp"
#include "fulfillment/declarations/table_text.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace route9::fulfillment::declarations {

struct TariffRow {
    std::string id;
    Country country = Country::vn;
    std::string hs_prefix;
    TaxRates rates;
    Validity validity;
    Certainty certainty = Certainty::unconfirmed;
};

class TariffTable {
public:
    /// Errors name file and line: bad cells, equal prefixes on one day.
    static Result<TariffTable> load(std::string_view tariff_csv);

    /// nullptr when no row covers the code: the goods must be classified or the tariff completed.
    const TariffRow* find(Country country, std::string_view hs_code, Day day) const noexcept;

private:
    std::vector<TariffRow> rows_; // longest prefix first
};

} // namespace route9::fulfillment::declarations
