// SPDX-License-Identifier: Apache-2.0
#include "fulfillment/address.hpp"

#include "place_name.hpp"

#include <algorithm>
#include <set>
#include <utility>

namespace route9::fulfillment {
namespace {

template <class Item>
bool contains(const std::vector<Item>& items, const Item& item) {
    return std::ranges::find(items, item) != items.end();
}

/// The names nearest to one, for a person to choose from; one letter in five may differ.
class NearNames {
public:
    explicit NearNames(const NameKeys& keys) : key_(keys.bare.empty() ? keys.whole : keys.bare) {}

    void compare(const std::string& known, const std::string& code) {
        const std::size_t longer = std::max(known.size(), key_.size());
        const std::size_t allowed = longer / kLettersEach;
        if (longer - std::min(known.size(), key_.size()) > allowed) {
            return;
        }
        if (const std::size_t distance = edit_distance(known, key_); distance <= allowed) {
            found_.emplace(distance, code);
        }
    }

    std::vector<std::string> codes() const {
        std::vector<std::string> codes;
        for (const auto& [distance, code] : found_) {
            if (codes.size() < kNearestMax && !contains(codes, code)) {
                codes.push_back(code);
            }
        }
        return codes;
    }

private:
    static constexpr std::size_t kLettersEach = 5;
    static constexpr std::size_t kNearestMax = 5;

    std::string key_;
    std::set<std::pair<std::size_t, std::string>> found_;
};

} // namespace

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
    codes.erase(std::ranges::unique(codes).begin(), codes.end());
    const bool are_provinces = std::ranges::all_of(codes, [&](const std::string& code) {
        return std::ranges::find(places_.provinces, code, &Province::code) !=
               places_.provinces.end();
    });
    ResolvedAddress address;
    address.fit = AddressFit::ambiguous;
    address.candidates = std::move(codes);
    address.asks = are_provinces ? AddressMember::province : AddressMember::district;
    return address;
}

ResolvedAddress AddressBook::in_one_of(const Matches& provinces, std::string_view district) const {
    if (provinces.size() == 1) {
        return in_province(provinces.front(), std::string{district});
    }
    std::vector<std::string> codes;
    codes.reserve(provinces.size());
    for (const std::size_t index : provinces) {
        codes.push_back(places_.provinces[index].code);
    }
    return ambiguous(std::move(codes));
}

/// Districts of Viet Nam are no more: they tell the province and stay as typed.
ResolvedAddress
AddressBook::in_one_of(const DistrictMatches& districts, std::string_view text) const {
    Matches provinces;
    bool are_vietnamese = true;
    std::vector<std::string> codes;
    for (const DistrictRef& ref : districts) {
        if (!contains(provinces, ref.province)) {
            provinces.push_back(ref.province);
        }
        are_vietnamese = are_vietnamese && is_vietnamese(ref.province);
        codes.push_back(at(ref).code);
    }
    if (are_vietnamese) {
        return in_one_of(provinces, text);
    }
    return districts.size() == 1 ? in_province(districts.front().province, codes.front())
                                 : ambiguous(std::move(codes));
}

ResolvedAddress AddressBook::by_district_alone(const AddressText& text) const {
    const auto districts = districts_named(text.district, provinces_of(text.country));
    if (!districts.empty()) {
        return in_one_of(districts, text.district);
    }
    const Matches provinces = provinces_named(text.country, text.district);
    return provinces.empty() ? ResolvedAddress{} : in_one_of(provinces, "");
}

ResolvedAddress
AddressBook::without_listed_district(const AddressText& text, const Matches& provinces) const {
    if (is_vietnamese(provinces.front())) {
        return in_one_of(provinces, text.district);
    }
    return by_parts(text);
}

ResolvedAddress AddressBook::by_fields(const AddressText& text) const {
    if (text.province.empty()) {
        return by_district_alone(text);
    }
    const Matches provinces = provinces_named(text.country, text.province);
    if (provinces.empty()) {
        return {};
    }
    if (text.district.empty()) {
        return in_one_of(provinces, "");
    }
    const auto districts = districts_named(text.district, provinces);
    return districts.empty() ? without_listed_district(text, provinces)
                             : in_one_of(districts, text.district);
}

/// A district that only another province has: a person must say which.
ResolvedAddress
AddressBook::contradictory(const Matches& provinces, const DistrictMatches& districts) const {
    std::vector<std::string> codes;
    for (const std::size_t index : provinces) {
        codes.push_back(places_.provinces[index].code);
    }
    for (const DistrictRef& ref : districts) {
        codes.push_back(at(ref).code);
    }
    return ambiguous(std::move(codes));
}

bool AddressBook::is_vietnamese(std::size_t province) const {
    return places_.provinces[province].country == "VN";
}

/// Both in one line, or each in the other's place: a pair of parts that names a district and the
/// province it lies in, in whatever order.
ResolvedAddress AddressBook::by_parts(const AddressText& text) const {
    std::vector<std::string> parts = name_parts(text.province);
    const std::size_t of_province = parts.size();
    std::ranges::move(name_parts(text.district), std::back_inserter(parts));
    const Matches country = provinces_of(text.country);
    Matches provinces;
    DistrictMatches districts;
    std::string rest;
    bool is_province_read = text.province.empty();
    for (std::size_t i = 0; i < parts.size(); ++i) {
        Matches named = provinces_named(text.country, parts[i]);
        std::erase_if(named, [&](std::size_t index) { return contains(provinces, index); });
        const auto found = districts_named(parts[i], country);
        // One word stands for the province or for its district of that name, not for both.
        std::ranges::copy_if(found, std::back_inserter(districts), [&](const DistrictRef& ref) {
            return !contains(named, ref.province) && !contains(districts, ref);
        });
        const bool is_read = !named.empty() || !found.empty();
        is_province_read = is_province_read || (i < of_province && is_read);
        rest = named.empty() && rest.empty() ? parts[i] : rest;
        provinces.insert(provinces.end(), named.begin(), named.end());
    }
    DistrictMatches inside = districts;
    std::erase_if(inside, [&](const DistrictRef& ref) {
        return !contains(provinces, ref.province);
    });
    if (!inside.empty()) {
        return in_one_of(inside, rest);
    }
    if (!provinces.empty() && (districts.empty() || is_vietnamese(provinces.front()))) {
        return in_one_of(provinces, rest);
    }
    if (!provinces.empty()) {
        return contradictory(provinces, districts);
    }
    if (districts.empty()) {
        return {};
    }
    ResolvedAddress found = in_one_of(districts, rest);
    if (found.fit == AddressFit::resolved && !is_province_read) { // it might say something else
        const bool is_lao = found.country == "LA";
        found = ambiguous({is_lao ? found.district : found.province});
    }
    return found;
}

ResolvedAddress AddressBook::resolve(const AddressText& text) const {
    if (text.province.empty() && text.district.empty()) {
        return in_one_of(provinces_of(text.country), "");
    }
    ResolvedAddress found = by_fields(text);
    if (found.fit == AddressFit::unknown) {
        found = by_parts(text);
    }
    return found.fit == AddressFit::unknown ? unknown(text) : found;
}

ResolvedAddress AddressBook::unknown(const AddressText& text) const {
    ResolvedAddress address;
    const bool by_district = text.province.empty();
    address.asks = by_district ? AddressMember::district : AddressMember::province;
    address.nearest = by_district ? nearest_districts(text.district, provinces_of(text.country))
                                  : nearest_provinces(text.country, text.province);
    return address;
}

std::vector<std::string>
AddressBook::nearest_provinces(std::string_view country, std::string_view text) const {
    NearNames near{name_keys(text, Tier::province)};
    for (const auto& [key, matches] : province_keys_) {
        for (const std::size_t index : matches) {
            if (country.empty() || places_.provinces[index].country == country) {
                near.compare(key, places_.provinces[index].code);
            }
        }
    }
    return near.codes();
}

std::vector<std::string>
AddressBook::nearest_districts(std::string_view text, const Matches& within) const {
    NearNames near{name_keys(text, Tier::district)};
    for (const auto& [key, matches] : district_keys_) {
        for (const DistrictRef& ref : matches) {
            if (contains(within, ref.province)) {
                near.compare(key, at(ref).code);
            }
        }
    }
    return near.codes();
}

std::vector<std::string>
AddressBook::nearest_districts(std::string_view province, std::string_view text) const {
    const auto found = std::ranges::find(places_.provinces, province, &Province::code);
    if (found == places_.provinces.end()) {
        return {};
    }
    return nearest_districts(text, {static_cast<std::size_t>(found - places_.provinces.begin())});
}

} // namespace route9::fulfillment
