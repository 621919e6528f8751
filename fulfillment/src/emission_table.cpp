// SPDX-License-Identifier: Apache-2.0
#include "corridor_rows.hpp"
#include "fulfillment/emissions.hpp"

#include <algorithm>
#include <array>
#include <functional>
#include <utility>

namespace route9::fulfillment {
namespace {

constexpr std::size_t kRowsMax = 100;
constexpr std::int64_t kFirstYear = 2000;
constexpr std::int64_t kLastYear = 2100;
constexpr std::array<std::string_view, 3> kScopes{"WTW", "TTW", "WTT"};

/// In thousandths; a factor of more than 100,000 is a slip of the unit.
std::int64_t read_thousandths(ObjectReader& reader, std::string_view name) {
    constexpr int decimals = 3;
    constexpr std::int64_t most = 100'000;
    const auto value = reader.decimal(name, Need::required);
    if (!value) {
        return 0;
    }
    if (value->is_negative() || *value > Decimal{most, 0} || value->scale() > decimals) {
        reader.refuse(name, "out_of_range", "must be 0 to 100000 with at most three decimals");
        return 0;
    }
    return value->units() * power_of_ten(decimals - value->scale());
}

int read_year(ObjectReader& reader) {
    return static_cast<int>(
        reader.integer("year", Need::required, kFirstYear, kLastYear).value_or(kFirstYear)
    );
}

int read_percent(ObjectReader& reader, std::string_view name, std::int64_t least) {
    constexpr std::int64_t most = 200;
    return static_cast<int>(reader.integer(name, Need::required, least, most).value_or(least));
}

TransportFactor read_transport(
    const Json& row, std::string pointer, std::set<std::string>& ids, FieldErrors& errors
) {
    ObjectReader reader{row, std::move(pointer), errors};
    TransportFactor factor;
    factor.id = read_word(reader, "id", Need::required);
    note_id(reader, "id", factor.id, ids);
    factor.mg_per_tkm = read_thousandths(reader, "g_per_tkm");
    factor.scope = read_word(reader, "scope", Need::required);
    if (std::ranges::find(kScopes, factor.scope) == kScopes.end()) {
        reader.refuse("scope", "unknown_word", "must be WTW, TTW or WTT");
    }
    factor.year = read_year(reader);
    factor.payload_max_g = read_thousandths(reader, "payload_max_kg");
    factor.uncertainty_percent = read_percent(reader, "uncertainty_percent", 0);
    factor.sources = read_texts(reader, "sources", Need::required);
    factor.certainty = read_certainty(reader, "certainty");
    reader.finish();
    return factor;
}

PackagingFactor read_packaging(
    const Json& row, std::string pointer, std::set<std::string>& ids, FieldErrors& errors
) {
    ObjectReader reader{row, std::move(pointer), errors};
    PackagingFactor factor;
    factor.id = read_word(reader, "id", Need::required);
    note_id(reader, "id", factor.id, ids);
    factor.name = read_word(reader, "name", Need::required);
    factor.mg_per_kg = read_thousandths(reader, "g_per_kg");
    factor.year = read_year(reader);
    factor.sources = read_texts(reader, "sources", Need::required);
    factor.certainty = read_certainty(reader, "certainty");
    reader.finish();
    return factor;
}

using TakeRow = std::function<void(const Json& row, std::string pointer)>;

void for_each_row(ObjectReader& reader, std::string_view name, const TakeRow& take) {
    const Json* array = reader.array(name, Need::required, kRowsMax);
    for (std::size_t i = 0; array != nullptr && i < array->size(); ++i) {
        take((*array)[i], pointer_step(reader.pointer(name), i));
    }
}

} // namespace

Result<EmissionTable> EmissionTable::load(std::string_view file, const EmissionFactor& planning) {
    constexpr std::int64_t milligrams = 1'000;
    const auto json = parse_json(file);
    if (!json) {
        return Failure{json.error()};
    }
    FieldErrors errors;
    EmissionTable table;
    ObjectReader reader{*json, "factors.json#", errors};
    read_word(reader, "as_of", Need::required);
    const std::string fallback = read_word(reader, "default", Need::required);
    std::set<std::string> ids;
    for_each_row(reader, "transport", [&](const Json& row, std::string at) {
        table.transport_.push_back(read_transport(row, std::move(at), ids, errors));
    });
    for_each_row(reader, "packaging", [&](const Json& row, std::string at) {
        table.packaging_.push_back(read_packaging(row, std::move(at), ids, errors));
    });
    if (const Json* row = reader.object("adjustments", Need::required)) {
        ObjectReader adjustments{*row, reader.pointer("adjustments"), errors};
        table.cold_percent_ = read_percent(adjustments, "refrigerated_percent", 100);
        table.driven_percent_ = read_percent(adjustments, "driven_instead_of_planned_percent", 50);
        read_texts(adjustments, "sources", Need::required);
        read_certainty(adjustments, "certainty");
        adjustments.finish();
    }
    if (!std::ranges::is_sorted(
            table.transport_, std::ranges::less_equal{}, &TransportFactor::payload_max_g
        )) {
        reader.refuse("transport", "out_of_order", "payload_max_kg must rise from row to row");
    }
    const auto found = std::ranges::find(table.transport_, fallback, &TransportFactor::id);
    const bool agrees = found != table.transport_.end() && found->id == planning.id &&
                        found->mg_per_tkm == planning.grams_per_tkm * milligrams &&
                        table.cold_percent_ == planning.cold_percent;
    if (!agrees) {
        reader.refuse(
            "default", "other_factor", "must be a row that says what legs.json#/emission says"
        );
    }
    reader.finish();
    if (!errors.empty()) {
        return fail_fields(std::move(errors));
    }
    table.fallback_ = static_cast<std::size_t>(found - table.transport_.begin());
    return table;
}

const TransportFactor& EmissionTable::for_payload(std::optional<std::int64_t> payload_g) const {
    if (payload_g) {
        for (const TransportFactor& factor : transport_) {
            if (*payload_g <= factor.payload_max_g) {
                return factor;
            }
        }
    }
    return fallback();
}

const TransportFactor* EmissionTable::transport(std::string_view id) const noexcept {
    const auto found = std::ranges::find(transport_, id, &TransportFactor::id);
    return found == transport_.end() ? nullptr : &*found;
}

const PackagingFactor* EmissionTable::packaging(std::string_view id) const noexcept {
    const auto found = std::ranges::find(packaging_, id, &PackagingFactor::id);
    return found == packaging_.end() ? nullptr : &*found;
}

} // namespace route9::fulfillment
