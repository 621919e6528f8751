// SPDX-License-Identifier: Apache-2.0
#include "fulfillment/vehicle.hpp"
#include "gateway/fleet/fleet_endpoints.hpp"
#include "gateway/fleet/name_vehicle.hpp"
#include "gateway/fleet/transshipment_plan.hpp"
#include "gateway/http/json_body.hpp"
#include "gateway/shipping/departure_act.hpp"
#include "gateway/shipping/departure_step.hpp"
#include "gateway/shipping/typed_members.hpp"

#include <atomic>
#include <memory>
#include <utility>

namespace route9::gateway::endpoints {
namespace {

using fulfillment::DepartureRecord;

Result<VehicleOrder> read_wish(const Json& body) {
    FieldErrors errors;
    ObjectReader reader{body, "", errors};
    VehicleOrder wish;
    wish.onward = read_transshipment(reader);
    const bool may_stay = wish.onward && !reader.has("max_kg");
    wish.vehicle = reader
                       .text(
                           "vehicle",
                           may_stay ? Need::optional : Need::required,
                           fulfillment::vehicle_id_bytes_max
                       )
                       .value_or("");
    wish.mass_max_g = read_kilograms(reader, "max_kg", Need::optional);
    reader.finish();
    if (!errors.empty()) {
        return fail_fields(std::move(errors));
    }
    return wish;
}

platform::task<Result<DepartureRecord>> name_it(Services& services, DepartureCall call) {
    const auto body = http::read_json_body(call.request);
    if (!body) {
        co_return Failure{body.error()};
    }
    const auto wish = read_wish(*body);
    if (!wish) {
        co_return Failure{wish.error()};
    }
    auto is_done = std::make_shared<std::atomic<bool>>(false);
    const DepartureChange change = [wish = *wish, is_done, &catalogue = services.catalogue](
                                       Tx& tx, const StepOrder& step
                                   ) -> Result<StandingDeparture> {
        auto named = name_vehicle(tx, step, wish, catalogue);
        if (!named) {
            return Failure{std::move(named).error()};
        }
        *is_done = named->is_done;
        return std::move(named->standing);
    };
    while (true) {
        auto changed = co_await change_departure(
            services, call.tenant, call.departure, change, call.request.deadline
        );
        if (!changed || *is_done) {
            co_return changed;
        }
    }
}

} // namespace

http::Route post_departure_vehicle(Services& services) {
    return departure_act(services, "vehicle", ActBody::members, name_it);
}

} // namespace route9::gateway::endpoints
