// SPDX-License-Identifier: Apache-2.0
// The carrier of the demonstration: polls its sealed manifests, acknowledges them line by line,
// reports the way of every parcel and the cash it collects. One buyer is not at home, one word is
// its own and one batch is sent twice. Only the public API; one thread.
#pragma once

#include "core/money.hpp"
#include "demo/partner_api.hpp"
#include "demo/stage.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace route9::gateway::demo {

struct CarriedParcel {
    std::string code;
    std::string recipient;
    std::string country;
    std::optional<Money> cash; // to collect
    bool delivered = false;
};

class Carrier {
public:
    Carrier(Stage& stage, PartnerApi api) : stage_(stage), api_(std::move(api)) {}

    PartnerApi& api() noexcept { return api_; }

    /// Polls until `manifests` have come in all, acknowledges them and commits their batch; what is
    /// not committed is served again.
    void take_manifests(std::size_t manifests, bool commit);
    /// The same step for all parcels.
    void report(const char* status, const char* place_in_laos, const char* place_in_viet_nam);
    void deliver();

    const std::vector<CarriedParcel>& parcels() const noexcept { return parcels_; }
    const std::string& first_manifest() const noexcept { return first_manifest_; }

private:
    bool poll(bool commit);
    void acknowledge(const Json& manifest);
    void post_events(const Json& events);

    Stage& stage_;
    PartnerApi api_;
    std::vector<CarriedParcel> parcels_;
    std::size_t manifests_ = 0;
    std::string first_manifest_;
    std::string cursor_;
};

} // namespace route9::gateway::demo
