// SPDX-License-Identifier: Apache-2.0
#include "fulfillment/commune.hpp"

#include "core/json.hpp"
#include "place_name.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <mutex>
#include <optional>
#include <set>
#include <unordered_map>
#include <utility>

namespace route9::fulfillment {
namespace {

using Index = std::unordered_map<std::string, std::vector<std::size_t>>;

constexpr std::size_t kCommuneCodes = 100'000; // five digits
constexpr std::size_t kDistrictCodes = 1'000;

struct FormerCommune {
    std::size_t district = 0; // code
    std::string name;
    std::vector<std::size_t> now; // of the province's communes
};

struct NamedDistrict {
    std::size_t code = 0;
    std::string name;
};

/// A row of one of the files: they are long and read at every start, so nothing is copied. No cell
/// is quoted; the last of three is empty.
struct Line {
    std::string_view file;
    std::size_t number = 0;
    std::array<std::string_view, 4> cells{};

    std::string place() const { return fmt::format("{}:{}", file, number); }
};

struct LinesOf {
    std::string_view file;
    std::string_view text;
    std::string_view head;
};

template <class Take>
void read_lines(LinesOf from, FieldErrors& errors, Take take) {
    const auto columns = static_cast<std::size_t>(std::ranges::count(from.head, ',')) + 1;
    bool is_head = true;
    Line line{.file = from.file};
    while (!from.text.empty()) {
        const auto end = std::min(from.text.find('\n'), from.text.size());
        std::string_view rest = from.text.substr(0, end);
        from.text.remove_prefix(std::min(end + 1, from.text.size()));
        ++line.number;
        if (rest.starts_with('#')) {
            continue;
        }
        const auto cells = static_cast<std::size_t>(std::ranges::count(rest, ',')) + 1;
        if (cells != columns || (is_head && rest != from.head) || rest.contains('"')) {
            errors.push_back({line.place(), "malformed", fmt::format("must be {}", from.head)});
            return;
        }
        line.cells = {};
        for (std::size_t i = 0; i < columns; ++i) {
            const auto cell = std::min(rest.find(','), rest.size());
            line.cells[i] = rest.substr(0, cell);
            rest.remove_prefix(std::min(cell + 1, rest.size()));
        }
        if (!is_head) {
            take(line);
        }
        is_head = false;
    }
}

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
    std::vector<NamedDistrict> districts;

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
            add_name(district_keys, districts[i].name, i, Tier::district);
        }
    }

    std::set<std::size_t> districts_named(std::string_view text) const {
        std::set<std::size_t> codes;
        const auto* rows = find_name(district_keys, name_keys(text, Tier::district));
        for (std::size_t i = 0; rows != nullptr && i < rows->size(); ++i) {
            codes.insert(districts[(*rows)[i]].code);
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
    /// A unit of before went into a commune, whole or in part.
    struct Link {
        std::size_t former; // code
        ProvinceUnits* province;
        std::size_t commune;
    };

    CommuneBook book;
    FieldErrors errors;
    std::vector<Link> links; // by `former` once sorted
    std::vector<bool> codes = std::vector<bool>(kCommuneCodes);
    std::vector<std::string> district_names = std::vector<std::string>(kDistrictCodes);

    void refuse(const Line& line, std::string_view column, const char* code, const char* message) {
        errors.push_back({fmt::format("{}/{}", line.place(), column), code, message});
    }

    std::optional<std::size_t>
    read_code(const Line& line, std::string_view column, std::string_view text, std::size_t end) {
        std::size_t code = 0;
        const auto read = std::from_chars(text.data(), text.data() + text.size(), code);
        const bool is_code = read.ec == std::errc{} && read.ptr == text.data() + text.size();
        if (!is_code || code >= end) {
            refuse(line, column, "malformed", "must be a code of digits");
            return std::nullopt;
        }
        return code;
    }

    void note_code(const Line& line, std::string_view text) {
        const auto code = read_code(line, "code", text, kCommuneCodes);
        if (code && codes[*code]) {
            refuse(line, "code", "repeated", "is the code of an earlier row");
        }
        if (code) {
            codes[*code] = true;
        }
    }

    void take_commune(const Line& line) {
        const auto& [code, province, name, former] = line.cells;
        note_code(line, code);
        auto& units = book.provinces_[std::string{province}];
        if (!units) {
            units = std::make_unique<ProvinceUnits>();
        }
        std::string_view rest = former;
        while (!rest.empty()) {
            const auto end = std::min(rest.find(' '), rest.size());
            const auto was = read_code(line, "former", rest.substr(0, end), kCommuneCodes);
            links.push_back({was.value_or(0), units.get(), units->communes.size()});
            rest.remove_prefix(std::min(end + 1, rest.size()));
        }
        units->communes.push_back({std::string{code}, std::string{province}, std::string{name}});
    }

    void take_district(const Line& line) {
        if (const auto code = read_code(line, "code", line.cells[0], kDistrictCodes)) {
            district_names[*code] = line.cells[2];
        }
    }

    void take_former(const Line& line) {
        note_code(line, line.cells[0]);
        const auto code = read_code(line, "code", line.cells[0], kCommuneCodes);
        const auto district = read_code(line, "district", line.cells[1], kDistrictCodes);
        if (!code || !district || district_names[*district].empty()) {
            refuse(
                line, "district", "unknown_district", "must be a code of former_districts_vn.csv"
            );
            return;
        }
        const auto found = std::ranges::equal_range(links, *code, {}, &Link::former);
        if (found.empty()) {
            return; // nobody says what it became
        }
        ProvinceUnits& units = *found.front().province;
        if (std::ranges::find(units.districts, *district, &NamedDistrict::code) ==
            units.districts.end()) {
            units.districts.push_back({*district, district_names[*district]});
        }
        FormerCommune unit{*district, std::string{line.cells[2]}, {}};
        for (const Link& link : found) {
            if (link.province != &units) {
                refuse(line, "code", "conflict", "went into two provinces");
                return;
            }
            unit.now.push_back(link.commune);
        }
        units.former.push_back(std::move(unit));
    }

    void refuse_strangers() {
        for (const Link& link : links) {
            if (!codes[link.former]) {
                errors.push_back({
                    "communes_vn.csv/former",
                    "unknown_commune",
                    fmt::format("{:05} is not in former_communes_vn.csv", link.former),
                });
            }
        }
    }
};

Result<CommuneBook> CommuneBook::load(const CommuneFiles& files) {
    Loader loader;
    FieldErrors& errors = loader.errors;
    read_lines(
        {"communes_vn.csv", files.communes, "code,province,name,former"},
        errors,
        [&](const Line& line) { loader.take_commune(line); }
    );
    std::ranges::sort(loader.links, {}, [](const Loader::Link& link) {
        return std::pair{link.former, link.commune};
    });
    read_lines(
        {"former_districts_vn.csv", files.former_districts, "code,province,name"},
        errors,
        [&](const Line& line) { loader.take_district(line); }
    );
    loader.codes.assign(kCommuneCodes, false);
    read_lines(
        {"former_communes_vn.csv", files.former_communes, "code,district,name"},
        errors,
        [&](const Line& line) { loader.take_former(line); }
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
    // The village as a whole first: "Văn Miếu - Quốc Tử Giám" is one name.
    std::set<std::size_t> meanings = units.meanings(village, district);
    for (std::size_t i = 0; meanings.empty() && i < parts.size(); ++i) {
        const std::string_view behind = i + 1 < parts.size() ? std::string_view{parts[i + 1]} : "";
        meanings = units.meanings(parts[i], behind);
    }
    if (meanings.empty()) {
        return {};
    }
    CommuneMatch match{meanings.size() == 1 ? AddressFit::resolved : AddressFit::ambiguous, {}};
    for (const std::size_t row : meanings) {
        match.communes.push_back(units.communes[row]);
    }
    return match;
}

} // namespace route9::fulfillment
