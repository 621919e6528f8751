// SPDX-License-Identifier: Apache-2.0
#include "gateway/fleet/fleet_endpoints.hpp"
#include "gateway/fleet/seal_numbers.hpp"
#include "gateway/http/json_body.hpp"
#include "gateway/shipping/departure_act.hpp"
#include "gateway/shipping/departure_step.hpp"

#include <utility>

namespace route9::gateway::endpoints {
namespace {

using fulfillment::DepartureRecord;

platform::task<Result<DepartureRecord>> seal(Services& services, DepartureCall call) {
    const auto body = http::read_json_body(call.request);
    if (!body) {
        co_return Failure{body.error()};
    }
    FieldErrors errors;
    ObjectReader reader{*body, "", errors};
    auto seals = read_seals(reader, Need::required);
    reader.finish();
    if (!errors.empty()) {
        co_return fail_fields(std::move(errors));
    }
    DepartureChange change = [seals = std::move(seals)](Tx& tx, const StepOrder& step) {
        return put_seals(tx, step, seals);
    };
    co_return co_await change_departure(
        services, std::move(call.tenant), call.departure, std::move(change), call.request.deadline
    );
}

} // namespace

http::Route post_departure_seals(Services& services) {
    return departure_act(services, "seals", ActBody::members, seal);
}

} // namespace route9::gateway::endpoints
