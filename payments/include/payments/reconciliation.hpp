// SPDX-License-Identifier: Apache-2.0
// The vocabulary of reconciliation: what was expected, what was observed, which movement the
// observations are of, and what became of each. Plain values; + is money in, − money out.
// Conservation law of every match: Σ expected = Σ movements + Σ adjustments.
// Source of names and order: docs/api, `route9 reconcile`.
#pragma once

#include "core/money.hpp"
#include "core/time.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace route9::payments {

/// Money that should come or go. `settled` is what earlier runs already matched.
struct Expected {
    std::string id;
    std::string tenant{};
    std::string kind{}; // "order_receipt", "cod", "payout", …
    Money amount{};
    Money settled{};
    std::string reference{}; // payment code, order, parcel or declaration number
    Day due{};
    std::string payer{};
    std::string account{};
    std::string end_to_end{};
    std::string virtual_account{};
    bool cancelled = false;
    std::optional<Instant> cancelled_at{};
};

struct ObservedDetail {
    Money amount{};
    std::string end_to_end{};
};

/// One telling of a movement: a statement line, a bank query answer, a provider's notice.
struct Observation {
    std::string id;
    std::string tenant{};
    std::string source{}; // "statement" and "query" are booked, anything else is a notice
    std::string account{};
    Money amount{};
    Instant booked{};
    std::string bank_ref{};
    std::string memo{};
    std::string counterparty_name{};
    std::string counterparty_account{};
    std::string payer{}; // resolved by the caller
    std::string end_to_end{};
    std::string virtual_account{};
    std::string notice_id{};
    bool unsigned_notice = false;
    std::string file{};
    std::optional<Money> instructed{};
    std::optional<Money> charges{};
    std::string original_end_to_end{};
    std::string return_code{};
    bool reversal = false;
    std::string original_ref{};
    std::vector<ObservedDetail> details{};
};

/// What the observations of one movement say together.
struct Movement {
    std::string id; // "M1", in order of booking
    std::vector<std::string> observations{};
    bool booked_by_bank = false;
    bool signed_notice = false;
    Observation facts{}; // of the booked line where there is one; gaps filled from the others
};

enum class MatchRule : std::uint8_t { p1_id, p2_ref, p4_unique };
enum class MatchKind : std::uint8_t { allocation, returned, reversed };
enum class MatchState : std::uint8_t { matched, provisional, partial };
enum class AdjustmentType : std::uint8_t { bank_charge, customer_credit };

struct Share {
    std::string id;
    Money amount{};

    friend bool operator==(const Share&, const Share&) = default;
};

struct Adjustment {
    AdjustmentType type{};
    Money amount{};

    friend bool operator==(const Adjustment&, const Adjustment&) = default;
};

struct Match {
    MatchKind kind = MatchKind::allocation;
    MatchRule rule{};
    MatchState state = MatchState::matched;
    std::vector<Share> expected{};
    std::vector<Share> movements{};
    std::vector<Adjustment> adjustments{};
    std::string reason{};

    friend bool operator==(const Match&, const Match&) = default;
};

/// In the order in which they are tried for a movement; the last ones stand beside a match or
/// alone. Names are public.
enum class ExceptionCode : std::uint8_t {
    notice_without_statement,
    unconfirmed_notice,
    currency_mismatch,
    late_payment,
    duplicate_payment,
    reference_amount_conflict,
    reference_check_failed,
    reference_truncated,
    ambiguous,
    amount_only,
    unidentified_receipt,
    short_payment,
    overpayment,
    payout_returned,
    receipt_reversed,
    statement_gap,
};

struct MatchException {
    ExceptionCode code{};
    std::string reason{};
    std::optional<Money> amount{}; // without sign
    std::vector<Share> movements{};
    std::vector<std::string> expected{};
    std::vector<std::string> suggest{};
    std::vector<std::string> candidates{};

    friend bool operator==(const MatchException&, const MatchException&) = default;
};

/// A statement as the continuity check sees it.
struct ClosedStatement {
    std::string tenant{};
    std::string account{};
    Day date{};
    bool complete = false;
    std::optional<Money> opening{};
    std::optional<Money> closing{};
};

struct MatchInput {
    std::vector<Expected> expected{};
    std::vector<Observation> observations{};
    std::vector<ClosedStatement> statements{};
    int match_window_days = 60;
};

struct Reconciliation {
    std::vector<Movement> movements{};
    std::vector<Match> matches{};
    std::vector<MatchException> exceptions{};
    std::vector<Share> open_expected{};
    std::vector<std::string> closed_without_payment{};
};

std::string_view name(MatchRule rule) noexcept;
std::string_view name(MatchState state) noexcept;
std::string_view name(AdjustmentType type) noexcept;
std::string_view name(ExceptionCode code) noexcept;
std::optional<ExceptionCode> parse_exception_code(std::string_view text) noexcept;
/// "1:1", "n:1", "1:n", "n:m", "return" or "reversal".
std::string_view kind_name(const Match& match) noexcept;

} // namespace route9::payments
