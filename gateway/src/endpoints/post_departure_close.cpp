// SPDX-License-Identifier: Apache-2.0
#include "gateway/endpoints.hpp"
#include "gateway/shipping/departure_act.hpp"
#include "gateway/shipping/departure_step.hpp"

#include <utility>

namespace route9::gateway::endpoints {
namespace {

using fulfillment::DepartureRecord;
using fulfillment::DepartureState;

platform::task<Result<DepartureRecord>> close(Services& services, DepartureCall call) {
    return take_departure_step(
        services,
        std::move(call.tenant),
        call.departure,
        DepartureState::closed,
        call.request.deadline
    );
}

} // namespace

http::Route post_departure_close(Services& services) {
    return departure_act(services, "close", ActBody::none, close);
}

} // namespace route9::gateway::endpoints
