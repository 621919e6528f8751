// SPDX-License-Identifier: Apache-2.0
#include "http/request_places.hpp"

#include <string>

namespace route9::gateway::http {

std::optional<NamedCounts::Unit> RequestPlaces::take(std::string_view caller) {
    const std::size_t half = (places_max_ + 1) / 2;
    const std::size_t quarter = (places_max_ + 3) / 4;
    return taken_.take(std::string{caller}, [&](std::size_t all, std::size_t own) {
        return all < half || (all < places_max_ && own < quarter);
    });
}

} // namespace route9::gateway::http
