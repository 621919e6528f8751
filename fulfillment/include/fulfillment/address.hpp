// SPDX-License-Identifier: Apache-2.0
// From what a buyer typed to codes and a hub: province and district, each a code or a name in Lao,
// Vietnamese or Latin script, old Vietnamese names and codes included. What fits more than one
// place is returned as candidates, never guessed. Immutable, shared between threads.
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

struct ResolvedAddress {
    AddressFit fit = AddressFit::unknown;
    std::string country;
    std::string province;                // code
    std::string district;                // code; the text as typed where no list exists (VN)
    std::string hub;                     // node id; empty where the province has none
    std::vector<std::string> candidates; // codes, sorted, when ambiguous
};

class AddressBook {
public:
    AddressBook() = default;
    explicit AddressBook(Places places);

    ResolvedAddress resolve(const AddressText& text) const;

    /// What a Vietnamese province code meant on that day ("44": Quảng Bình until 30 June 2025,
    /// Quảng Trị since). Nullopt for a code that was not in force.
    std::optional<std::string> vietnamese_province_name(std::string_view code, Day day) const;

    /// The district by code or name within a province; the text itself where nothing fits.
    std::string district_key(std::string_view province, std::string_view text) const;

private:
    using Matches = std::vector<std::size_t>;
    struct DistrictRef {
        std::size_t province;
        std::size_t district;
    };

    void index_province(std::size_t index);
    Matches provinces_named(std::string_view country, std::string_view text) const;
    std::vector<DistrictRef> districts_named(std::string_view text, const Matches& within) const;
    Matches provinces_of(std::string_view country) const;
    ResolvedAddress in_province(std::size_t index, std::string district) const;
    ResolvedAddress by_district(
        const std::vector<DistrictRef>& districts, const Matches& provinces, std::string_view text
    ) const;
    ResolvedAddress ambiguous(std::vector<std::string> codes) const;

    Places places_;
    std::unordered_map<std::string, Matches> province_keys_;
    std::unordered_map<std::string, Matches> exact_names_;
    std::unordered_map<std::string, std::vector<DistrictRef>> district_keys_;
};

} // namespace route9::fulfillment
