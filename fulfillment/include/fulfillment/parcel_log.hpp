// SPDX-License-Identifier: Apache-2.0
// How the log of a tenant grows: the journal's parcel events become leaves in their order, each
// once, and each step ends with a signed checkpoint. A step is one unit of work: what adds leaves
// also says how far the journal is told, so a step that is cut off never was. Nothing is signed
// that is not the continuation of what was signed last. Sources: C2SP tlog-checkpoint; ADR 0019.
#pragma once

#include "core/entropy.hpp"
#include "core/secret.hpp"
#include "fulfillment/log_store.hpp"

#include <cstdint>
#include <optional>
#include <string>

namespace route9::fulfillment {

/// A log keeps the name it was first signed with.
struct LogSigner {
    std::string name; // of a log that has none yet
    Secret seed;
};

struct LogStep {
    std::int64_t position = 0; // where to go on
    int leaves = 0;
    bool caught_up = true;
};

/// Just before the next event of a parcel after `from`, or after what is told already if that is
/// later; nullopt when there is none. Reads only.
std::optional<std::int64_t> next_to_log(Tx& tx, const TenantId& tenant, std::int64_t from);

/// Looks at log_leaves_per_unit_max journal entries after `from`, or after what is told already if
/// that is later. Errors: conflict when another process was faster; internal when what is stored
/// is not what the last checkpoint says, then nothing is added.
Result<LogStep> log_next(
    Tx& tx, const TenantId& tenant, std::int64_t from, const LogSigner& signer, Entropy& salts
);

} // namespace route9::fulfillment
