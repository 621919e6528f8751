// SPDX-License-Identifier: Apache-2.0
// From what a buyer typed to codes and a hub: province and district, each a code or a name in Lao,
// Vietnamese or Latin script, old Vietnamese names and codes included; both in one line or in each
// other's place. What fits more than one place is returned as candidates, never guessed. Immutable,
// shared between threads.
// Source: logistics conventions, "Address" and §4 (province 44, LA-VT and LA-VI, twin districts).
#pragma once

#include "fulfillment/place.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace route9::fulfillment {

/// Each may be empty. `country` is "VN", "LA" or empty.
struct AddressText {
    std::string country;
    std::string province;
    std::string district;
};

enum class AddressFit : std::uint8_t { resolved, ambiguous, unknown };
enum class AddressMember : std::uint8_t { province, district };

struct ResolvedAddress {
    AddressFit fit = AddressFit::unknown;
    std::string country;
    std::string province;                // code
    std::string district;                // code; the text as typed where no list is in force (VN)
    std::string hub;                     // node id; empty where the province has none
    std::vector<std::string> candidates; // codes, sorted, when ambiguous
    AddressMember asks = AddressMember::district; // when not resolved: the one to look at
    std::vector<std::string> nearest{};           // codes, when unknown: spelt nearly so
};

/// A place in words, for who has to choose one.
struct PlaceWords {
    std::string country;
    std::string province;      // code
    std::string district;      // code; empty for a province
    std::string name;          // in the script of its country
    std::string name_latin;    // English where there is one
    std::string province_name; // the same two of its province; empty for a province
    std::string province_name_latin;
};

/// A Vietnamese province that is no more, as somebody still wrote it.
struct FormerUnit {
    std::string code;
    std::string name;
    Day until{}; // its last day
};

class AddressBook {
public:
    AddressBook() = default;
    explicit AddressBook(Places places);

    ResolvedAddress resolve(const AddressText& text) const;

    /// Codes of the province's districts that are spelt nearly as the text, the nearest first.
    std::vector<std::string>
    nearest_districts(std::string_view province, std::string_view text) const;

    /// Of a code that resolve() gave.
    std::optional<PlaceWords> words(std::string_view code) const;

    /// The unit of before the merger that the text names and the province of this code no longer
    /// is called by.
    std::optional<FormerUnit> former_unit(std::string_view text, std::string_view province) const;

    /// What a Vietnamese province code meant on that day ("44": Quảng Bình until 30 June 2025,
    /// Quảng Trị since). Nullopt for a code that was not in force.
    std::optional<std::string> vietnamese_province_name(std::string_view code, Day day) const;

    /// The district by code or name within a province; the text itself where nothing fits.
    std::string district_key(std::string_view province, std::string_view text) const;

    /// Whether an order there waits until it says village, landmark, pick-up point or street.
    bool requires_delivery_point(std::string_view country) const;

private:
    using Matches = std::vector<std::size_t>;
    struct DistrictRef {
        std::size_t province;
        std::size_t district;

        friend bool operator==(const DistrictRef&, const DistrictRef&) = default;
    };
    using DistrictMatches = std::vector<DistrictRef>;
    template <class Value>
    using Index = std::unordered_map<std::string, Value>;

    void index_province(std::size_t index);
    void index_district(DistrictRef ref);
    void index_literals();
    Matches provinces_by_key(std::string_view text) const;
    DistrictMatches districts_by_key(std::string_view text) const;
    Matches provinces_named(std::string_view country, std::string_view text) const;
    DistrictMatches districts_named(std::string_view text, const Matches& within) const;
    Matches provinces_of(std::string_view country) const;
    const District& at(const DistrictRef& ref) const;

    ResolvedAddress by_fields(const AddressText& text) const;
    ResolvedAddress by_parts(const AddressText& text) const;
    ResolvedAddress by_district_alone(const AddressText& text) const;
    ResolvedAddress
    without_listed_district(const AddressText& text, const Matches& provinces) const;
    ResolvedAddress in_province(std::size_t index, std::string district) const;
    ResolvedAddress in_one_of(const Matches& provinces, std::string_view district) const;
    ResolvedAddress in_one_of(const DistrictMatches& districts, std::string_view text) const;
    ResolvedAddress contradictory(const Matches& provinces, const DistrictMatches& districts) const;
    bool is_vietnamese(std::size_t province) const;
    ResolvedAddress ambiguous(std::vector<std::string> codes) const;
    ResolvedAddress unknown(const AddressText& text) const;
    std::vector<std::string>
    nearest_provinces(std::string_view country, std::string_view text) const;
    std::vector<std::string> nearest_districts(std::string_view text, const Matches& within) const;

    Places places_;
    Index<Matches> province_keys_;
    Index<Matches> province_spellings_;
    Index<Matches> exact_names_;
    Index<DistrictMatches> district_keys_;
    Index<DistrictMatches> district_spellings_;
    Index<Matches> province_literals_; // what the data itself writes, found without folding
    Index<DistrictMatches> district_literals_;
};

} // namespace route9::fulfillment
