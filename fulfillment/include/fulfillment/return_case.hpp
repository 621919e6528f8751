// SPDX-License-Identifier: Apache-2.0
// A parcel that comes back: refused, unclaimed or sent back by its buyer. One table of what may
// follow what, and the sums it rests on: what comes back is worth the way or is disposed of where
// it lies, what is graded goes to the shelf, is kept apart or is written off, and what was paid is
// given back or no longer asked for. Pure; any thread. Errors: state_forbids, validation_failed.
#pragma once

#include "core/id.hpp"
#include "core/money.hpp"
#include "core/result.hpp"
#include "core/time.hpp"
#include "fulfillment/order.hpp"

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace route9::fulfillment {

struct ReturnTag {
    static constexpr std::string_view prefix = "ret";
};
using ReturnId = Id<ReturnTag>;

enum class ReturnReason : std::uint8_t { refused, unclaimed, sent_back };

enum class ReturnState : std::uint8_t {
    asked,     // the buyer wants to send it back
    at_branch, // it lies with the carrier until it is decided, or until `hold_until`
    coming,    // it is to come back to a warehouse
    disposed,  // it is not worth the way: destroyed or given away where it lies
    received,  // it is in the warehouse, not looked at yet
    graded,
    cancelled, // its carrier has delivered it after all
};

enum class ReturnAct : std::uint8_t { send_back, dispose, receive, grade, cancel };

enum class ReturnOpener : std::uint8_t {
    person,
    tracking,     // its carrier gives up or brings it back
    holding_days, // nobody has fetched it in time
};

std::string_view name(ReturnReason reason) noexcept;
std::optional<ReturnReason> parse_return_reason(std::string_view text) noexcept;
std::string_view name(ReturnState state) noexcept;
std::optional<ReturnState> parse_return_state(std::string_view text) noexcept;
std::string_view name(ReturnAct act) noexcept;
std::string_view name(ReturnOpener opener) noexcept;
std::optional<ReturnOpener> parse_return_opener(std::string_view text) noexcept;

/// What a buyer sends back is asked for first, the others lie at the branch.
ReturnState first_state(ReturnReason reason) noexcept;
/// Error: state_forbids, naming what may be done instead.
Result<ReturnState> follow(ReturnState now, ReturnAct act);

/// All in one currency.
struct ReturnCosts {
    Money value;   // of the goods in the parcel
    Money freight; // of the way back
    Money duty;    // of the country it comes back to
};

struct ReturnWorth {
    Money benefit; // value - freight - duty
    bool pays = false;
};

/// It pays when something of the value is left. Error: validation_failed (unlike currencies, a
/// negative amount, or a sum that does not fit).
Result<ReturnWorth> worth_of(const ReturnCosts& costs);

/// Pieces of one SKU as they were found.
struct GradedPieces {
    std::int64_t resellable = 0; // back to the shelf
    std::int64_t quarantine = 0; // there, but not to be sold until looked at again
    std::int64_t waste = 0;      // written off

    friend bool operator==(const GradedPieces&, const GradedPieces&) = default;
};

/// What is missing of `sent` (0: all came back). Error: validation_failed when a number is negative
/// or more came back than was sent.
Result<std::int64_t> missing_of(std::int64_t sent, const GradedPieces& pieces);
/// What stays in quarantine when `pieces` of the `kept` are graded again. Error: validation_failed.
Result<std::int64_t> kept_after(std::int64_t kept, const GradedPieces& pieces);

enum class ReturnSettlement : std::uint8_t {
    none,          // nothing was paid and nothing is asked for
    cod_cancelled, // nobody will collect it any more
    refund_due,
};

std::string_view name(ReturnSettlement settlement) noexcept;
std::optional<ReturnSettlement> parse_return_settlement(std::string_view text) noexcept;

struct ReturnDues {
    ReturnSettlement settlement = ReturnSettlement::none;
    Money amount;
};

/// `value` of the goods that are back or gone; `paid` is what was collected or settled for the
/// parcel (cod) or its order (qr, transfer). What was prepaid
/// was paid elsewhere, in full. Never more is given back than was paid.
ReturnDues dues_of(PaymentMethod method, Money value, std::optional<Money> cod, Money paid);

} // namespace route9::fulfillment
