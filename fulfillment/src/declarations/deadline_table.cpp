// SPDX-License-Identifier: Apache-2.0
#include "fulfillment/declarations/deadline_table.hpp"

#include <algorithm>
#include <array>
#include <chrono>
#include <utility>

namespace route9::fulfillment::declarations {
namespace {

constexpr std::array<std::string_view, 15> kColumns{
    "deadline_id",
    "country",
    "direction",
    "service",
    "flag",
    "event_from",
    "event_due",
    "comparator",
    "amount",
    "unit",
    "legal_ref",
    "certainty",
    "decision_on_miss",
    "valid_from",
    "valid_to",
};

constexpr std::int64_t amount_max = 10'000;

std::optional<CustomsEvent> parse_event(std::string_view text) {
    constexpr std::array<std::string_view, 4> words{
        "registered_on", "lodged_at", "vehicle_departs_at", "arrived_at"
    };
    const auto* const found = std::ranges::find(words, text);
    if (found == words.end()) {
        return std::nullopt;
    }
    return static_cast<CustomsEvent>(found - words.begin());
}

std::optional<DeadlineKind> parse_kind(std::string_view text) {
    if (text == "min") {
        return DeadlineKind::at_least;
    }
    return text == "max" ? std::optional{DeadlineKind::at_most} : std::nullopt;
}

std::optional<DeadlineUnit> parse_unit(std::string_view text) {
    if (text == "hours") {
        return DeadlineUnit::hours;
    }
    return text == "days" ? std::optional{DeadlineUnit::days} : std::nullopt;
}

std::optional<Instant> instant_of(const CustomsEvents& events, CustomsEvent event) {
    switch (event) {
    case CustomsEvent::registered_on:
        return corridor_midnight(events.registered_on);
    case CustomsEvent::lodged_at:
        return events.lodged_at;
    case CustomsEvent::vehicle_departs_at:
        return events.vehicle_departs_at;
    case CustomsEvent::arrived_at:
        return events.arrived_at;
    }
    return std::nullopt;
}

std::vector<Service> services_of(TableRow& row) {
    std::vector<Service> out;
    if (row.cell("service") == "any") {
        return out;
    }
    for (const std::string& part : row.parts("service")) {
        if (const auto service = parse_service(part)) {
            out.push_back(*service);
        } else {
            row.refuse("service", "unknown_value", "must be any, or services joined by |");
        }
    }
    return out;
}

Deadline read_deadline(TableRow& row) {
    Deadline out;
    out.id = row.id("deadline_id");
    out.country = row.word("country", parse_country).value_or(Country::vn);
    out.direction = row.word("direction", parse_direction).value_or(Direction{});
    out.services = services_of(row);
    out.flag = row.word("flag", parse_flag).value_or(Flag{});
    out.from = row.word("event_from", parse_event).value_or(CustomsEvent{});
    out.due = row.word("event_due", parse_event).value_or(CustomsEvent{});
    out.kind = row.word("comparator", parse_kind).value_or(DeadlineKind::at_least);
    out.unit = row.word("unit", parse_unit).value_or(DeadlineUnit::hours);
    out.legal_ref = row.text("legal_ref");
    out.certainty = row.word("certainty", parse_certainty).value_or(Certainty::unconfirmed);
    out.on_miss = row.word("decision_on_miss", parse_decision).value_or(Decision::accept);
    out.validity = row.validity().value_or(Validity{});
    const auto amount = row.decimal("amount");
    if (amount && (amount->scale() != 0 || amount->units() < 0 || amount->units() > amount_max)) {
        row.refuse("amount", "out_of_range", "must be a whole number from 0 to 10000");
    } else if (amount) {
        out.amount = amount->units();
    }
    return out;
}

} // namespace

bool Deadline::missed(const CustomsEvents& events) const {
    const auto start = instant_of(events, from);
    const auto end = instant_of(events, due);
    if (!start || !end) {
        return false;
    }
    if (unit == DeadlineUnit::hours) {
        const std::chrono::hours limit{amount};
        return kind == DeadlineKind::at_least ? *end - *start < limit : *end - *start > limit;
    }
    const std::chrono::days limit{amount};
    const auto passed =
        std::chrono::sys_days{corridor_day(*end)} - std::chrono::sys_days{corridor_day(*start)};
    return kind == DeadlineKind::at_least ? passed < limit : passed > limit;
}

std::vector<Deadline>
read_deadlines(std::string_view file, std::string_view text, FieldErrors& errors) {
    std::vector<Deadline> out;
    read_table(file, text, kColumns, errors, [&](TableRow& row) {
        Deadline deadline = read_deadline(row);
        const bool known = std::ranges::any_of(out, [&](const Deadline& earlier) {
            return earlier.id == deadline.id;
        });
        if (known) {
            row.refuse("deadline_id", "duplicate", "is used by an earlier row");
        }
        out.push_back(std::move(deadline));
    });
    return out;
}

} // namespace route9::fulfillment::declarations
