// SPDX-License-Identifier: Apache-2.0
#include "fulfillment/return_case.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <utility>

namespace route9::fulfillment {
namespace {

constexpr std::array<std::string_view, 3> kReasons{"refused", "unclaimed", "sent_back"};
constexpr std::array<std::string_view, 7> kStates{
    "asked", "at_branch", "coming", "disposed", "received", "graded", "cancelled"
};
constexpr std::array<std::string_view, 5> kActs{
    "send_back", "dispose", "receive", "grade", "cancel"
};
constexpr std::array<std::string_view, 3> kOpeners{"person", "tracking", "holding_days"};
constexpr std::array<std::string_view, 3> kSettlements{"none", "cod_cancelled", "refund_due"};

using enum ReturnState;

/// By state, then act. What comes to the door is received, whatever was decided before; a decision
/// may be taken again until then. Quarantined pieces are graded again. What has come back, or is
/// gone, can no longer be delivered.
constexpr std::array<std::array<std::optional<ReturnState>, 5>, 7> kNext{{
    /* asked     */ {coming, disposed, received, std::nullopt, std::nullopt},
    /* at_branch */ {coming, disposed, received, std::nullopt, cancelled},
    /* coming    */ {coming, disposed, received, std::nullopt, cancelled},
    /* disposed  */ {std::nullopt, disposed, std::nullopt, std::nullopt, std::nullopt},
    /* received  */ {std::nullopt, std::nullopt, received, graded, std::nullopt},
    /* graded    */ {std::nullopt, std::nullopt, std::nullopt, graded, std::nullopt},
    /* cancelled */ {std::nullopt, std::nullopt, std::nullopt, std::nullopt, cancelled},
}};
constexpr std::size_t kActsOfPeople = 4; // `cancel` follows from tracking

template <class Value, std::size_t Size>
std::optional<Value>
parse(const std::array<std::string_view, Size>& words, std::string_view text) noexcept {
    const auto* found = std::ranges::find(words, text);
    return found == words.end() ? std::nullopt
                                : std::optional{static_cast<Value>(found - words.begin())};
}

template <class Value, std::size_t Size>
std::string_view word(const std::array<std::string_view, Size>& words, Value value) noexcept {
    return words[static_cast<std::size_t>(value)];
}

std::string possible_acts(ReturnState now) {
    std::string list;
    for (std::size_t act = 0; act < kActsOfPeople; ++act) {
        if (kNext[static_cast<std::size_t>(now)][act]) {
            list += (list.empty() ? "" : ", ") + std::string{kActs[act]};
        }
    }
    return list.empty() ? "nothing" : list;
}

bool is_negative(const GradedPieces& pieces) {
    return pieces.resellable < 0 || pieces.quarantine < 0 || pieces.waste < 0;
}

/// `whole` less the three, in an order that cannot overflow; negative when they are more.
std::int64_t rest_of(std::int64_t whole, const GradedPieces& pieces) {
    std::int64_t rest = whole;
    for (const std::int64_t part : {pieces.resellable, pieces.quarantine, pieces.waste}) {
        if (part > rest) {
            return -1;
        }
        rest -= part;
    }
    return rest;
}

} // namespace

std::string_view name(ReturnReason reason) noexcept {
    return word(kReasons, reason);
}

std::optional<ReturnReason> parse_return_reason(std::string_view text) noexcept {
    return parse<ReturnReason>(kReasons, text);
}

std::string_view name(ReturnState state) noexcept {
    return word(kStates, state);
}

std::optional<ReturnState> parse_return_state(std::string_view text) noexcept {
    return parse<ReturnState>(kStates, text);
}

std::string_view name(ReturnAct act) noexcept {
    return word(kActs, act);
}

std::string_view name(ReturnOpener opener) noexcept {
    return word(kOpeners, opener);
}

std::optional<ReturnOpener> parse_return_opener(std::string_view text) noexcept {
    return parse<ReturnOpener>(kOpeners, text);
}

std::string_view name(ReturnSettlement settlement) noexcept {
    return word(kSettlements, settlement);
}

std::optional<ReturnSettlement> parse_return_settlement(std::string_view text) noexcept {
    return parse<ReturnSettlement>(kSettlements, text);
}

ReturnState first_state(ReturnReason reason) noexcept {
    return reason == ReturnReason::sent_back ? asked : at_branch;
}

Result<ReturnState> follow(ReturnState now, ReturnAct act) {
    const auto& next = kNext[static_cast<std::size_t>(now)][static_cast<std::size_t>(act)];
    if (next) {
        return *next;
    }
    return fail(
        ErrorCode::state_forbids,
        "the return is " + std::string{name(now)} + "; what may follow: " + possible_acts(now)
    );
}

Result<ReturnWorth> worth_of(const ReturnCosts& costs) {
    for (const Money& part : {costs.value, costs.freight, costs.duty}) {
        if (part.is_negative()) {
            return fail(ErrorCode::validation_failed, "an amount is below zero");
        }
    }
    auto left = costs.value.minus(costs.freight);
    if (left) {
        left = left->minus(costs.duty);
    }
    if (!left) {
        return Failure{std::move(left).error()};
    }
    return ReturnWorth{.benefit = *left, .pays = left->minor() > 0};
}

Result<std::int64_t> missing_of(std::int64_t sent, const GradedPieces& pieces) {
    const std::int64_t rest = rest_of(sent, pieces);
    if (is_negative(pieces) || rest < 0) {
        return fail(
            ErrorCode::validation_failed,
            "only " + std::to_string(sent) + " were sent; grade each piece once"
        );
    }
    return rest;
}

Result<std::int64_t> kept_after(std::int64_t kept, const GradedPieces& pieces) {
    const std::int64_t rest = rest_of(kept, {pieces.resellable, 0, pieces.waste});
    if (is_negative(pieces) || pieces.quarantine != 0 || rest < 0) {
        return fail(
            ErrorCode::validation_failed,
            std::to_string(kept) + " are in quarantine; say which of them are resellable or waste"
        );
    }
    return rest;
}

ReturnDues dues_of(PaymentMethod method, Money value, std::optional<Money> cod, Money paid) {
    if (method == PaymentMethod::prepaid) {
        return {value.is_zero() ? ReturnSettlement::none : ReturnSettlement::refund_due, value};
    }
    if (!paid.is_zero()) {
        const bool is_all = cod || paid.currency() != value.currency();
        const Money back = is_all || paid.minor() < value.minor() ? paid : value;
        return {ReturnSettlement::refund_due, back};
    }
    if (cod && !cod->is_zero()) {
        return {ReturnSettlement::cod_cancelled, *cod};
    }
    return {ReturnSettlement::none, Money::zero(value.currency())};
}

} // namespace route9::fulfillment
