// SPDX-License-Identifier: Apache-2.0
#include "payments/reconcile.hpp"

#include "awaited_writing.hpp"
#include "candidates.hpp"
#include "core/text.hpp"
#include "match_application.hpp"
#include "payments/matching.hpp"
#include "stored_movements.hpp"

#include <algorithm>
#include <set>
#include <utility>

namespace route9::payments {
namespace {

/// Decides on movements together and writes what was decided.
Result<ReconcileResult> work_off(
    const Candidates& candidates,
    const std::vector<Movement>& movements,
    MatchApplication& application
) {
    MatchInput input;
    for (const auto& [id, receivable] : candidates) {
        input.expected.push_back(expected_of(receivable));
    }
    ReconcileResult result{.movements = movements.size()};
    const auto decided = match_movements(input, movements);
    for (const auto& match : decided.matches) {
        if (auto applied = application.apply(match, result); !applied) {
            return Failure{std::move(applied).error()};
        }
    }
    for (const auto& exception : decided.exceptions) {
        application.apply(exception, result);
    }
    return result;
}

std::set<std::string> folded_references(const Candidates& candidates) {
    std::set<std::string> references;
    for (const auto& [id, receivable] : candidates) {
        references.insert(fold_memo(receivable.reference));
    }
    return references;
}

bool is_matched(const Movement& movement, const ReconcileResult& result) {
    return std::ranges::any_of(result.matches, [&](const AppliedMatch& applied) {
        return std::ranges::find(applied.match.movements, movement.id, &Share::id) !=
               applied.match.movements.end();
    });
}

} // namespace

Result<ReconcileResult>
reconcile_next(Tx& tx, const TenantId& tenant, const MovementKeys& keys, Instant now) {
    const auto movements = movements_to_match(tx, tenant, keys);
    if (!movements) {
        return Failure{movements.error()};
    }
    if (movements->empty()) {
        return ReconcileResult{};
    }
    const auto candidates = find_candidates(tx, tenant, *movements);
    MatchApplication application{tx, tenant, candidates, *movements, now};
    application.leave_open(*movements);
    auto result = work_off(candidates, *movements, application);
    if (!result) {
        return result;
    }
    const auto known = folded_references(candidates);
    for (const auto& movement : *movements) {
        if (!is_matched(movement, *result)) {
            awaited_references::note(tx, tenant, keys.index, movement, known);
        }
    }
    return result;
}

Result<ReconcileResult> reconcile_again(
    Tx& tx, const TenantId& tenant, const MovementKeys& keys, MovementId movement, Instant now
) {
    const auto movements = open_movement(tx, tenant, keys, movement);
    if (!movements) {
        return Failure{movements.error()};
    }
    if (movements->empty()) {
        return ReconcileResult{};
    }
    const auto candidates = find_candidates(tx, tenant, *movements);
    MatchApplication application{tx, tenant, candidates, *movements, now};
    application.retry(movement);
    auto result = work_off(candidates, *movements, application);
    if (!result) {
        return result;
    }
    application.close_superseded(*result);
    if (is_matched(movements->front(), *result)) {
        awaited_references::forget(tx, tenant, keys.index, movements->front());
    }
    return result;
}

} // namespace route9::payments
