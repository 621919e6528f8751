// SPDX-License-Identifier: Apache-2.0
// The warehouse of the demonstration: packs what is planned (one parcel is far heavier than
// declared), loads what has no truck, closes the trucks and sees them off. Only the public API;
// one thread.
#pragma once

#include "demo/actors/operator.hpp"
#include "demo/partner_api.hpp"
#include "demo/stage.hpp"

#include <map>
#include <string>
#include <vector>

namespace route9::gateway::demo {

class Warehouse {
public:
    Warehouse(Stage& stage, PartnerApi api) : stage_(stage), api_(std::move(api)) {}

    PartnerApi& api() noexcept { return api_; }

    void pack_all(const Trucks& trucks);
    /// Those of one truck but the last, which waits for its goods; its order.
    std::string pack_all_but_one(const std::string& departure);
    void close(const std::string& departure);
    /// The truck stays: says why.
    void depart_in_vain(const std::string& departure);
    void depart(const std::string& departure);
    void arrive(const std::string& departure);
    std::int64_t packed() const noexcept { return packed_; }
    /// Its code.
    const std::string& last_parcel() const noexcept { return last_parcel_; }

private:
    std::string pack(const Json& fulfillment, bool misweigh);
    void load(const std::string& departure, const std::vector<std::string>& parcels);

    Stage& stage_;
    PartnerApi api_;
    std::int64_t packed_ = 0;
    std::string last_parcel_;
};

} // namespace route9::gateway::demo
