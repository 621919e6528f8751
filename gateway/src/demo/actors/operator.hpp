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
    std::string second; // to Laos, meets a closed gate
};

class Operator {
public:
    Operator(Stage& stage, PartnerApi api) : stage_(stage), api_(std::move(api)) {}

    PartnerApi& api() noexcept { return api_; }

    void fill_shelves(const World& world);
    Trucks plan_trucks();
    std::string plan_second_truck();
    /// By Cha Lo, an hour after noon.
    void reroute(const std::string& departure);
    /// How many of its declarations lie at which office, and how many are void.
    void tell_offices(const std::string& departure);
    /// Waits until the order's work goes by that gate; says since which plan and why.
    void await_way(const std::string& order, const std::string& gate);
    /// What whoever has the label's code reads, in Lao.
    void read_as_buyer(const std::string& code);
    /// Who said what of the disputed lines of a manifest, and who answers for each parcel.
    void tell_custody(const std::string& manifest);
    /// What the warehouse's side says of a line.
    void settle(const std::string& manifest, const std::string& parcel, const char* liable);
    /// Sets the buyer's number right, as told on the telephone.
    void mend_phone(const std::string& order, const std::string& phone);
    /// "routed over LAOBAO" or why not, in the gateway's own words.
    void tell_why(const std::string& order);
    void close_gate();
    void read_customs_papers(const std::string& departure);

private:
    void shelve(const Good& good, const char* seller, const char* warehouse);
    std::string plan_truck(const Json& departure);
    bool tell_way(const Json& order, const std::string& gate);

    Stage& stage_;
    PartnerApi api_;
};

} // namespace route9::gateway::demo
