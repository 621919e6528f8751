// SPDX-License-Identifier: Apache-2.0
#include "core/limits.hpp"
#include "gateway/catalogue.hpp"
#include "gateway/endpoints.hpp"
#include "gateway/http/json_body.hpp"
#include "gateway/shipping/departure_act.hpp"
#include "gateway/shipping/departure_step.hpp"
#include "gateway/shipping/reroute_departure.hpp"
#include "gateway/shipping/typed_members.hpp"

#include <utility>

namespace route9::gateway::endpoints {
namespace {

using fulfillment::DepartureRecord;

Result<RerouteOrder> read_reroute(const Json& body, const Catalogue& catalogue, Instant now) {
    FieldErrors errors;
    ObjectReader reader{body, "", errors};
    RerouteOrder reroute;
    reroute.gate = reader.text("gate", Need::required, limits::text_bytes_max).value_or("");
    if (!reroute.gate.empty() && catalogue.gate(reroute.gate) == nullptr) {
        reader.refuse("gate", "unknown", "the corridor has no such gate; see GET /v1/gates");
    }
    reroute.leaves = read_leaving(reader, "leaves", Need::optional, now);
    reroute.arrives = read_time_to_come(reader, "arrives", Need::optional, now);
    const auto word = reader.text("reason", Need::required, limits::text_bytes_max);
    const auto reason = word ? parse_reroute_reason(*word) : std::nullopt;
    if (word && !reason) {
        reader.refuse(
            "reason", "unknown_value", "give gate_closed, queue, road_closed, customs or other"
        );
    }
    reroute.reason = reason.value_or(RerouteReason::other);
    reader.finish();
    if (!errors.empty()) {
        return fail_fields(std::move(errors));
    }
    return reroute;
}

platform::task<Result<DepartureRecord>> reroute(Services& services, DepartureCall call) {
    const auto body = http::read_json_body(call.request);
    if (!body) {
        co_return Failure{body.error()};
    }
    auto wanted = read_reroute(*body, services.catalogue, services.clock.business());
    if (!wanted) {
        co_return Failure{std::move(wanted).error()};
    }
    DepartureChange change = [wanted = std::move(*wanted),
                              &catalogue = services.catalogue](Tx& tx, const StepOrder& step) {
        return reroute_departure(tx, step, wanted, catalogue);
    };
    co_return co_await change_departure(
        services, std::move(call.tenant), call.departure, std::move(change), call.request.deadline
    );
}

} // namespace

http::Route post_departure_reroute(Services& services) {
    return departure_act(services, "reroute", ActBody::members, reroute);
}

} // namespace route9::gateway::endpoints
