// SPDX-License-Identifier: Apache-2.0
#include "fulfillment/loading.hpp"

#include <algorithm>
#include <tuple>

namespace route9::fulfillment {
namespace {

bool goes_first(const LoadDeparture& left, const LoadDeparture& right) {
    const auto key = [](const Departure& departure) {
        return std::tuple{
            departure.leaves,
            departure.arrives.value_or(LocalTime::max()),
            departure.cost.value_or(Cost{}),
            !departure.return_leg
        };
    };
    const auto a = key(left.departure);
    const auto b = key(right.departure);
    return a == b ? left.departure.id < right.departure.id : a < b;
}

} // namespace

Loading load(std::vector<LoadDeparture> departures, const std::vector<LoadParcel>& parcels) {
    std::ranges::sort(departures, goes_first);
    std::vector<const LoadParcel*> queue;
    queue.reserve(parcels.size());
    for (const LoadParcel& parcel : parcels) {
        queue.push_back(&parcel);
    }
    std::sort(queue.begin(), queue.end(), [](const LoadParcel* left, const LoadParcel* right) {
        const auto last = LocalTime::max();
        return std::tuple{left->promise.value_or(last), left} <
               std::tuple{right->promise.value_or(last), right};
    });
    Loading result;
    for (const LoadDeparture& each : departures) {
        result.loads.push_back({each.departure.id, {}});
    }
    for (const LoadParcel* parcel : queue) {
        const auto taking = std::ranges::find_if(departures, [&](const LoadDeparture& each) {
            return each.room.takes(parcel->kg, parcel->m3);
        });
        if (taking == departures.end()) {
            result.left_over.push_back(parcel->id);
            continue;
        }
        Room& room = taking->room;
        room.kg = room.kg ? std::optional{*room.kg - parcel->kg} : std::nullopt;
        room.m3 = room.m3 ? std::optional{*room.m3 - parcel->m3} : std::nullopt;
        const auto place = static_cast<std::size_t>(taking - departures.begin());
        result.loads[place].parcels.push_back(parcel->id);
    }
    return result;
}

} // namespace route9::fulfillment
