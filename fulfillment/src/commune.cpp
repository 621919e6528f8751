// SPDX-License-Identifier: Apache-2.0
#include "fulfillment/commune.hpp"

#include "fulfillment/declarations/table_text.hpp"
#include "place_name.hpp"

#include <algorithm>
#include <array>
#include <mutex>
#include <set>
#include <unordered_map>
#include <utility>

namespace route9::fulfillment {
namespace {

using declarations::TableRow;
using Index = std::unordered_map<std::string, std::vector<std::size_t>>;

struct FormerCommune {
    std::string district;
    std::string name;
    std::vector<std::size_t> now; // of the province's communes
};

bool is_number(std::string_view text) {
    return std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; });
}

void add_name(Index& index, const std::string& name, std::size_t row, Tier tier) {
    NameKeys keys = name_keys(name, tier);
    index[std::move(keys.whole)].push_back(row);
    if (!keys.bare.empty() && !is_number(keys.bare)) { // Phường 1
        index[std::move(keys.bare)].push_back(row);
    }
}

const std::vector<std::size_t>* find_name(const Index& index, const NameKeys& keys) {
    for (const std::string* key : {&keys.whole, &keys.spelt, &keys.bare}) {
        const auto found = key->empty() ? index.end() : index.find(*key);
        if (found != index.end()) {
            return &found->second;
        }
    }
    return nullptr;
}

} // namespace

struct CommuneBook::ProvinceUnits {
    std::vector<Commune> communes;
    std::vector<FormerCommune> former;
    std::vector<std::pair<std::string, std::string>> districts; // code and name

    std::once_flag once;
    Index commune_keys;
    Index former_keys;
    Index district_keys;

    void index() {
        for (std::size_t i = 0; i < communes.size(); ++i) {
            add_name(commune_keys, communes[i].name, i, Tier::commune);
        }
        for (std::size_t i = 0; i < former.size(); ++i) {
            add_name(former_keys, former[i].name, i, Tier::commune);
        }
        for (std::size_t i = 0; i < districts.size(); ++i) {
            add_name(district_keys, districts[i].second, i, Tier::district);
        }
    }

    std::set<std::string> districts_named(std::string_view text) const {
        std::set<std::string> codes;
        const auto* rows = find_name(district_keys, name_keys(text, Tier::district));
        for (std::size_t i = 0; rows != nullptr && i < rows->size(); ++i) {
            codes.insert(districts[(*rows)[i]].first);
        }
        return codes;
    }

    /// What the name may mean now. Beside a district that is no more it is a name of that time.
    std::set<std::size_t> meanings(std::string_view name, std::string_view district) const {
        const NameKeys keys = name_keys(name, Tier::commune);
        const auto* before = find_name(former_keys, keys);
        const auto* today = find_name(commune_keys, keys);
        const auto within = districts_named(district);
        std::set<std::size_t> all;
        std::set<std::size_t> inside;
        for (std::size_t i = 0; before != nullptr && i < before->size(); ++i) {
            const FormerCommune& unit = former[(*before)[i]];
            all.insert(unit.now.begin(), unit.now.end());
            if (within.contains(unit.district)) {
                inside.insert(unit.now.begin(), unit.now.end());
            }
        }
        if (!inside.empty()) {
            return inside;
        }
        if (today != nullptr) {
            all.insert(today->begin(), today->end());
        }
        return all;
    }
};

CommuneBook::CommuneBook() = default;
CommuneBook::~CommuneBook() = default;
CommuneBook::CommuneBook(CommuneBook&&) noexcept = default;
CommuneBook& CommuneBook::operator=(CommuneBook&&) noexcept = default;

/// Reads the three files; what a unit became is known before the unit itself.
struct CommuneBook::Loader {
    struct Became {
        std::string province;
        std::vector<std::size_t> now;
    };

    CommuneBook book;
    FieldErrors errors;
    std::set<std::string> codes;
    std::map<std::string, std::string> district_names;
    std::unordered_map<std::string, Became> became;       // by the code of before
    std::set<std::pair<std::string, std::string>> listed; // districts of each province

    std::string read_code(TableRow& row) {
        std::string code = row.id("code");
        if (!codes.insert(code).second) {
            row.refuse("code", "repeated", "is the code of an earlier row");
        }
        return code;
    }

    void take_commune(TableRow& row) {
        Commune commune{read_code(row), row.text("province"), row.text("name")};
        auto& units = book.provinces_[commune.province];
        if (!units) {
            units = std::make_unique<ProvinceUnits>();
        }
        std::string_view rest = row.cell("former");
        while (!rest.empty()) {
            const auto end = std::min(rest.find(' '), rest.size());
            Became& unit = became[std::string{rest.substr(0, end)}];
            if (!unit.province.empty() && unit.province != commune.province) {
                row.refuse("former", "conflict", "holds a code that another province has too");
            }
            unit.province = commune.province;
            unit.now.push_back(units->communes.size());
            rest.remove_prefix(std::min(end + 1, rest.size()));
        }
        units->communes.push_back(std::move(commune));
    }

    void take_former(TableRow& row) {
        const std::string code = read_code(row);
        FormerCommune unit{row.text("district"), row.text("name"), {}};
        const auto district = district_names.find(unit.district);
        if (district == district_names.end()) {
            row.refuse("district", "unknown_district", "must be a code of former_districts_vn.csv");
            return;
        }
        auto found = became.extract(code);
        if (found.empty()) {
            return; // nobody says what it became
        }
        ProvinceUnits& units = *book.provinces_[found.mapped().province];
        if (listed.emplace(found.mapped().province, unit.district).second) {
            units.districts.emplace_back(*district);
        }
        unit.now = std::move(found.mapped().now);
        units.former.push_back(std::move(unit));
    }

    void refuse_strangers() {
        for (const auto& [code, unit] : became) {
            errors.push_back({
                "communes_vn.csv/former",
                "unknown_commune",
                code + " is not in former_communes_vn.csv",
            });
        }
    }
};

Result<CommuneBook> CommuneBook::load(const CommuneFiles& files) {
    constexpr std::array<std::string_view, 4> kCommune{"code", "province", "name", "former"};
    constexpr std::array<std::string_view, 3> kDistrict{"code", "province", "name"};
    constexpr std::array<std::string_view, 3> kFormer{"code", "district", "name"};
    Loader loader;
    FieldErrors& errors = loader.errors;
    declarations::read_table(
        "communes_vn.csv",
        files.communes,
        kCommune,
        errors,
        [&](TableRow& row) { loader.take_commune(row); }
    );
    declarations::read_table(
        "former_districts_vn.csv",
        files.former_districts,
        kDistrict,
        errors,
        [&](TableRow& row) { loader.district_names.emplace(row.id("code"), row.text("name")); }
    );
    loader.codes.clear();
    declarations::read_table(
        "former_communes_vn.csv",
        files.former_communes,
        kFormer,
        errors,
        [&](TableRow& row) { loader.take_former(row); }
    );
    loader.refuse_strangers();
    if (!errors.empty()) {
        return fail_fields(std::move(errors));
    }
    return std::move(loader.book);
}

CommuneMatch CommuneBook::resolve(
    std::string_view province, std::string_view district, std::string_view village
) const {
    const auto found = provinces_.find(province);
    if (found == provinces_.end()) {
        return {};
    }
    ProvinceUnits& units = *found->second;
    std::call_once(units.once, [&units] { units.index(); });
    std::vector<std::string> parts = name_parts(village);
    std::ranges::move(name_parts(district), std::back_inserter(parts));
    for (std::size_t i = 0; i < parts.size(); ++i) {
        const std::string_view behind = i + 1 < parts.size() ? std::string_view{parts[i + 1]} : "";
        const auto meanings = units.meanings(parts[i], behind);
        if (meanings.empty()) {
            continue;
        }
        CommuneMatch match{meanings.size() == 1 ? AddressFit::resolved : AddressFit::ambiguous, {}};
        for (const std::size_t row : meanings) {
            match.communes.push_back(units.communes[row]);
        }
        return match;
    }
    return {};
}

} // namespace route9::fulfillment
