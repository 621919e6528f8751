// SPDX-License-Identifier: Apache-2.0
#include "gateway/money/retry_waiting.hpp"

#include "core/json.hpp"
#include "payments/awaited_references.hpp"

namespace route9::gateway {

void retry_waiting(
    Tx& tx, const TenantId& tenant, const BlindIndex& reference, Entropy& ids, Instant now
) {
    for (const MovementId& movement : payments::awaited_references::take(tx, tenant, reference)) {
        const Json payload{{"movement", movement.text()}};
        jobs::enqueue(
            tx,
            {.id = JobId::make(now, ids),
             .tenant = tenant,
             .kind = std::string{movement_retry_kind},
             .payload = payload.dump(),
             .due = now}
        );
    }
}

MovementId waiting_movement(const Job& job) {
    const Json payload = Json::parse(job.payload);
    return MovementId::parse(payload.at("movement").get<std::string>()).value();
}

} // namespace route9::gateway
