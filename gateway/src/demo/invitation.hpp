// SPDX-License-Identifier: Apache-2.0
// What the demonstration leaves behind for whoever watches: the address, the keys and commands to
// try, with ids that exist. One thread.
#pragma once

#include "demo/account.hpp"
#include "demo/cast.hpp"

#include <string>

namespace route9::gateway::demo {

struct Invitation {
    std::string order;    // one that was routed
    std::string manifest; // one that was sealed
    std::string parcel;   // code of one that is on the road
};

void invite(
    DayAccount& account, const std::string& base_url, const Cast& cast, const Invitation& invitation
);

} // namespace route9::gateway::demo
