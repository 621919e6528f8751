// SPDX-License-Identifier: Apache-2.0
// What goods take of a truck's room: grams, and cubic centimetres as far as products say them.
#pragma once

#include <cstdint>

namespace route9::fulfillment {

struct Load {
    std::int64_t mass_g = 0;
    std::int64_t volume_cm3 = 0;

    Load& operator+=(const Load& more) {
        mass_g += more.mass_g;
        volume_cm3 += more.volume_cm3;
        return *this;
    }
    friend bool operator==(const Load&, const Load&) = default;
};

} // namespace route9::fulfillment
