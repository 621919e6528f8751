// SPDX-License-Identifier: Apache-2.0
// One unit of work of a replanning job: it takes what comes next, at most so much as a unit may
// hold, and keeps in the job how far it has come, so that a process that ends loses no order and
// repeats none. Errors: conflict, and those of the store.
#pragma once

#include "core/jobs.hpp"
#include "core/tx.hpp"
#include "gateway/replanning/replan_orders.hpp"
#include "gateway/shipping/drawn_entropy.hpp"

#include <cstdint>

namespace route9::gateway {

enum class ReplanProgress : std::uint8_t {
    under_way,
    done,
    lost, // another attempt has the job
};

struct ReplanStep {
    ReplanProgress progress = ReplanProgress::under_way;
    int changed = 0; // orders
};

Result<ReplanStep> replan_next(
    Tx& tx, const ClaimedJob& claimed, const ReplanTools& tools, Instant now, DrawnEntropy ids
);

} // namespace route9::gateway
