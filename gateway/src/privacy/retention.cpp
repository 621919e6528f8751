// SPDX-License-Identifier: Apache-2.0
#include "gateway/privacy/retention.hpp"

#include "core/limits.hpp"
#include "fulfillment/declarations/table_text.hpp"

#include <algorithm>
#include <array>
#include <chrono>
#include <utility>

namespace route9::gateway {
namespace {

using namespace fulfillment::declarations;

constexpr std::string_view kFile = "retention/rules.csv";
constexpr std::array<std::string_view, 11> kColumns{
    "rule_id",
    "kind",
    "period",
    "unit",
    "from_event",
    "basis",
    "enabled",
    "source",
    "certainty",
    "valid_from",
    "valid_to",
};
constexpr std::int64_t kPeriodMax = 1'000;

struct KindRow {
    RecordKind kind;
    std::string_view name;
    std::string_view event;
    bool legal;
    std::chrono::hours least; // what the API promises, or a platform relies on
};

constexpr std::array<KindRow, 9> kKinds{{
    {RecordKind::message, "message", "received", false, limits::inbox_retention},
    {RecordKind::answer, "answer", "answered", false, limits::idempotency_retention},
    {RecordKind::early_words, "early_words", "received", false, {}},
    {RecordKind::manifest, "manifest", "sealed", false, {}},
    {RecordKind::declaration_vn, "declaration_vn", "registered", true, {}},
    {RecordKind::declaration_la, "declaration_la", "registered", true, {}},
    {RecordKind::bank_words, "bank_words", "booked", true, {}},
    {RecordKind::draft, "draft", "created", false, {}},
    {RecordKind::photo, "photo", "added", false, {}},
}};
constexpr std::string_view kYearEnd = "_year_end";

const KindRow& row_of(RecordKind kind) {
    return kKinds[static_cast<std::size_t>(kind)];
}

std::optional<RecordKind> parse_kind(std::string_view text) {
    const auto* found = std::ranges::find(kKinds, text, &KindRow::name);
    return found == kKinds.end() ? std::nullopt : std::optional{found->kind};
}

std::optional<PeriodUnit> parse_period_unit(std::string_view text) {
    if (text == "hours") {
        return PeriodUnit::hours;
    }
    if (text == "days") {
        return PeriodUnit::days;
    }
    return text == "years" ? std::optional{PeriodUnit::years} : std::nullopt;
}

std::optional<bool> parse_switch(std::string_view text) {
    return text == "yes" ? std::optional{true} : text == "no" ? std::optional{false} : std::nullopt;
}

std::optional<bool> parse_basis(std::string_view text) {
    return text == "law"   ? std::optional{true}
           : text == "own" ? std::optional{false}
                           : std::nullopt;
}

std::chrono::hours hours_of(const RetentionRule& rule) {
    switch (rule.unit) {
    case PeriodUnit::hours:
        return std::chrono::hours{rule.period};
    case PeriodUnit::days:
        return std::chrono::days{rule.period};
    case PeriodUnit::years:
        return std::chrono::days{rule.period * 365};
    }
    return {};
}

/// The day so many years on; the 29th of February is followed by the 28th.
Day moved(Day day, std::int64_t by) {
    const Day there = day + std::chrono::years{by};
    return there.ok() ? there : Day{there.year() / there.month() / std::chrono::last};
}

void check_against_kind(TableRow& row, const RetentionRule& rule) {
    const KindRow& kind = row_of(rule.kind);
    std::string_view event = row.cell("from_event");
    if (event.ends_with(kYearEnd)) {
        event.remove_suffix(kYearEnd.size());
    }
    if (event != kind.event) {
        row.refuse("from_event", "unknown_value", "is not an event of this kind of record");
    }
    if (rule.legal != kind.legal) {
        row.refuse("basis", "bad_value", "must be law for what an erasure keeps back, else own");
    }
    if (hours_of(rule) < kind.least) {
        row.refuse("period", "too_short", "is shorter than what callers are promised");
    }
    if (rule.from_year_end && rule.unit != PeriodUnit::years) {
        row.refuse("unit", "bad_value", "must be years when it counts from the end of a year");
    }
}

RetentionRule read_rule(TableRow& row) {
    RetentionRule rule;
    rule.id = row.id("rule_id");
    const auto kind = row.word("kind", parse_kind);
    rule.kind = kind.value_or(RecordKind::message);
    rule.unit = row.word("unit", parse_period_unit).value_or(PeriodUnit::days);
    rule.from_year_end = row.cell("from_event").ends_with(kYearEnd);
    rule.legal = row.word("basis", parse_basis).value_or(false);
    rule.enabled = row.word("enabled", parse_switch).value_or(true);
    rule.source = row.text("source");
    rule.certainty = row.word("certainty", parse_certainty) ? row.cell("certainty") : "";
    const auto validity = row.validity().value_or(Validity{});
    rule.valid_from = validity.from;
    if (!row.cell("valid_to").empty()) {
        rule.valid_to = validity.to;
    }
    const auto period = row.decimal("period");
    if (period && (period->scale() != 0 || period->units() < 1 || period->units() > kPeriodMax)) {
        row.refuse("period", "out_of_range", "must be a whole number from 1 to 1000");
    } else if (period) {
        rule.period = period->units();
        if (kind) {
            check_against_kind(row, rule);
        }
    }
    return rule;
}

bool overlap(const RetentionRule& one, const RetentionRule& other) {
    const bool ends_before = one.valid_to && *one.valid_to < other.valid_from;
    const bool begins_after = other.valid_to && *other.valid_to < one.valid_from;
    return !ends_before && !begins_after;
}

void check_against_others(
    TableRow& row, const RetentionRule& rule, const std::vector<RetentionRule>& earlier
) {
    for (const RetentionRule& other : earlier) {
        if (other.id == rule.id) {
            row.refuse("rule_id", "duplicate", "is used by an earlier row");
        }
        if (other.kind == rule.kind && other.enabled && rule.enabled && overlap(other, rule)) {
            row.refuse("valid_from", "overlap", "an earlier row of this kind is in force then");
        }
    }
}

} // namespace

std::string_view name(RecordKind kind) noexcept {
    return row_of(kind).name;
}

Instant RetentionRule::until(Instant event) const {
    if (unit != PeriodUnit::years) {
        return event + hours_of(*this);
    }
    const Day day = corridor_day(event);
    if (from_year_end) {
        const auto year = day.year() + std::chrono::years{period + 1};
        return corridor_midnight(Day{year / std::chrono::January / 1});
    }
    return corridor_midnight(moved(day, period));
}

Instant RetentionRule::oldest_kept(Instant now) const {
    if (unit != PeriodUnit::years) {
        return now - hours_of(*this);
    }
    const Day day = corridor_day(now);
    if (from_year_end) {
        const auto year = day.year() - std::chrono::years{period};
        return corridor_midnight(Day{year / std::chrono::January / 1});
    }
    return corridor_midnight(moved(day, -period));
}

Result<RetentionTable> RetentionTable::load(std::string_view csv) {
    RetentionTable table;
    FieldErrors errors;
    read_table(kFile, csv, kColumns, errors, [&](TableRow& row) {
        RetentionRule rule = read_rule(row);
        check_against_others(row, rule, table.rules_);
        table.rules_.push_back(std::move(rule));
    });
    for (const KindRow& kind : kKinds) {
        const bool ruled = std::ranges::any_of(table.rules_, [&kind](const RetentionRule& rule) {
            return rule.kind == kind.kind && rule.enabled && !rule.valid_to;
        });
        if (!kind.legal && !ruled && errors.empty()) {
            errors.push_back(
                {std::string{kFile},
                 "missing",
                 "has no rule without an end for " + std::string{kind.name}}
            );
        }
    }
    if (!errors.empty()) {
        return fail_fields(std::move(errors));
    }
    return table;
}

const RetentionRule* RetentionTable::in_force(RecordKind kind, Day on) const noexcept {
    const auto found = std::ranges::find_if(rules_, [&](const RetentionRule& rule) {
        return rule.kind == kind && rule.enabled && rule.valid_from <= on &&
               (!rule.valid_to || on <= *rule.valid_to);
    });
    return found == rules_.end() ? nullptr : &*found;
}

bool RetentionTable::keeps(std::string_view rule_id) const noexcept {
    return std::ranges::any_of(rules_, [rule_id](const RetentionRule& rule) {
        return rule.id == rule_id && rule.enabled;
    });
}

} // namespace route9::gateway
