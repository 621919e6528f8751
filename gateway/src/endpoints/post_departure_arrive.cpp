// SPDX-License-Identifier: Apache-2.0
#include "fulfillment/trip_emission_store.hpp"
#include "gateway/endpoints.hpp"
#include "gateway/http/json_body.hpp"
#include "gateway/shipping/departure_act.hpp"
#include "gateway/shipping/departure_step.hpp"
#include "platform/async_store.hpp"

#include <optional>
#include <utility>

namespace route9::gateway::endpoints {
namespace {

using namespace fulfillment;

constexpr std::int64_t kKilometresMax = 10'000;

/// What the truck's clock says it drove; nothing where nobody read it.
Result<std::optional<DistanceKm>> read_driven(const http::Request& request) {
    std::optional<DistanceKm> driven;
    if (request.body.empty()) {
        return driven;
    }
    const auto body = http::read_json_body(request);
    if (!body) {
        return Failure{body.error()};
    }
    FieldErrors errors;
    ObjectReader reader{*body, "", errors};
    if (const auto told = reader.decimal("driven_km", Need::optional)) {
        driven = DistanceKm::from(*told);
        if (!driven || *driven <= DistanceKm{} || *driven > DistanceKm::whole(kKilometresMax)) {
            reader.refuse("driven_km", "out_of_range", "give 0.001 to 10000 kilometres as text");
        }
    }
    reader.finish();
    if (!errors.empty()) {
        return fail_fields(std::move(errors));
    }
    return driven;
}

/// A slip of the finger is far from the road; what was told once stays.
Result<void>
check_driven(Tx& tx, const TenantId& tenant, const DepartureId& departure, DistanceKm driven) {
    constexpr std::int64_t most_times = 3;
    const auto kept = trip_emissions::find(tx, tenant, departure);
    if (!kept) { // not closed, or by an earlier build: the step has the answer
        return {};
    }
    if (kept->driven && *kept->driven != driven) {
        return fail(ErrorCode::state_forbids, "other driven kilometres were told before");
    }
    if (kept->onward) {
        return fail_field(
            "/driven_km", "two_vehicles", "two vehicles drove the way, each a part; leave this out"
        );
    }
    TripEmission planned = *kept;
    planned.driven.reset();
    const std::int64_t metres = planned.km().units();
    if (driven.units() * 2 < metres || driven.units() > metres * most_times) {
        return fail_field(
            "/driven_km",
            "out_of_range",
            "the way is " + planned.km().text() + " km; give half to three times as many"
        );
    }
    return {};
}

platform::task<Result<DepartureRecord>> arrive(Services& services, DepartureCall call) {
    const auto driven = read_driven(call.request);
    if (!driven) {
        co_return Failure{driven.error()};
    }
    const Tick deadline = call.request.deadline;
    if (*driven) {
        auto look = [call_tenant = call.tenant, departure = call.departure, km = **driven](Tx& tx) {
            return check_driven(tx, call_tenant, departure, km);
        };
        auto good = co_await platform::read(
            services.store, Reach::of(call.tenant), std::move(look), deadline
        );
        if (!good) {
            co_return Failure{std::move(good).error()};
        }
    }
    auto arrived = co_await take_departure_step(
        services, call.tenant, call.departure, DepartureState::arrived, deadline
    );
    if (!arrived || !*driven) {
        co_return arrived;
    }
    auto tell = [tenant = call.tenant, departure = call.departure, km = **driven](Tx& tx
                ) -> Result<bool> {
        return trip_emissions::tell_driven(tx, tenant, departure, km);
    };
    const auto told =
        co_await platform::write(services.store, Reach::of(call.tenant), std::move(tell), deadline);
    if (!told) {
        co_return Failure{told.error()};
    }
    co_return arrived;
}

} // namespace

http::Route post_departure_arrive(Services& services) {
    return departure_act(services, "arrive", ActBody::members, arrive);
}

} // namespace route9::gateway::endpoints
