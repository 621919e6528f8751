// SPDX-License-Identifier: Apache-2.0
#include "gateway/money/money_access.hpp"

#include <utility>

namespace route9::gateway {

using payments::Account;
using payments::AccountKind;

bool sees_all_money(const Principal& principal) noexcept {
    return principal.role == Role::finance || principal.role == Role::operator_;
}

Result<void> require_money_staff(const Principal& principal) {
    if (!sees_all_money(principal)) {
        return fail(ErrorCode::forbidden, "this is for the tenant's finance and operator keys");
    }
    return {};
}

bool may_see(const Principal& principal, const Account& account) {
    const bool of_seller = account.kind() == AccountKind::seller_pending ||
                           account.kind() == AccountKind::seller_payable;
    return sees_all_money(principal) || (principal.role == Role::seller && of_seller &&
                                         account.owner() == principal.party.text());
}

Result<payments::Receivable>
find_receivable_for(Tx& tx, const Principal& principal, std::string_view id_text) {
    const auto id = ReceivableId::parse(id_text);
    if (!id) {
        return fail(ErrorCode::not_found);
    }
    auto receivable = payments::receivables::find(tx, principal.tenant, *id);
    const bool visible =
        receivable && (sees_all_money(principal) ||
                       (principal.role == Role::seller && receivable->seller == principal.party));
    if (!visible) {
        return fail(ErrorCode::not_found);
    }
    return std::move(*receivable);
}

} // namespace route9::gateway
