// SPDX-License-Identifier: Apache-2.0
#include "corridor_rows.hpp"
#include "fulfillment/declarations/table_text.hpp"

#include <algorithm>
#include <array>
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

/// `otherwise` where the member is missing.
Day read_day(ObjectReader& reader, std::string_view name, Day otherwise) {
    const std::string text = read_word(reader, name, Need::optional);
    if (text.empty()) {
        return otherwise;
    }
    const auto day = parse_day(text);
    if (!day) {
        reader.refuse(name, "day", "must be a day such as \"2025-07-01\"");
    }
    return day.value_or(otherwise);
}

DeliveryPoint read_delivery_point(ObjectReader& reader) {
    const std::string word = read_word(reader, "delivery_point", Need::required);
    if (word != "asked" && word != "required") {
        reader.refuse("delivery_point", "unknown_word", "must be asked or required");
    }
    return word == "required" ? DeliveryPoint::required : DeliveryPoint::asked;
}

FormerProvince
read_former(const Json& row, std::string pointer, Day last_day, FieldErrors& errors) {
    ObjectReader reader{row, std::move(pointer), errors};
    FormerProvince former;
    former.until = read_day(reader, "until", last_day);
    former.code = read_word(reader, "code", Need::required);
    former.iso = read_word(reader, "iso", Need::optional);
    append_word(reader, "name_vi", Need::required, former.names);
    append_word(reader, "name_en", Need::required, former.names);
    reader.finish();
    return former;
}

DissolvedProvince
read_dissolved(const Json& row, std::string pointer, const Places& places, FieldErrors& errors) {
    ObjectReader reader{row, std::move(pointer), errors};
    DissolvedProvince dissolved;
    dissolved.name = read_word(reader, "name_vi", Need::required);
    dissolved.until = read_day(reader, "until", {});
    if (dissolved.until == Day{}) {
        reader.refuse("until", "required", "must be its last day");
    }
    dissolved.now = read_texts(reader, "now", Need::required);
    for (const std::string& code : dissolved.now) {
        if (std::ranges::find(places.provinces, code, &Province::code) == places.provinces.end()) {
            reader.refuse("now", "unknown_province", "must be codes of this file's provinces");
        }
    }
    read_texts(reader, "sources", Need::required);
    read_certainty(reader, "certainty");
    reader.finish();
    return dissolved;
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
    const Day last_day{
        std::chrono::sys_days{places.provinces_in_force_from} - std::chrono::days{1}
    };
    places.delivery_point_vn = read_delivery_point(reader);
    std::set<std::string> ids;
    if (const Json* rows = reader.array("provinces", Need::required, corridor_rows_max)) {
        for (std::size_t i = 0; i < rows->size(); ++i) {
            ObjectReader row{(*rows)[i], pointer_step(reader.pointer("provinces"), i), errors};
            Province province = read_shared(row, "name_vi", ids);
            province.country = "VN";
            if (const Json* former = row.array("former", Need::required, corridor_rows_max)) {
                for (std::size_t j = 0; j < former->size(); ++j) {
                    const std::string at = pointer_step(row.pointer("former"), j);
                    province.former.push_back(read_former((*former)[j], at, last_day, errors));
                }
            }
            row.finish();
            places.provinces.push_back(std::move(province));
        }
    }
    if (const Json* rows = reader.array("dissolved", Need::required, corridor_rows_max)) {
        for (std::size_t i = 0; i < rows->size(); ++i) {
            const std::string at = pointer_step(reader.pointer("dissolved"), i);
            places.dissolved.push_back(read_dissolved((*rows)[i], at, places, errors));
        }
    }
    reader.finish();
}

void read_former_districts(std::string_view file, Places& places, FieldErrors& errors) {
    constexpr std::array<std::string_view, 3> kColumns{"code", "province", "name"};
    std::set<std::string> codes;
    declarations::read_table(
        "former_districts_vn.csv",
        file,
        kColumns,
        errors,
        [&](declarations::TableRow& row) {
            const std::string code = row.id("code");
            const std::string was_in = row.text("province");
            const auto province = std::ranges::find_if(places.provinces, [&](const Province& each) {
                const auto is_it = [&](const FormerProvince& unit) { return unit.code == was_in; };
                return std::ranges::any_of(each.former, is_it);
            });
            if (!codes.insert(code).second) {
                row.refuse("code", "repeated", "is the code of an earlier row");
            }
            const std::string name = row.text("name");
            if (province == places.provinces.end()) {
                row.refuse("province", "unknown_province", "must be a code of before the merger");
                return;
            }
            province->districts.push_back({code, {name}});
        }
    );
}

void read_lao_provinces(const Json& file, Places& places, FieldErrors& errors) {
    ObjectReader reader{file, "provinces_la.json#", errors};
    read_word(reader, "as_of", Need::required);
    places.delivery_point_la = read_delivery_point(reader);
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
