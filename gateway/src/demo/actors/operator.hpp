// SPDX-License-Identifier: Apache-2.0
// The dispatcher of the demonstration: catalogue, stock and trucks in the morning, orders that a
// person must mend, the gate that closes at noon, customs papers. Only the public API; one thread.
#pragma once

#include "demo/partner_api.hpp"
#include "demo/stage.hpp"
#include "gateway/demo/world.hpp"

#include <string>
#include <vector>

namespace route9::gateway::demo {

struct Trucks {
    std::string to_laos; // ids of departures
    std::string to_viet_nam;
    std::string night;
};

class Operator {
public:
    Operator(Stage& stage, PartnerApi api) : stage_(stage), api_(std::move(api)) {}

    PartnerApi& api() noexcept { return api_; }

    void fill_shelves(const World& world);
    Trucks plan_trucks();
    /// Sets the buyer's number right, as told on the telephone.
    void mend_phone(const std::string& order, const std::string& phone);
    /// "routed over LAOBAO" or why not, in the gateway's own words.
    void tell_why(const std::string& order);
    void close_gate();
    void read_customs_papers(const std::string& departure);

private:
    void shelve(const Good& good, const char* seller, const char* warehouse);
    std::string plan_truck(const Json& departure);

    Stage& stage_;
    PartnerApi api_;
};

} // namespace route9::gateway::demo
