// SPDX-License-Identifier: Apache-2.0
#include "gateway/fleet/seal_numbers.hpp"

#include "fulfillment/truck_seals.hpp"

#include <algorithm>
#include <utility>

namespace route9::gateway {

using namespace fulfillment;

std::vector<std::string> read_seals(ObjectReader& reader, Need need) {
    std::vector<std::string> seals;
    const Json* given = reader.array("seals", need, truck_seals_max);
    for (std::size_t i = 0; given != nullptr && i < given->size(); ++i) {
        const Json& value = given->at(i);
        const std::string number = value.is_string() ? value.get<std::string>() : "";
        const bool is_plain =
            std::ranges::all_of(number, [](char c) { return c > ' ' && c <= '~'; });
        if (number.empty() || number.size() > seal_bytes_max || !is_plain) {
            reader.refuse(
                "seals", "bad_value", "give each seal's number: 1 to 32 signs, no blanks"
            );
            return {};
        }
        if (std::ranges::find(seals, number) != seals.end()) {
            reader.refuse("seals", "repeated", "name every seal once");
            return {};
        }
        seals.push_back(number);
    }
    return seals;
}

Result<void>
check_seals(Tx& tx, const DepartureRecord& departure, const std::vector<std::string>& seals) {
    for (const std::string& seal : seals) {
        const auto taken = truck_with_seal(tx, departure.tenant, seal, departure.id);
        if (taken) {
            const std::string words = seal + " is on " + taken->reference + " (" +
                                      taken->departure.text() +
                                      "), which has not arrived; give this truck's own number";
            return Failure{Error{
                .code = ErrorCode::state_forbids,
                .detail = words,
                .fields = {{"/seals", "taken", words}},
            }};
        }
    }
    return {};
}

Result<StandingDeparture>
put_seals(Tx& tx, const StepOrder& step, const std::vector<std::string>& seals) {
    auto departure = departures::find(tx, step.tenant, step.departure);
    if (!departure) {
        return fail(ErrorCode::not_found);
    }
    if (auto under_way = departure_steps::find(tx, step.tenant, step.departure)) {
        return StandingDeparture{std::move(*departure), std::move(under_way)};
    }
    if (departure->seals == seals) {
        return StandingDeparture{std::move(*departure), std::nullopt};
    }
    if (departure->state >= DepartureState::departed) {
        return fail(ErrorCode::sealed, "the truck has left");
    }
    if (auto free = check_seals(tx, *departure, seals); !free) {
        return Failure{std::move(free).error()};
    }
    departure->seals = seals;
    auto marked = departures::seal(tx, std::move(*departure));
    if (!marked) {
        return Failure{std::move(marked).error()};
    }
    DrawnEntropy ids = step.ids;
    TouchedOrders touched{tx, step.tenant, step.now, ids};
    const std::string id = marked->id.text();
    touched.tell_of(
        id, marked->version, "departure.seals_changed", Json{{"departure", id}, {"seals", seals}}
    );
    StandingDeparture standing{std::move(*marked), std::nullopt};
    if (standing.departure.state == DepartureState::closed) {
        auto reopened = reopen_departure(tx, std::move(standing.departure), step, "seals", touched);
        if (!reopened) {
            return Failure{std::move(reopened).error()};
        }
        standing = std::move(*reopened);
    }
    if (auto stored = touched.store(); !stored) {
        return Failure{std::move(stored).error()};
    }
    return standing;
}

} // namespace route9::gateway
