// SPDX-License-Identifier: Apache-2.0
#include "gateway/shipping/departing_check.hpp"

#include "fulfillment/corridor_time.hpp"
#include "fulfillment/departure_step_store.hpp"
#include "fulfillment/manifest_store.hpp"
#include "fulfillment/truck_content.hpp"
#include "gateway/shipping/listed_codes.hpp"
#include "gateway/shipping/manifest_at_rest.hpp"
#include "gateway/shipping/road_closures.hpp"
#include "gateway/shipping/truck_customs.hpp"

#include <algorithm>
#include <set>
#include <utility>

namespace route9::gateway {
namespace {

using namespace fulfillment;
namespace customs = fulfillment::declarations;

Failure refuse(std::string code, std::string message) {
    return Failure{Error{
        .code = ErrorCode::state_forbids,
        .detail = "the truck may not leave: " + message,
        .fields = {{"", std::move(code), std::move(message)}},
    }};
}

std::vector<std::string> undeclared(const DepartingTruck& truck) {
    std::set<std::pair<ParcelId, customs::Country>> declared;
    for (const LiveDeclaration& each : truck.declared) {
        if (truck.departure.gate.empty() || each.gate == truck.departure.gate) {
            declared.emplace(each.parcel, each.country);
        }
    }
    std::vector<std::string> codes;
    for (const AboardLine& line : truck.aboard) {
        const bool whole = declared.contains({line.parcel, customs::Country::vn}) &&
                           declared.contains({line.parcel, customs::Country::la});
        if (!line.gate.empty() && !whole) {
            codes.push_back(line.content.code);
        }
    }
    return codes;
}

/// Of an erased person's line only the digest is left; then the hash that was signed speaks.
std::string listed_content(const std::string& document) {
    if (document.empty()) {
        return content_hash({});
    }
    const Json served = Json::parse(document);
    std::vector<ContentLine> lines;
    for (const Json& line : served.at("lines")) {
        if (!line.contains("parcel")) {
            return served.value("content_hash", "");
        }
        lines.push_back({line.at("parcel"), line.at("pieces"), line.at("weight_g")});
    }
    return content_hash(lines);
}

TruckContent content_of(const DepartingTruck& truck) {
    TruckContent content;
    content.manifest = listed_content(truck.manifest);
    for (const AboardLine& line : truck.aboard) {
        content.aboard.push_back(line.content);
        if (!line.gate.empty()) {
            content.crossing.push_back(line.content);
        }
    }
    for (const LiveDeclaration& each : truck.declared) {
        auto& list =
            each.country == customs::Country::vn ? content.declared_vn : content.declared_la;
        list.push_back(each.content);
    }
    return content;
}

std::vector<std::string> held_codes(const DepartingTruck& truck) {
    std::set<std::string> codes;
    for (const LiveDeclaration& each : truck.declared) {
        if (!allows_crossing(each.status)) {
            codes.insert(each.content.code);
        }
    }
    return {codes.begin(), codes.end()};
}

std::string what_differs(ContentFault fault) {
    switch (fault) {
    case ContentFault::none:
    case ContentFault::truck:
        return "what is aboard is not what the papers were made of";
    case ContentFault::manifest:
        return "the manifest does not list what is aboard";
    case ContentFault::declarations:
        return "the declarations do not name what crosses";
    }
    return {};
}

/// A truck that an earlier build has closed has no hash to be compared with.
Result<void> check_papers(const DepartingTruck& truck) {
    if (truck.departure.papers == 0) {
        return {};
    }
    if (const auto codes = undeclared(truck); !codes.empty()) {
        return refuse(
            "declaration_missing",
            "not declared to both countries for its gate: " + listed_codes(codes) +
                "; unload or reroute"
        );
    }
    const ContentFault fault = compare_content(content_of(truck), truck.departure.content_hash);
    if (fault != ContentFault::none) {
        return refuse(
            "content_differs",
            std::string{name(fault)} + ": " + what_differs(fault) + "; unload what is wrong"
        );
    }
    return {};
}

} // namespace

CrossingDirection
direction_of(const DepartureRecord& departure, const Catalogue& catalogue) noexcept {
    return origin_of(departure, catalogue) == customs::Country::la ? CrossingDirection::la_vn
                                                                   : CrossingDirection::vn_la;
}

std::optional<GateReport> closure_of(
    Tx& tx,
    const TenantId& tenant,
    const std::string& gate,
    CrossingDirection direction,
    Instant now
) {
    auto report = gate_reports::find(tx, tenant, GateId{gate}, direction);
    const bool is_closed =
        report && effective_condition(state_of(*report), to_local(now), gate_state_ttl_default) ==
                      GateCondition::closed;
    return is_closed ? std::move(report) : std::nullopt;
}

std::string closure_words(const GateReport& closure) {
    return closure.gate.text() + " is reported closed for " + std::string{name(closure.direction)} +
           " by " + closure.source + " at " + format_corridor(closure.reported_at);
}

Result<DepartingTruck> read_departing_truck(
    Tx& tx,
    const TenantId& tenant,
    const DepartureId& id,
    const Catalogue& catalogue,
    Keyring& keyring,
    Instant now
) {
    auto departure = departures::find(tx, tenant, id);
    if (!departure) {
        return fail(ErrorCode::not_found);
    }
    DepartingTruck truck;
    truck.departure = std::move(*departure);
    truck.takes_a_step = truck.departure.state != DepartureState::closed ||
                         departure_steps::find(tx, tenant, id).has_value();
    if (truck.takes_a_step) {
        return truck;
    }
    const auto direction = direction_of(truck.departure, catalogue);
    truck.vehicles = vehicles_of(tx, truck.departure);
    truck.closure = closure_of(tx, tenant, truck.departure.gate, direction, now);
    truck.road_closure = road_closure_words(tx, truck.departure, catalogue, now);
    truck.aboard = parcels::aboard(tx, tenant, id);
    truck.asked = read_asked_aboard(tx, truck.departure);
    truck.declared = declaration_rows::live(tx, tenant, id);
    for (const auto& each : manifests::of_departure(tx, tenant, id)) {
        const bool is_void = each.state == ManifestState::void_;
        const auto manifest = is_void ? std::nullopt : manifests::find(tx, tenant, each.id);
        if (manifest) {
            auto document = open_document(tx, *manifest, keyring);
            if (!document) {
                return Failure{std::move(document).error()};
            }
            truck.manifest = std::move(*document);
        }
    }
    return truck;
}

Result<void>
check_departing(const DepartingTruck& truck, HeldDeclarations held, const AddressBook& addresses) {
    if (truck.takes_a_step) {
        return {};
    }
    if (truck.closure) {
        return refuse("gate_closed", closure_words(*truck.closure) + "; reroute it or wait");
    }
    if (truck.road_closure) {
        return refuse("road_closed", *truck.road_closure + "; reroute it or wait");
    }
    if (auto papers = check_papers(truck); !papers) {
        return papers;
    }
    if (auto wanted = check_aboard(truck.asked, addresses, "leave"); !wanted) {
        return wanted;
    }
    const auto codes =
        held == HeldDeclarations::refuse ? held_codes(truck) : std::vector<std::string>{};
    if (!codes.empty()) {
        return refuse(
            "declaration_held",
            "a declaration is not ready of " + listed_codes(codes) + "; unload them"
        );
    }
    return {};
}

} // namespace route9::gateway
