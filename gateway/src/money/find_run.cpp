// SPDX-License-Identifier: Apache-2.0
#include "gateway/money/find_run.hpp"

#include "gateway/money/money_access.hpp"

#include <utility>

namespace route9::gateway {

Result<payments::ReconciliationRun>
find_run_for(Tx& tx, const Principal& principal, std::string_view id_text) {
    const auto id = RunId::parse(id_text);
    if (!id || !sees_all_money(principal)) {
        return fail(ErrorCode::not_found);
    }
    auto run = payments::runs::find(tx, principal.tenant, *id);
    if (!run) {
        return fail(ErrorCode::not_found);
    }
    return std::move(*run);
}

} // namespace route9::gateway
