// SPDX-License-Identifier: Apache-2.0
// Whether a truck may close, or leave: read in a unit of its own, judged beside the writer. What is
// told is the version of the departure that was judged, so that a step begins only from it; nothing
// where there is nothing to judge. Errors: not_found, state_forbids with the cause, conflict.
#pragma once

#include "gateway/services.hpp"
#include "platform/net.hpp"

#include <cstdint>
#include <optional>

namespace route9::gateway {

platform::task<Result<std::optional<std::int64_t>>>
judge_departing(Services& services, TenantId tenant, DepartureId departure, Tick deadline);

platform::task<Result<std::optional<std::int64_t>>>
judge_closing(Services& services, TenantId tenant, DepartureId departure, Tick deadline);

} // namespace route9::gateway
