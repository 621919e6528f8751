// SPDX-License-Identifier: Apache-2.0
#include "fulfillment/declarations/office_table.hpp"

#include <array>
#include <utility>

namespace route9::fulfillment::declarations {
namespace {

constexpr std::array<std::string_view, 11> kColumns{
    "office_code",
    "country",
    "gate",
    "kind",
    "name",
    "location_code",
    "warehouse_code",
    "certainty",
    "valid_from",
    "valid_to",
    "source",
};

CustomsOffice read_office(TableRow& cells) {
    CustomsOffice office;
    office.code = cells.id("office_code");
    office.country = cells.word("country", parse_country).value_or(Country::vn);
    office.gate = cells.cell("gate");
    office.kind = cells.text("kind");
    office.name = cells.text("name");
    office.location_code = cells.cell("location_code");
    office.warehouse_code = cells.cell("warehouse_code");
    office.certainty = cells.word("certainty", parse_certainty).value_or(Certainty::unconfirmed);
    office.validity = cells.validity().value_or(Validity{});
    cells.text("source");
    return office;
}

bool same_gate(const CustomsOffice& left, const CustomsOffice& right) {
    return left.kind == "gate" && right.kind == "gate" && left.country == right.country &&
           left.gate == right.gate && left.validity.overlaps(right.validity);
}

} // namespace

Result<OfficeTable> OfficeTable::load(std::string_view offices_csv) {
    OfficeTable table;
    FieldErrors errors;
    read_table("offices.csv", offices_csv, kColumns, errors, [&](TableRow& cells) {
        CustomsOffice office = read_office(cells);
        for (const CustomsOffice& earlier : table.offices_) {
            if (same_gate(earlier, office)) {
                cells.refuse("gate", "overlap", "has an earlier office for the same days");
            }
        }
        table.offices_.push_back(std::move(office));
    });
    if (!errors.empty()) {
        return fail_fields(std::move(errors));
    }
    return table;
}

const CustomsOffice*
OfficeTable::at_gate(Country country, std::string_view gate, Day day) const noexcept {
    for (const CustomsOffice& office : offices_) {
        if (office.kind == "gate" && office.country == country && office.gate == gate &&
            office.validity.covers(day)) {
            return &office;
        }
    }
    return nullptr;
}

} // namespace route9::fulfillment::declarations
