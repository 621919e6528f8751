// SPDX-License-Identifier: Apache-2.0
// Who sees which money: finance and operators all of the tenant's, a seller its own. What a key may
// not see answers like what does not exist.
#pragma once

#include "core/principal.hpp"
#include "core/result.hpp"
#include "core/tx.hpp"
#include "payments/account.hpp"
#include "payments/receivable.hpp"

#include <string_view>

namespace route9::gateway {

bool sees_all_money(const Principal& principal) noexcept;

/// For lists that only the tenant's staff may read. Error: forbidden.
Result<void> require_money_staff(const Principal& principal);

/// A seller's own accounts are those that say what is owed to it.
bool may_see(const Principal& principal, const payments::Account& account);

/// Error: not_found.
Result<payments::Receivable>
find_receivable_for(Tx& tx, const Principal& principal, std::string_view id_text);

} // namespace route9::gateway
