// SPDX-License-Identifier: Apache-2.0
#include "fulfillment/vehicle.hpp"
#include "gateway/fleet/fleet_endpoints.hpp"
#include "gateway/fleet/seal_numbers.hpp"
#include "gateway/http/json_body.hpp"
#include "gateway/shipping/departure_act.hpp"
#include "gateway/shipping/departure_step.hpp"
#include "gateway/shipping/transship_departure.hpp"
#include "gateway/shipping/typed_members.hpp"

#include <utility>

namespace route9::gateway::endpoints {
namespace {

using fulfillment::DepartureRecord;

/// Nothing has to be said: the vehicle that was to come has come, just now.
Result<TransshipOrder> read_told(const http::Request& request) {
    TransshipOrder told;
    if (request.body.empty()) {
        return told;
    }
    const auto body = http::read_json_body(request);
    if (!body) {
        return Failure{body.error()};
    }
    FieldErrors errors;
    ObjectReader reader{*body, "", errors};
    told.at = read_time(reader, "at", Need::optional);
    told.vehicle =
        reader.text("vehicle", Need::optional, fulfillment::vehicle_id_bytes_max).value_or("");
    const bool names_seals = reader.has("seals");
    auto seals = read_seals(reader, Need::optional);
    if (names_seals) {
        told.seals = std::move(seals);
    }
    reader.finish();
    if (!errors.empty()) {
        return fail_fields(std::move(errors));
    }
    return told;
}

platform::task<Result<DepartureRecord>> transship(Services& services, DepartureCall call) {
    auto told = read_told(call.request);
    if (!told) {
        co_return Failure{std::move(told).error()};
    }
    DepartureChange change = [told = std::move(*told),
                              &catalogue = services.catalogue](Tx& tx, const StepOrder& step) {
        return transship_departure(tx, step, told, catalogue);
    };
    co_return co_await change_departure(
        services, std::move(call.tenant), call.departure, std::move(change), call.request.deadline
    );
}

} // namespace

http::Route post_departure_transship(Services& services) {
    return departure_act(services, "transship", ActBody::members, transship);
}

} // namespace route9::gateway::endpoints
