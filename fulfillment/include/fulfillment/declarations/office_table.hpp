// SPDX-License-Identifier: Apache-2.0
// Customs offices of the corridor's gates, as dated rows (data/customs/offices.csv; the Vietnamese
// list is of 2014, Lao land crossings had no code in it). Immutable after load.
#pragma once

#include "core/result.hpp"
#include "fulfillment/declarations/table_text.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace route9::fulfillment::declarations {

struct CustomsOffice {
    std::string code;
    Country country = Country::vn;
    std::string gate; // "LAOBAO"; empty for an inland office
    std::string kind; // gate, trade_zone, inland
    std::string name;
    std::string location_code;
    std::string warehouse_code;
    Certainty certainty = Certainty::unconfirmed;
    Validity validity;
};

class OfficeTable {
public:
    static Result<OfficeTable> load(std::string_view offices_csv);

    /// The office at the gate itself; nullptr when none is known on that day.
    const CustomsOffice* at_gate(Country country, std::string_view gate, Day day) const noexcept;
    const std::vector<CustomsOffice>& offices() const noexcept { return offices_; }

private:
    std::vector<CustomsOffice> offices_;
};

} // namespace route9::fulfillment::declarations
