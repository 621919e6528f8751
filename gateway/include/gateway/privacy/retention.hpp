// SPDX-License-Identifier: Apache-2.0
// How long each kind of record is kept, as data (data/retention/rules.csv): a period from an event,
// with its source, its certainty and a switch. A rule of law keeps something back when a person is
// erased; a rule of ours says when something goes. Values; any thread.
#pragma once

#include "core/result.hpp"
#include "core/time.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace route9::gateway {

enum class RecordKind : std::uint8_t {
    message,        // raw inbound deliveries
    answer,         // stored idempotent answers
    early_words,    // what was said with a cancellation that came before its order
    manifest,       // a carrier's sealed manifest with its recipients
    declaration_vn, // who a declaration to Viet Nam's customs names
    declaration_la, // who a declaration to Lao customs names
    bank_words,     // what a bank told in words about a movement
    draft,          // orders that are not confirmed yet, and the chats they were read from
    photo,          // photographs attached to parcels, goods and papers
};

std::string_view name(RecordKind kind) noexcept;

enum class PeriodUnit : std::uint8_t { hours, days, years };

struct RetentionRule {
    std::string id;
    RecordKind kind = RecordKind::message;
    std::int64_t period = 0;
    PeriodUnit unit = PeriodUnit::days;
    bool from_year_end = false; // counts from the end of the event's calendar year
    bool legal = false;         // keeps back what an erasure would take
    Day valid_from{};
    std::optional<Day> valid_to;
    bool enabled = true;
    std::string certainty; // certain, probable or unconfirmed
    std::string source;

    /// The moment from which the record may go.
    Instant until(Instant event) const;
    /// Events up to this one have had their time. The inverse of until(), to the day.
    Instant oldest_kept(Instant now) const;
};

class RetentionTable {
public:
    /// Error: validation_failed naming file and row; also when a kind of ours has no rule in force
    /// or one that is shorter than what the API promises.
    static Result<RetentionTable> load(std::string_view csv);

    /// The switched-on rule of the kind that is valid on a day; null when there is none.
    const RetentionRule* in_force(RecordKind kind, Day on) const noexcept;
    /// False once a rule is switched off or gone from the table: what it kept may go.
    bool keeps(std::string_view rule_id) const noexcept;
    const std::vector<RetentionRule>& rules() const noexcept { return rules_; }

private:
    std::vector<RetentionRule> rules_;
};

} // namespace route9::gateway
