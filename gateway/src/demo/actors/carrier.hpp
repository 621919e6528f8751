// SPDX-License-Identifier: Apache-2.0
// The carrier of the demonstration: polls its sealed manifests, acknowledges them line by line,
// reports the way of every parcel and the cash it collects. One buyer is not at home, one word is
// its own and one batch is sent twice. Its line loses requests; it keeps whole manifests all the
// same. Only the public API; one thread.
#pragma once

#include "core/money.hpp"
#include "demo/partner_api.hpp"
#include "demo/stage.hpp"

#include <map>
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
    bool arrives_today = true;
    bool delivered = false;
};

class Carrier {
public:
    Carrier(Stage& stage, PartnerApi api) : stage_(stage), api_(std::move(api)) {}

    PartnerApi& api() noexcept { return api_; }

    /// Polls until `manifests` have come in all, acknowledges them and commits their batch; what is
    /// not committed is served again.
    void take_manifests(std::size_t manifests, bool commit);
    /// Those of the truck that arrives tomorrow; papers that others replace are put aside.
    void take_later_manifests(std::size_t manifests);
    /// What the carrier's side says of its dented parcel.
    void settle(const char* liable);
    /// All manifests as we have them against the gateway's own, by hash.
    void compare_manifests();
    /// The same step for all parcels that arrive today.
    void report(const char* status, const char* place_in_laos, const char* place_in_viet_nam);
    void deliver();

    const std::vector<CarriedParcel>& parcels() const noexcept { return parcels_; }
    const std::string& first_manifest() const noexcept { return first_manifest_; }
    const std::string& dented() const noexcept { return dented_; }
    std::int64_t manifests() const noexcept { return std::ssize(hashes_); }

private:
    bool poll(bool commit);
    void keep(const Json& items);
    void acknowledge(const Json& manifest);
    Json answer_to(const Json& manifest);
    void post_events(const Json& events);

    Stage& stage_;
    PartnerApi api_;
    std::vector<CarriedParcel> parcels_;
    std::map<std::string, std::string> hashes_; // by manifest
    std::string first_manifest_;
    std::string dented_; // a parcel's code
    bool arrives_today_ = true;
    std::string cursor_;
};

} // namespace route9::gateway::demo
