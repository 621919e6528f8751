// SPDX-License-Identifier: Apache-2.0
#include "payments/account.hpp"

#include "core/assert.hpp"

#include <array>
#include <utility>

namespace route9::payments {
namespace {

constexpr std::array<std::pair<AccountKind, std::string_view>, 11> kKinds{{
    {AccountKind::bank, "bank"},
    {AccountKind::clearing, "clearing"},
    {AccountKind::receivable, "receivable"},
    {AccountKind::customer_credit, "customer_credit"},
    {AccountKind::fees, "fees"},
    {AccountKind::suspense, "suspense"},
    {AccountKind::fx_result, "fx_result"},
    {AccountKind::rounding, "rounding"},
    {AccountKind::write_off, "write_off"},
    {AccountKind::seller_pending, "seller_pending"},
    {AccountKind::seller_payable, "seller_payable"},
}};

} // namespace

std::string_view name(AccountKind kind) noexcept {
    return kKinds[static_cast<std::size_t>(kind)].second;
}

Account::Account(AccountKind kind, std::string owner) : kind_(kind), owner_(std::move(owner)) {
    ROUTE9_ASSERT(!owner_.empty() && owner_.size() <= owner_bytes_max);
}

Result<Account> Account::parse(std::string_view text) {
    const auto colon = text.find(':');
    if (colon != std::string_view::npos) {
        const auto owner = text.substr(colon + 1);
        for (const auto& [kind, word] : kKinds) {
            if (word == text.substr(0, colon) && !owner.empty() &&
                owner.size() <= owner_bytes_max) {
                return Account{kind, std::string{owner}};
            }
        }
    }
    return fail_field("/account", "malformed", "write a kind, a colon and an owner");
}

std::string Account::text() const {
    return std::string{name(kind_)} + ':' + owner_;
}

} // namespace route9::payments
