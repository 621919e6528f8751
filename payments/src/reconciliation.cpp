// SPDX-License-Identifier: Apache-2.0
#include "payments/reconciliation.hpp"

#include <array>
#include <utility>

namespace route9::payments {
namespace {

constexpr std::array<std::pair<ExceptionCode, std::string_view>, 16> kCodes{{
    {ExceptionCode::notice_without_statement, "NOTICE_WITHOUT_STATEMENT"},
    {ExceptionCode::unconfirmed_notice, "UNCONFIRMED_NOTICE"},
    {ExceptionCode::currency_mismatch, "CURRENCY_MISMATCH"},
    {ExceptionCode::late_payment, "LATE_PAYMENT"},
    {ExceptionCode::duplicate_payment, "DUPLICATE_PAYMENT"},
    {ExceptionCode::reference_amount_conflict, "REFERENCE_AMOUNT_CONFLICT"},
    {ExceptionCode::reference_check_failed, "REFERENCE_CHECK_FAILED"},
    {ExceptionCode::reference_truncated, "REFERENCE_TRUNCATED"},
    {ExceptionCode::ambiguous, "AMBIGUOUS"},
    {ExceptionCode::amount_only, "AMOUNT_ONLY"},
    {ExceptionCode::unidentified_receipt, "UNIDENTIFIED_RECEIPT"},
    {ExceptionCode::short_payment, "SHORT_PAYMENT"},
    {ExceptionCode::overpayment, "OVERPAYMENT"},
    {ExceptionCode::payout_returned, "PAYOUT_RETURNED"},
    {ExceptionCode::receipt_reversed, "RECEIPT_REVERSED"},
    {ExceptionCode::statement_gap, "STATEMENT_GAP"},
}};

} // namespace

std::string_view name(MatchRule rule) noexcept {
    switch (rule) {
    case MatchRule::p1_id:
        return "P1_ID";
    case MatchRule::p2_ref:
        return "P2_REF";
    case MatchRule::p4_unique:
        return "P4_UNIQUE";
    }
    return {};
}

std::string_view name(MatchState state) noexcept {
    switch (state) {
    case MatchState::matched:
        return "matched";
    case MatchState::provisional:
        return "provisional";
    case MatchState::partial:
        return "partial";
    }
    return {};
}

std::string_view name(AdjustmentType type) noexcept {
    switch (type) {
    case AdjustmentType::bank_charge:
        return "bank_charge";
    case AdjustmentType::customer_credit:
        return "customer_credit";
    }
    return {};
}

std::string_view name(ExceptionCode code) noexcept {
    for (const auto& [known, text] : kCodes) {
        if (known == code) {
            return text;
        }
    }
    return {};
}

std::optional<ExceptionCode> parse_exception_code(std::string_view text) noexcept {
    for (const auto& [known, word] : kCodes) {
        if (word == text) {
            return known;
        }
    }
    return std::nullopt;
}

std::string_view kind_name(const Match& match) noexcept {
    if (match.kind == MatchKind::returned) {
        return "return";
    }
    if (match.kind == MatchKind::reversed) {
        return "reversal";
    }
    const bool many_expected = match.expected.size() > 1;
    const bool many_movements = match.movements.size() > 1;
    if (many_expected) {
        return many_movements ? "n:m" : "n:1";
    }
    return many_movements ? "1:n" : "1:1";
}

} // namespace route9::payments
