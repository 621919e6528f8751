// SPDX-License-Identifier: Apache-2.0
// The accounts of the ledger, typed: what kind of thing an account is, and of whom. Debit is
// positive. Clearing and suspense must fall to zero; their age is the aging report. Plain values.
#pragma once

#include "core/result.hpp"

#include <compare>
#include <cstdint>
#include <string>
#include <string_view>

namespace route9::payments {

enum class AccountKind : std::uint8_t {
    bank,            // money at a bank, by our account there
    clearing,        // money on its way, by channel
    receivable,      // owed by a carrier, marketplace or buyer
    customer_credit, // overpaid, by payer
    fees,            // charges that others kept, by kind
    suspense,        // at the bank, nobody knows yet whose
    fx_result,
    rounding,
    write_off,
    seller_pending, // owed to a seller once the money is there
    seller_payable, // owed to a seller
};

std::string_view name(AccountKind kind) noexcept;

class Account {
public:
    static constexpr std::size_t owner_bytes_max = 120;

    Account() = default;
    /// Precondition: the owner is 1 to owner_bytes_max bytes.
    Account(AccountKind kind, std::string owner);

    /// "bank:VCB-0123499999". Error: validation_failed.
    static Result<Account> parse(std::string_view text);

    AccountKind kind() const noexcept { return kind_; }
    const std::string& owner() const noexcept { return owner_; }
    std::string text() const;

    friend auto operator<=>(const Account&, const Account&) = default;

private:
    AccountKind kind_ = AccountKind::suspense;
    std::string owner_;
};

} // namespace route9::payments
