// SPDX-License-Identifier: Apache-2.0
// The built-in corridor as the program loads it, and a network small enough to work out by hand.
#pragma once

#include "core/json.hpp"
#include "fulfillment/corridor.hpp"

#include <string>

namespace route9::fulfillment {

struct CorridorTexts {
    std::string gates;
    std::string hubs;
    std::string legs;
    std::string provinces_la;
    std::string provinces_vn;
    std::string former_districts_vn;

    CorridorFiles files() const {
        return {gates, hubs, legs, provinces_la, provinces_vn, former_districts_vn};
    }
};

CorridorTexts corridor_texts();
/// Loaded once; throws std::runtime_error with the first fault when the data is bad.
const Corridor& builtin_corridor();
std::string read_whole_file(const std::string& path);
/// Runs one plan document on the built-in corridor; throws on a refused document.
Json run_plan(const Json& document);

} // namespace route9::fulfillment
