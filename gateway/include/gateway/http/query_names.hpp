// SPDX-License-Identifier: Apache-2.0
// A query names only what the route knows: a mistyped filter would else answer everything. Judged
// of what is read with a key or by a person who has signed in. Hooks, pages and probes are called
// by strangers who add names of their own, and a body says what is written.
#pragma once

#include "core/result.hpp"
#include "gateway/http/route.hpp"
#include "gateway/http/target.hpp"

namespace route9::gateway::http {

/// Error: validation_failed, each unknown name once, with the nearest known one and the list.
Result<void> check_query(const Route& route, const Query& query);

} // namespace route9::gateway::http
