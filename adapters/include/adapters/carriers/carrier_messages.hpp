// SPDX-License-Identifier: Apache-2.0
// What carriers push, in their own words, as the reports that POST /v1/tracking-events takes: the
// same event told both ways has the same key and is booked once. The words stand in
// data/carriers; one that does not is `unknown` and an alert. Pure; any thread. Sources, with what
// is not certain: docs/platforms.
#pragma once

#include "adapters/carriers/carrier_words.hpp"
#include "adapters/carriers/tracking_document.hpp"
#include "core/json.hpp"
#include "core/result.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace route9::adapters {

struct CarrierMessage {
    std::vector<TrackingReport> reports{}; // `at` is Instant{} where the carrier tells no time
    std::string ignored{};                 // why there is none
};

/// Error: validation_failed with every bad member. Precondition: the platform is a carrier's.
Result<CarrierMessage>
read_carrier_message(std::string_view platform, const CarrierWords& words, const Json& message);

} // namespace route9::adapters
