// SPDX-License-Identifier: Apache-2.0
// What the doors POST /v1/departures/{id}/<act> share: staff only, a departure by its id, and the
// departure as it is afterwards with its ETag. None needs an Idempotency-Key: again changes
// nothing.
#pragma once

#include "fulfillment/departure_store.hpp"
#include "gateway/http/route.hpp"
#include "gateway/services.hpp"
#include "platform/net.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace route9::gateway {

struct DepartureCall {
    const http::Request& request;
    TenantId tenant;
    DepartureId departure;
    std::vector<std::string>& out_of_bag; // for the act to fill: parcels that have left their bag
};

using DepartureAct =
    platform::task<Result<fulfillment::DepartureRecord>> (*)(Services&, DepartureCall);

/// Whether there is anything to say: where there is not, a member is refused.
enum class ActBody : bool { none, members };

/// `word` is the act's name in the path: "close".
http::Route
departure_act(Services& services, std::string_view word, ActBody body, DepartureAct act);

} // namespace route9::gateway
