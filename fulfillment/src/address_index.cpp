// SPDX-License-Identifier: Apache-2.0
#include "core/text.hpp"
#include "fulfillment/address.hpp"
#include "place_name.hpp"

#include <algorithm>
#include <span>
#include <utility>

namespace route9::fulfillment {
namespace {

template <class Value>
const Value&
found_or_empty(const std::unordered_map<std::string, Value>& map, const std::string& key) {
    static const Value empty;
    const auto found = key.empty() ? map.end() : map.find(key);
    return found == map.end() ? empty : found->second;
}

template <class Item>
void add(std::unordered_map<std::string, std::vector<Item>>& map, std::string key, Item item) {
    std::vector<Item>& items = map[std::move(key)];
    if (std::ranges::find(items, item) == items.end()) {
        items.push_back(item);
    }
}

/// The name with the words for "province" in it: what sets "ແຂວງວຽງຈັນ" apart.
std::string exact_key(std::string_view text) {
    std::string key = fold_vietnamese(text);
    std::erase(key, ' ');
    return key;
}

bool is_number(std::string_view text) {
    return std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; });
}

} // namespace

AddressBook::AddressBook(Places places) : places_(std::move(places)) {
    for (std::size_t i = 0; i < places_.provinces.size(); ++i) {
        index_province(i);
    }
    for (const DissolvedProvince& dissolved : places_.dissolved) {
        for (const std::string& code : dissolved.now) {
            const auto now = std::ranges::find(places_.provinces, code, &Province::code);
            const auto index = static_cast<std::size_t>(now - places_.provinces.begin());
            add(province_keys_, place_key(dissolved.name), index);
        }
    }
    index_literals();
}

void AddressBook::index_province(std::size_t index) {
    const Province& province = places_.provinces[index];
    const auto add_name = [&](std::string_view text) {
        std::string key = place_key(text);
        if (province.country == "LA") {
            add(province_spellings_, spelling_key(key), index);
        }
        add(province_keys_, std::move(key), index);
    };
    add_name(province.code);
    std::ranges::for_each(province.codes_also, add_name);
    std::ranges::for_each(province.names, add_name);
    for (const FormerProvince& former : province.former) {
        add_name(former.code);
        add_name(former.iso);
        std::ranges::for_each(former.names, add_name);
    }
    for (const std::string& exact : province.exact_names) {
        add(exact_names_, exact_key(exact), index);
    }
    for (std::size_t i = 0; i < province.districts.size(); ++i) {
        index_district({index, i});
    }
    province_keys_.erase("");
    province_spellings_.erase("");
    district_spellings_.erase("");
}

void AddressBook::index_district(DistrictRef ref) {
    const District& district = at(ref);
    const bool is_lao = places_.provinces[ref.province].country == "LA";
    add(district_keys_, place_key(district.code), ref);
    if (is_lao && district.code.starts_with('0')) {
        add(district_keys_, district.code.substr(1), ref); // a sheet took it for a number
    }
    for (const std::string& name : district.names) {
        NameKeys keys = name_keys(name, Tier::district);
        if (is_lao) {
            add(district_spellings_, spelling_key(keys.whole), ref);
        } else if (!is_number(keys.bare)) { // Quận 1
            add(district_keys_, std::move(keys.bare), ref);
        }
        add(district_keys_, std::move(keys.whole), ref);
    }
}

void AddressBook::index_literals() {
    for (const Province& province : places_.provinces) {
        const auto add_literal = [&](const std::string& text) {
            province_literals_[text] = provinces_by_key(text);
        };
        add_literal(province.code);
        std::ranges::for_each(province.names, add_literal);
        std::ranges::for_each(province.exact_names, add_literal);
        for (const District& district : province.districts) {
            district_literals_[district.code] = districts_by_key(district.code);
            for (const std::string& name : district.names) {
                district_literals_[name] = districts_by_key(name);
            }
        }
    }
}

const District& AddressBook::at(const DistrictRef& ref) const {
    return places_.provinces[ref.province].districts[ref.district];
}

AddressBook::Matches AddressBook::provinces_of(std::string_view country) const {
    Matches matches;
    for (std::size_t i = 0; i < places_.provinces.size(); ++i) {
        if (country.empty() || places_.provinces[i].country == country) {
            matches.push_back(i);
        }
    }
    return matches;
}

AddressBook::Matches AddressBook::provinces_by_key(std::string_view text) const {
    NameKeys keys = name_keys(text, Tier::province);
    if (keys.whole.size() == 1 && is_number(keys.whole)) {
        keys.whole.insert(0, "0"); // a sheet took it for a number
    }
    for (const std::string* key : {&keys.whole, &keys.bare}) {
        const Matches& found = found_or_empty(province_keys_, *key);
        if (found.size() > 1) {
            const Matches& exact = found_or_empty(exact_names_, exact_key(text));
            return exact.empty() ? found : exact;
        }
        if (!found.empty()) {
            return found;
        }
    }
    const std::string& name = keys.bare.empty() ? keys.whole : keys.bare;
    return found_or_empty(province_spellings_, spelling_key(name));
}

AddressBook::DistrictMatches AddressBook::districts_by_key(std::string_view text) const {
    const NameKeys keys = name_keys(text, Tier::district);
    if (keys.is_village) {
        return {};
    }
    for (const std::string* key : {&keys.whole, &keys.spelt, &keys.bare}) {
        if (const auto& found = found_or_empty(district_keys_, *key); !found.empty()) {
            return found;
        }
    }
    const std::string& name = keys.bare.empty() ? keys.whole : keys.bare;
    return found_or_empty(district_spellings_, spelling_key(name));
}

AddressBook::Matches
AddressBook::provinces_named(std::string_view country, std::string_view text) const {
    const auto literal = province_literals_.find(std::string{text});
    Matches matches =
        literal == province_literals_.end() ? provinces_by_key(text) : literal->second;
    std::erase_if(matches, [&](std::size_t index) {
        return !country.empty() && places_.provinces[index].country != country;
    });
    return matches;
}

AddressBook::DistrictMatches
AddressBook::districts_named(std::string_view text, const Matches& within) const {
    const auto literal = district_literals_.find(std::string{text});
    DistrictMatches matches =
        literal == district_literals_.end() ? districts_by_key(text) : literal->second;
    std::erase_if(matches, [&](const DistrictRef& ref) {
        return std::ranges::find(within, ref.province) == within.end();
    });
    return matches;
}

std::optional<PlaceWords> AddressBook::words(std::string_view code) const {
    const auto latin = [](const std::vector<std::string>& names) {
        return names.size() > 1 ? names[1] : names.front();
    };
    for (const Province& province : places_.provinces) {
        PlaceWords words;
        words.country = province.country;
        words.province = province.code;
        if (province.code == code) {
            words.name = province.names.front();
            words.name_latin = latin(province.names);
            return words;
        }
        const auto district = std::ranges::find(province.districts, code, &District::code);
        if (district != province.districts.end()) {
            words.district = district->code;
            words.name = district->names.front();
            words.name_latin = latin(district->names);
            words.province_name = province.names.front();
            words.province_name_latin = latin(province.names);
            return words;
        }
    }
    return std::nullopt;
}

std::optional<FormerUnit>
AddressBook::former_unit(std::string_view text, std::string_view code) const {
    const auto province = std::ranges::find(places_.provinces, code, &Province::code);
    if (province == places_.provinces.end()) {
        return std::nullopt;
    }
    std::vector<NameKeys> typed{name_keys(text, Tier::province)};
    for (const std::string& part : name_parts(text)) {
        typed.push_back(name_keys(part, Tier::province));
    }
    const auto is_named = [&](std::string_view name) {
        const std::string key = place_key(name);
        return !key.empty() && std::ranges::any_of(typed, [&](const NameKeys& keys) {
            return key == keys.whole || key == keys.bare;
        });
    };
    constexpr std::size_t kOwnAndEnglish = 2; // aliases may be what it was called before
    const auto names = std::span{province->names}.first(kOwnAndEnglish);
    if (is_named(province->code) || std::ranges::any_of(names, is_named)) {
        return std::nullopt;
    }
    for (const FormerProvince& former : province->former) {
        if (is_named(former.code) || is_named(former.iso) ||
            std::ranges::any_of(former.names, is_named)) {
            return FormerUnit{former.code, former.names.front(), former.until};
        }
    }
    for (const DissolvedProvince& dissolved : places_.dissolved) {
        if (is_named(dissolved.name)) {
            return FormerUnit{"", dissolved.name, dissolved.until};
        }
    }
    return std::nullopt;
}

std::optional<std::string>
AddressBook::vietnamese_province_name(std::string_view code, Day day) const {
    const bool is_merged =
        std::chrono::sys_days{day} >= std::chrono::sys_days{places_.provinces_in_force_from};
    for (const Province& province : places_.provinces) {
        if (province.country != "VN") {
            continue;
        }
        if (is_merged && province.code == code) {
            return province.names.front();
        }
        for (const FormerProvince& former : province.former) {
            if (!is_merged && former.code == code) {
                return former.names.front();
            }
        }
    }
    return std::nullopt;
}

std::string AddressBook::district_key(std::string_view province, std::string_view text) const {
    for (std::size_t i = 0; i < places_.provinces.size(); ++i) {
        if (places_.provinces[i].code != province) {
            continue;
        }
        const auto districts = districts_named(text, {i});
        if (districts.size() == 1) {
            return at(districts.front()).code;
        }
    }
    return place_key(text);
}

bool AddressBook::requires_delivery_point(std::string_view country) const {
    const DeliveryPoint rule =
        country == "LA" ? places_.delivery_point_la : places_.delivery_point_vn;
    return rule == DeliveryPoint::required;
}

} // namespace route9::fulfillment
