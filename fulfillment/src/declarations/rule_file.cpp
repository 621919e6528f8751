// SPDX-License-Identifier: Apache-2.0
#include "fulfillment/declarations/exact_value.hpp"
#include "fulfillment/declarations/rule.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

namespace route9::fulfillment::declarations {
namespace {

constexpr std::array<std::string_view, 16> kColumns{
    "rule_id",
    "country",
    "direction",
    "mode",
    "service",
    "kind",
    "key",
    "comparator",
    "value",
    "unit",
    "priority",
    "valid_from",
    "valid_to",
    "legal_ref",
    "certainty",
    "source",
};

std::optional<Comparator> parse_comparator(std::string_view text) noexcept {
    constexpr std::array<std::string_view, 5> words{"eq", "lt", "le", "gt", "ge"};
    const auto* const found = std::ranges::find(words, text);
    if (found == words.end()) {
        return std::nullopt;
    }
    return static_cast<Comparator>(found - words.begin());
}

template <class Value, class Parse>
std::vector<Value> list_of(TableRow& row, std::string_view column, Parse parse) {
    std::vector<Value> out;
    if (row.cell(column) == "any") {
        return out;
    }
    for (const std::string& part : row.parts(column)) {
        if (const auto value = parse(part)) {
            out.push_back(*value);
        } else {
            row.refuse(column, "unknown_value", "must be any, or known words joined by |");
        }
    }
    if (out.empty()) {
        row.refuse(column, "required", "must be any, or known words joined by |");
    }
    return out;
}

std::string_view unit_of(RuleValue value, Country country) {
    switch (value) {
    case RuleValue::money:
        return code(currency_of(country));
    case RuleValue::percent:
        return "pct";
    case RuleValue::count:
        return "count";
    case RuleValue::word:
    case RuleValue::truth:
        return "";
    }
    return "";
}

void read_value(TableRow& row, Rule& rule) {
    const RuleKeyName& key = rule_key_name(rule.key);
    const bool share = key.kind == "preference" && row.cell("unit").starts_with("pct_of_");
    if (row.cell("unit") != unit_of(key.value, rule.applies.country) && !share) {
        row.refuse("unit", "unknown_value", "is not the unit of this key");
    }
    if (key.value == RuleValue::word || key.value == RuleValue::truth) {
        rule.word = row.text("value");
        const bool truth = rule.word == "true" || rule.word == "false";
        if (key.value == RuleValue::truth && !truth) {
            row.refuse("value", "malformed", "must be true or false");
        }
        return;
    }
    const auto number = row.decimal("value");
    if (number && number->is_negative()) {
        row.refuse("value", "out_of_range", "must not be negative");
    }
    const bool finer = number && number->scale() > rate_decimals_max;
    const bool larger = number && *number > Decimal{rate_percent_max, 0};
    if (key.value == RuleValue::percent && (finer || larger)) {
        row.refuse("value", "out_of_range", "must be 0 to 1000 percent with at most 6 decimals");
    }
    rule.number = number.value_or(Decimal{});
}

void read_priority(TableRow& row, Rule& rule) {
    const auto number = row.decimal("priority");
    if (number && (number->scale() != 0 || number->units() < 0 || number->units() > 999)) {
        row.refuse("priority", "out_of_range", "must be a whole number from 0 to 999");
        return;
    }
    rule.priority = number ? static_cast<int>(number->units()) : 0;
}

Rule read_rule(TableRow& row) {
    Rule rule;
    rule.id = row.id("rule_id");
    rule.applies.country = row.word("country", parse_country).value_or(Country::vn);
    rule.applies.direction = row.word("direction", parse_direction).value_or(Direction{});
    rule.applies.modes = list_of<Mode>(row, "mode", parse_mode);
    rule.applies.services = list_of<Service>(row, "service", parse_service);
    rule.comparator = row.word("comparator", parse_comparator).value_or(Comparator::eq);
    rule.validity = row.validity().value_or(Validity{});
    rule.legal_ref = row.text("legal_ref");
    rule.certainty = row.word("certainty", parse_certainty).value_or(Certainty::unconfirmed);
    row.text("source");
    read_priority(row, rule);
    const auto key = parse_rule_key(row.cell("kind"), row.cell("key"));
    if (!key) {
        row.refuse("key", "unknown_key", "is not a key of this kind that an assessment asks for");
        return rule;
    }
    rule.key = *key;
    read_value(row, rule);
    return rule;
}

bool both_decide(const Rule& left, const Rule& right) {
    return left.key == right.key && left.priority == right.priority &&
           left.applies.specificity() == right.applies.specificity() &&
           left.applies.overlaps(right.applies) && left.validity.overlaps(right.validity);
}

} // namespace

std::vector<Rule> read_rules(std::string_view file, std::string_view text, FieldErrors& errors) {
    std::vector<Rule> rules;
    read_table(file, text, kColumns, errors, [&](TableRow& row) {
        const std::size_t errors_before = errors.size();
        Rule rule = read_rule(row);
        if (errors.size() != errors_before) {
            return;
        }
        for (const Rule& earlier : rules) {
            if (earlier.id == rule.id) {
                row.refuse("rule_id", "duplicate", "is used by an earlier row");
            } else if (both_decide(earlier, rule)) {
                row.refuse(
                    "valid_from",
                    "overlap",
                    fmt::format(
                        "overlaps rule {}: close one of them before the other begins", earlier.id
                    )
                );
            }
        }
        rules.push_back(std::move(rule));
    });
    return rules;
}

} // namespace route9::fulfillment::declarations
