// SPDX-License-Identifier: Apache-2.0
#include "corridor_rows.hpp"

#include <utility>

namespace route9::fulfillment {
namespace {

void append_word(
    ObjectReader& reader, std::string_view name, Need need, std::vector<std::string>& words
) {
    if (std::string word = read_word(reader, name, need); !word.empty()) {
        words.push_back(std::move(word));
    }
}

void append_words(ObjectReader& reader, std::string_view name, std::vector<std::string>& words) {
    for (std::string& word : read_texts(reader, name, Need::optional)) {
        words.push_back(std::move(word));
    }
}

FormerProvince read_former(const Json& row, std::string pointer, FieldErrors& errors) {
    ObjectReader reader{row, std::move(pointer), errors};
    FormerProvince former;
    former.code = read_word(reader, "code", Need::required);
    former.iso = read_word(reader, "iso", Need::optional);
    append_word(reader, "name_vi", Need::required, former.names);
    append_word(reader, "name_en", Need::required, former.names);
    reader.finish();
    return former;
}

District read_district(
    const Json& row, std::string pointer, std::set<std::string>& ids, FieldErrors& errors
) {
    ObjectReader reader{row, std::move(pointer), errors};
    District district;
    district.code = read_word(reader, "code", Need::required);
    note_id(reader, "code", district.code, ids);
    append_word(reader, "name_lo", Need::required, district.names);
    append_word(reader, "name_en", Need::required, district.names);
    append_words(reader, "aliases", district.names);
    reader.finish();
    return district;
}

/// Members both countries' rows have.
Province read_shared(ObjectReader& reader, std::string_view own_name, std::set<std::string>& ids) {
    Province province;
    province.code = read_word(reader, "code", Need::required);
    note_id(reader, "code", province.code, ids);
    append_word(reader, own_name, Need::required, province.names);
    append_word(reader, "name_en", Need::required, province.names);
    append_words(reader, "aliases", province.names);
    append_words(reader, "exact_names", province.exact_names);
    province.hub = read_word(reader, "hub", Need::optional);
    read_texts(reader, "sources", Need::required);
    read_certainty(reader, "certainty");
    return province;
}

} // namespace

void read_vietnamese_provinces(const Json& file, Places& places, FieldErrors& errors) {
    ObjectReader reader{file, "provinces_vn.json#", errors};
    read_word(reader, "as_of", Need::required);
    const auto from = parse_day(read_word(reader, "in_force_from", Need::required));
    if (from) {
        places.provinces_in_force_from = *from;
    } else {
        reader.refuse("in_force_from", "day", "must be a day such as \"2025-07-01\"");
    }
    std::set<std::string> ids;
    if (const Json* rows = reader.array("provinces", Need::required, corridor_rows_max)) {
        for (std::size_t i = 0; i < rows->size(); ++i) {
            ObjectReader row{(*rows)[i], pointer_step(reader.pointer("provinces"), i), errors};
            Province province = read_shared(row, "name_vi", ids);
            province.country = "VN";
            if (const Json* former = row.array("former", Need::required, corridor_rows_max)) {
                for (std::size_t j = 0; j < former->size(); ++j) {
                    const std::string at = pointer_step(row.pointer("former"), j);
                    province.former.push_back(read_former((*former)[j], at, errors));
                }
            }
            row.finish();
            places.provinces.push_back(std::move(province));
        }
    }
    reader.finish();
}

void read_lao_provinces(const Json& file, Places& places, FieldErrors& errors) {
    ObjectReader reader{file, "provinces_la.json#", errors};
    read_word(reader, "as_of", Need::required);
    std::set<std::string> ids;
    if (const Json* rows = reader.array("provinces", Need::required, corridor_rows_max)) {
        for (std::size_t i = 0; i < rows->size(); ++i) {
            ObjectReader row{(*rows)[i], pointer_step(reader.pointer("provinces"), i), errors};
            Province province = read_shared(row, "name_lo", ids);
            province.country = "LA";
            append_word(row, "number", Need::required, province.codes_also);
            if (const Json* districts = row.array("districts", Need::required, corridor_rows_max)) {
                for (std::size_t j = 0; j < districts->size(); ++j) {
                    const std::string at = pointer_step(row.pointer("districts"), j);
                    province.districts.push_back(read_district((*districts)[j], at, ids, errors));
                }
            }
            row.finish();
            places.provinces.push_back(std::move(province));
        }
    }
    reader.finish();
}

} // namespace route9::fulfillment
