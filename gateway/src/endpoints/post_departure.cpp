// SPDX-License-Identifier: Apache-2.0
#include "core/tenancy.hpp"
#include "fulfillment/vehicle.hpp"
#include "gateway/catalogue.hpp"
#include "gateway/endpoints.hpp"
#include "gateway/execute_once.hpp"
#include "gateway/fleet/cubic_metres.hpp"
#include "gateway/fleet/transshipment_plan.hpp"
#include "gateway/fleet/truck_kind.hpp"
#include "gateway/fleet/vehicle_check.hpp"
#include "gateway/http/json_body.hpp"
#include "gateway/replanning/replan_jobs.hpp"
#include "gateway/shipping/drawn_entropy.hpp"
#include "gateway/shipping/may_ship.hpp"
#include "gateway/shipping/touched_orders.hpp"
#include "gateway/shipping/typed_members.hpp"
#include "gateway/views/departure_view.hpp"

namespace route9::gateway::endpoints {
namespace {

using fulfillment::DepartureRecord;

constexpr std::string_view kName = "post_departure";
constexpr std::size_t kReferenceMax = 64;
constexpr std::size_t kPlateMax = 32;
constexpr std::size_t kMasterBillMax = 35;

void check_places(
    ObjectReader& reader, const DepartureRecord& departure, const Catalogue& catalogue
) {
    const auto& network = *catalogue.corridor.network;
    for (const auto& [member, node] :
         {std::pair{"from", &departure.from}, std::pair{"to", &departure.to}}) {
        if (!node->empty() && !network.find_node(*node)) {
            reader.refuse(member, "unknown", "the corridor has no such node");
        }
    }
    if (!departure.from.empty() && departure.from == departure.to) {
        reader.refuse("to", "bad_value", "give another node than from");
    }
    if (!departure.gate.empty() && catalogue.gate(departure.gate) == nullptr) {
        reader.refuse("gate", "unknown", "the corridor has no such gate; see GET /v1/gates");
    }
}

Result<DepartureRecord> read_departure(const Json& body, const Catalogue& catalogue, Instant now) {
    FieldErrors errors;
    ObjectReader reader{body, "", errors};
    DepartureRecord departure;
    const auto word = [&reader](std::string_view name, Need need, std::size_t bytes_max) {
        return reader.text(name, need, bytes_max).value_or("");
    };
    departure.reference = word("reference", Need::required, kReferenceMax);
    departure.from = word("from", Need::required, kReferenceMax);
    departure.to = word("to", Need::required, kReferenceMax);
    departure.gate = word("gate", Need::optional, kReferenceMax);
    departure.carrier = PartyId{word("carrier", Need::required, kReferenceMax)};
    departure.vehicle = word("vehicle", Need::optional, fulfillment::vehicle_id_bytes_max);
    const Need unless_vehicle = departure.vehicle.empty() ? Need::required : Need::optional;
    departure.truck_plate = word("truck_plate", unless_vehicle, kPlateMax);
    departure.master_bill = word("master_bill", Need::optional, kMasterBillMax);
    departure.leaves = read_leaving(reader, "leaves", Need::required, now).value_or(Instant{});
    departure.arrives = read_time_to_come(reader, "arrives", Need::optional, now);
    departure.mass_max_g = read_kilograms(reader, "max_kg", unless_vehicle).value_or(0);
    departure.volume_max_cm3 = read_cubic_metres(reader, "max_m3", Need::optional);
    if (departure.arrives && *departure.arrives <= departure.leaves) {
        reader.refuse("arrives", "out_of_range", "give a time after leaves");
    }
    const TruckKind kind = read_truck_kind(reader);
    departure.return_leg = kind.return_leg;
    departure.price_per_kg_micros = kind.price_per_kg_micros;
    if (const auto onward = read_transshipment(reader); onward && !onward->empty()) {
        departure.transshipment = fulfillment::Transshipment{.vehicle = *onward};
    }
    check_places(reader, departure, catalogue);
    reader.finish();
    if (!errors.empty()) {
        return fail_fields(std::move(errors));
    }
    return departure;
}

/// The vehicles that it names say what it does not.
Result<void> name_vehicles(Tx& tx, DepartureRecord& departure, const Catalogue& catalogue) {
    if (!departure.vehicle.empty()) {
        const auto vehicle = fulfillment::vehicles::find(tx, departure.tenant, departure.vehicle);
        if (!vehicle) {
            return fail_field(
                "/vehicle", "unknown", "there is no such vehicle; see GET /v1/vehicles"
            );
        }
        auto fits = equip(departure, *vehicle, country_of(catalogue, departure.from));
        if (!fits) {
            return fits;
        }
    }
    if (departure.transshipment) {
        const std::string onward = departure.transshipment->vehicle;
        if (auto fits = plan_transshipment(tx, departure, onward, catalogue); !fits) {
            return fits;
        }
    }
    return check_mass(departure, *catalogue.corridor.network, departure.leaves);
}

Result<http::Response> create(
    Tx& tx, DepartureRecord departure, const Catalogue& catalogue, DrawnEntropy ids, Instant now
) {
    const auto carrier = tenancy::find_party(tx, departure.tenant, departure.carrier);
    if (!carrier || carrier->kind != PartyKind::carrier) {
        return fail_field("/carrier", "unknown", "there is no carrier of this id");
    }
    if (auto named = name_vehicles(tx, departure, catalogue); !named) {
        return Failure{std::move(named).error()};
    }
    const auto created = fulfillment::departures::create(tx, departure);
    if (!created) {
        return Failure{created.error()};
    }
    enqueue_replans(tx, departure.tenant, fulfillment::PlanCause::departure_changed, now);
    await_leaving(tx, departure.tenant, created->id, created->leaves);
    TouchedOrders touched{tx, departure.tenant, now, ids};
    touched.tell_of(
        created->id.text(), created->version, "departure.opened", departure_view(*created)
    );
    if (auto stored = touched.store(); !stored) {
        return Failure{std::move(stored).error()};
    }
    return departure_answer(201, *created, {});
}

platform::task<Result<http::Response>>
handle_post_departure(Services& services, http::Request& request) {
    const Principal& principal = *request.principal;
    if (auto allowed = require_staff(principal); !allowed) {
        co_return Failure{std::move(allowed).error()};
    }
    const auto body = http::read_json_body(request);
    if (!body) {
        co_return Failure{body.error()};
    }
    const Instant now = services.clock.business();
    auto departure = read_departure(*body, services.catalogue, now);
    if (!departure) {
        co_return Failure{std::move(departure).error()};
    }
    departure->tenant = principal.tenant;
    departure->id = DepartureId::make(now, services.entropy);
    auto work = [departure = std::move(*departure),
                 &catalogue = services.catalogue,
                 ids = DrawnEntropy{services.entropy},
                 now](Tx& tx) { return create(tx, departure, catalogue, ids, now); };
    auto answer = co_await execute_once(services, request, kName, std::move(work));
    if (answer) {
        services.wakeups.notify(journal_feed(principal.tenant));
        services.wakeups.notify(replan_feed);
    }
    co_return answer;
}

} // namespace

http::Route post_departure(Services& services) {
    return {
        .method = http::Method::post,
        .pattern = "/v1/departures",
        .name = std::string{kName},
        .access = http::Access::key,
        .scope = Scope::shipments_write,
        .handler = [&services](http::Request& request
                   ) { return handle_post_departure(services, request); },
    };
}

} // namespace route9::gateway::endpoints
