// SPDX-License-Identifier: Apache-2.0
#include "fulfillment/return_terms.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

namespace route9::fulfillment {
namespace {

using namespace declarations;

constexpr std::array<std::string_view, 11> kRuleColumns{
    "rule_id",
    "from",
    "to",
    "currency",
    "freight",
    "freight_per_kg",
    "duty_percent",
    "valid_from",
    "valid_to",
    "source",
    "certainty",
};
constexpr std::array<std::string_view, 8> kHoldingColumns{
    "rule_id", "country", "carrier", "days", "valid_from", "valid_to", "source", "certainty"
};
constexpr std::array<std::string_view, 8> kAttemptColumns{
    "rule_id", "country", "carrier", "attempts", "valid_from", "valid_to", "source", "certainty"
};
constexpr std::int64_t kDaysMax = 366;
constexpr std::int64_t kAttemptsMax = 20;
constexpr std::int64_t kGramsOfKilogram = 1000;

Money amount(TableRow& cells, std::string_view column, Currency currency) {
    const auto money = Money::parse(cells.text(column), currency);
    if (!money || money->is_negative()) {
        cells.refuse(column, "malformed", "must be an amount of the row's currency, zero or more");
    }
    return money.value_or(Money::zero(currency));
}

Decimal percentage(TableRow& cells) {
    const auto percent = cells.decimal("duty_percent");
    if (percent && percent->is_negative()) {
        cells.refuse("duty_percent", "out_of_range", "must be zero or more");
    }
    return percent.value_or(Decimal{});
}

ReturnRule read_rule(TableRow& cells) {
    const Currency currency = cells.word("currency", parse_currency).value_or(Currency::VND);
    return {
        .id = cells.id("rule_id"),
        .from = cells.word("from", parse_country).value_or(Country::vn),
        .to = cells.word("to", parse_country).value_or(Country::vn),
        .freight = amount(cells, "freight", currency),
        .freight_per_kg = amount(cells, "freight_per_kg", currency),
        .duty_percent = percentage(cells),
        .validity = cells.validity().value_or(Validity{}),
        .certainty = cells.word("certainty", parse_certainty).value_or(Certainty::unconfirmed),
        .source = cells.text("source"),
    };
}

std::int64_t read_whole(TableRow& cells, std::string_view column, std::int64_t max) {
    const auto number = cells.decimal(column);
    const bool is_whole = number && number->scale() == 0;
    if (number && (!is_whole || number->units() < 1 || number->units() > max)) {
        cells.refuse(column, "out_of_range", "must be a whole number, 1 to " + std::to_string(max));
    }
    return is_whole ? number->units() : 0;
}

HoldingDays read_holding(TableRow& cells) {
    return {
        .id = cells.id("rule_id"),
        .country = cells.word("country", parse_country).value_or(Country::vn),
        .carrier = cells.cell("carrier"),
        .days = read_whole(cells, "days", kDaysMax),
        .validity = cells.validity().value_or(Validity{}),
        .certainty = cells.word("certainty", parse_certainty).value_or(Certainty::unconfirmed),
        .source = cells.text("source"),
    };
}

DeliveryAttempts read_attempts(TableRow& cells) {
    return {
        .id = cells.id("rule_id"),
        .country = cells.word("country", parse_country).value_or(Country::vn),
        .carrier = cells.cell("carrier"),
        .attempts = read_whole(cells, "attempts", kAttemptsMax),
        .validity = cells.validity().value_or(Validity{}),
        .certainty = cells.word("certainty", parse_certainty).value_or(Certainty::unconfirmed),
        .source = cells.text("source"),
    };
}

bool is_same(const ReturnRule& left, const ReturnRule& right) {
    return left.from == right.from && left.to == right.to &&
           left.freight.currency() == right.freight.currency();
}

template <class OfCarrier>
bool is_same(const OfCarrier& left, const OfCarrier& right) {
    return left.country == right.country && left.carrier == right.carrier;
}

template <class RowType>
void keep(TableRow& cells, RowType row, std::vector<RowType>& rows) {
    for (const RowType& earlier : rows) {
        if (earlier.id == row.id) {
            cells.refuse("rule_id", "duplicate", "is used by an earlier row");
        } else if (is_same(earlier, row) && earlier.validity.overlaps(row.validity)) {
            cells.refuse("valid_from", "overlap", "overlaps row " + earlier.id);
        }
    }
    rows.push_back(std::move(row));
}

/// The carrier's own row goes before the country's.
template <class OfCarrier>
const OfCarrier* row_of(
    const std::vector<OfCarrier>& rows, Country country, std::string_view carrier, Day day
) noexcept {
    const OfCarrier* of_country = nullptr;
    for (const OfCarrier& row : rows) {
        if (row.country != country || !row.validity.covers(day)) {
            continue;
        }
        if (row.carrier == carrier && !carrier.empty()) {
            return &row;
        }
        if (row.carrier.empty()) {
            of_country = &row;
        }
    }
    return of_country;
}

} // namespace

Result<Money> ReturnRule::freight_of(std::int64_t mass_g) const {
    const std::int64_t kilograms = (mass_g + kGramsOfKilogram - 1) / kGramsOfKilogram;
    const auto by_mass = freight_per_kg.times(kilograms);
    return by_mass ? freight.plus(*by_mass) : by_mass;
}

Result<Money> ReturnRule::duty_of(Money value) const {
    return value.percent(duty_percent, Round::half_up);
}

Result<ReturnTerms> ReturnTerms::load(const ReturnTermFiles& files) {
    ReturnTerms terms;
    FieldErrors errors;
    read_table(
        "return_rules.csv",
        files.return_rules,
        kRuleColumns,
        errors,
        [&terms](TableRow& cells) { keep(cells, read_rule(cells), terms.rules_); }
    );
    read_table(
        "holding_days.csv",
        files.holding_days,
        kHoldingColumns,
        errors,
        [&terms](TableRow& cells) { keep(cells, read_holding(cells), terms.holdings_); }
    );
    read_table(
        "delivery_attempts.csv",
        files.delivery_attempts,
        kAttemptColumns,
        errors,
        [&terms](TableRow& cells) { keep(cells, read_attempts(cells), terms.attempts_); }
    );
    if (!errors.empty()) {
        return fail_fields(std::move(errors));
    }
    return terms;
}

const ReturnRule*
ReturnTerms::rule(Country from, Country to, Currency currency, Day day) const noexcept {
    const auto found = std::ranges::find_if(rules_, [&](const ReturnRule& row) {
        return row.from == from && row.to == to && row.freight.currency() == currency &&
               row.validity.covers(day);
    });
    return found == rules_.end() ? nullptr : &*found;
}

const HoldingDays*
ReturnTerms::holding(Country country, std::string_view carrier, Day day) const noexcept {
    return row_of(holdings_, country, carrier, day);
}

const DeliveryAttempts*
ReturnTerms::attempts(Country country, std::string_view carrier, Day day) const noexcept {
    return row_of(attempts_, country, carrier, day);
}

} // namespace route9::fulfillment
