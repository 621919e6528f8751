// SPDX-License-Identifier: Apache-2.0
// What housekeeping does for retention, in bounded units: raw messages, answers and the keys of old
// days go by age; what was kept of erased people goes when its day has come, or when its rule was
// switched off; erasures that were cut off are carried on.
#pragma once

#include "core/tx.hpp"
#include "gateway/privacy/erase_person.hpp"
#include "gateway/privacy/retention.hpp"

#include <cstdint>
#include <map>
#include <string>

namespace route9::gateway {

/// By kind of record, how many were let go.
using Forgotten = std::map<std::string, std::int64_t>;

/// A unit of work: at most `limit` of each kind.
Forgotten forget_by_age(Tx& tx, const RetentionTable& rules, Instant now, int limit);

/// A unit of work: at most `limit` kept records; an erasure with nothing left is done.
Forgotten release_kept(Tx& tx, const RetentionTable& rules, Instant now, int limit);

/// How many there were. Blocks as carry_out does. Errors: those of carry_out.
Result<std::int64_t> carry_on(const ErasureTools& tools);

} // namespace route9::gateway
