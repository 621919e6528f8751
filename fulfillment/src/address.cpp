// SPDX-License-Identifier: Apache-2.0
#include "fulfillment/address.hpp"

#include "core/text.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace route9::fulfillment {
namespace {

/// Letters and digits only, so that "Xa-vẳn-na-khẹt", "LA SV" and "TP. Hồ Chí Minh" are one word.
std::string place_key(std::string_view text) {
    std::string key;
    for (const char c : fold_name(text)) {
        const auto byte = static_cast<unsigned char>(c);
        const bool is_letter = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || byte >= 0x80;
        if (is_letter) {
            key += c;
        }
    }
    return key;
}

/// The same without the words for "province", "city" and "district"; empty when there are none.
std::string bare_place_key(std::string_view text) {
    constexpr std::array<std::string_view, 11> before{
        "tinh ",
        "thanh pho ",
        "tp ",
        "tp. ",
        "tp.",
        "thu do ",
        "huyen ",
        "muang ",
        "meuang ",
        "khoueng ",
        "khwaeng "
    };
    constexpr std::array<std::string_view, 4> after{
        " province", " city", " district", " prefecture"
    };
    const std::string folded = fold_name(text);
    std::string_view rest = folded;
    for (const std::string_view word : before) {
        if (rest.starts_with(word)) {
            rest.remove_prefix(word.size());
            break;
        }
    }
    for (const std::string_view word : after) {
        if (rest.ends_with(word)) {
            rest.remove_suffix(word.size());
            break;
        }
    }
    return rest.size() == folded.size() ? std::string{} : place_key(rest);
}

std::string without_blanks(std::string_view text) {
    std::string out{text};
    std::erase(out, ' ');
    return out;
}

template <class Key, class Value>
const Value& found_or_empty(const std::unordered_map<std::string, Value>& map, const Key& key) {
    static const Value empty;
    const auto found = map.find(key);
    return found == map.end() ? empty : found->second;
}

} // namespace

AddressBook::AddressBook(Places places) : places_(std::move(places)) {
    for (std::size_t i = 0; i < places_.provinces.size(); ++i) {
        index_province(i);
    }
}

void AddressBook::index_province(std::size_t index) {
    const Province& province = places_.provinces[index];
    const auto add = [&](std::string_view text) {
        Matches& matches = province_keys_[place_key(text)];
        if (std::ranges::find(matches, index) == matches.end()) {
            matches.push_back(index);
        }
    };
    add(province.code);
    std::ranges::for_each(province.codes_also, add);
    std::ranges::for_each(province.names, add);
    for (const FormerProvince& former : province.former) {
        add(former.code);
        if (!former.iso.empty()) {
            add(former.iso);
        }
        std::ranges::for_each(former.names, add);
    }
    for (const std::string& exact : province.exact_names) {
        exact_names_[without_blanks(exact)].push_back(index);
    }
    for (std::size_t i = 0; i < province.districts.size(); ++i) {
        const District& district = province.districts[i];
        const auto add_district = [&](std::string_view text) {
            auto& refs = district_keys_[place_key(text)];
            const bool is_known = std::ranges::any_of(refs, [&](const DistrictRef& ref) {
                return ref.province == index && ref.district == i;
            });
            if (!is_known) {
                refs.push_back({index, i});
            }
        };
        add_district(district.code);
        std::ranges::for_each(district.names, add_district);
    }
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

AddressBook::Matches
AddressBook::provinces_named(std::string_view country, std::string_view text) const {
    const Matches* found = &found_or_empty(exact_names_, without_blanks(text));
    if (found->empty()) {
        found = &found_or_empty(province_keys_, place_key(text));
    }
    if (found->empty()) {
        found = &found_or_empty(province_keys_, bare_place_key(text));
    }
    Matches matches;
    std::ranges::copy_if(*found, std::back_inserter(matches), [&](std::size_t index) {
        return country.empty() || places_.provinces[index].country == country;
    });
    return matches;
}

std::vector<AddressBook::DistrictRef>
AddressBook::districts_named(std::string_view text, const Matches& within) const {
    const auto* found = &found_or_empty(district_keys_, place_key(text));
    if (found->empty()) {
        found = &found_or_empty(district_keys_, bare_place_key(text));
    }
    std::vector<DistrictRef> refs;
    std::ranges::copy_if(*found, std::back_inserter(refs), [&](const DistrictRef& ref) {
        return std::ranges::find(within, ref.province) != within.end();
    });
    return refs;
}

ResolvedAddress AddressBook::in_province(std::size_t index, std::string district) const {
    const Province& province = places_.provinces[index];
    ResolvedAddress address;
    address.fit = AddressFit::resolved;
    address.country = province.country;
    address.province = province.code;
    address.district = std::move(district);
    address.hub = province.hub;
    return address;
}

ResolvedAddress AddressBook::ambiguous(std::vector<std::string> codes) const {
    std::ranges::sort(codes);
    ResolvedAddress address;
    address.fit = AddressFit::ambiguous;
    address.candidates = std::move(codes);
    return address;
}

ResolvedAddress AddressBook::by_district(
    const std::vector<DistrictRef>& districts, const Matches& provinces, std::string_view text
) const {
    if (districts.size() == 1) {
        const DistrictRef& ref = districts.front();
        return in_province(
            ref.province, places_.provinces[ref.province].districts[ref.district].code
        );
    }
    std::vector<std::string> codes;
    codes.reserve(districts.size());
    for (const DistrictRef& ref : districts) {
        codes.push_back(places_.provinces[ref.province].districts[ref.district].code);
    }
    if (!codes.empty()) {
        return ambiguous(std::move(codes));
    }
    if (provinces.size() == 1) {
        return in_province(provinces.front(), std::string{text});
    }
    for (const std::size_t index : provinces) {
        codes.push_back(places_.provinces[index].code);
    }
    return ambiguous(std::move(codes));
}

ResolvedAddress AddressBook::resolve(const AddressText& text) const {
    if (text.province.empty() && text.district.empty()) {
        return by_district({}, provinces_of(text.country), {});
    }
    if (text.province.empty()) {
        const auto districts = districts_named(text.district, provinces_of(text.country));
        return districts.empty() ? ResolvedAddress{} : by_district(districts, {}, text.district);
    }
    const Matches provinces = provinces_named(text.country, text.province);
    if (provinces.empty()) {
        return ResolvedAddress{};
    }
    if (text.district.empty()) {
        return by_district({}, provinces, {});
    }
    const auto districts = districts_named(text.district, provinces);
    if (!districts.empty()) {
        return by_district(districts, provinces, text.district);
    }
    // A district that only another province has contradicts the province: a person must say which.
    const auto elsewhere = districts_named(text.district, provinces_of("LA"));
    if (elsewhere.empty() || places_.provinces[provinces.front()].country != "LA") {
        return by_district({}, provinces, text.district);
    }
    std::vector<std::string> codes;
    for (const std::size_t index : provinces) {
        codes.push_back(places_.provinces[index].code);
    }
    for (const DistrictRef& ref : elsewhere) {
        codes.push_back(places_.provinces[ref.province].districts[ref.district].code);
    }
    return ambiguous(std::move(codes));
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
            return places_.provinces[i].districts[districts.front().district].code;
        }
    }
    return place_key(text);
}

} // namespace route9::fulfillment
