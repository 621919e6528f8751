// SPDX-License-Identifier: Apache-2.0
#include "gateway/endpoints.hpp"
#include "gateway/fleet/seal_numbers.hpp"
#include "gateway/http/json_body.hpp"
#include "gateway/shipping/departure_act.hpp"
#include "gateway/shipping/departure_step.hpp"

#include <utility>

namespace route9::gateway::endpoints {
namespace {

using fulfillment::DepartureRecord;
using fulfillment::DepartureState;

/// A body is not needed; it may name the seals that are put on.
Result<std::vector<std::string>> seals_in(const http::Request& request) {
    if (request.body.empty()) {
        return std::vector<std::string>{};
    }
    const auto body = http::read_json_body(request);
    if (!body) {
        return Failure{body.error()};
    }
    FieldErrors errors;
    ObjectReader reader{*body, "", errors};
    auto seals = read_seals(reader, Need::optional);
    reader.finish();
    if (!errors.empty()) {
        return fail_fields(std::move(errors));
    }
    return seals;
}

platform::task<Result<DepartureRecord>> close(Services& services, DepartureCall call) {
    auto seals = seals_in(call.request);
    if (!seals) {
        co_return Failure{std::move(seals).error()};
    }
    co_return co_await take_departure_step(
        services,
        std::move(call.tenant),
        call.departure,
        DepartureState::closed,
        call.request.deadline,
        std::move(*seals)
    );
}

} // namespace

http::Route post_departure_close(Services& services) {
    return departure_act(services, "close", ActBody::members, close);
}

} // namespace route9::gateway::endpoints
