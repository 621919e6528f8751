// SPDX-License-Identifier: Apache-2.0
// What carriers push, in their own words, as the report that POST /v1/tracking-events takes. The
// words of their states stand in the profile of the carrier; one that does not stand there is
// `unknown` and an alert. Pure; any thread. Source of TikiNOW's: open.tiki.vn, lastmile service,
// webhooks and order status (2022).
#pragma once

#include "adapters/carriers/tracking_document.hpp"
#include "adapters/marketplaces/profile.hpp"
#include "core/json.hpp"
#include "core/result.hpp"

#include <optional>
#include <string>

namespace route9::adapters {

struct CarrierMessage {
    std::optional<TrackingReport> report{};
    std::string ignored{}; // why there is none
};

/// Error: validation_failed with every bad member.
Result<CarrierMessage> read_carrier_message(const Profile& profile, const Json& message);

} // namespace route9::adapters
