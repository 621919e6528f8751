// SPDX-License-Identifier: Apache-2.0
// How a carrier is asked what becomes of one parcel, as data: the member "parcel_ask" of its row in
// data/marketplaces/profiles.json. What comes back becomes the same reports as a push, in the words
// of the same list. Pure; any thread. Sources, with what is not certain: docs/platforms.
#pragma once

#include "adapters/carriers/carrier_words.hpp"
#include "adapters/carriers/tracking_document.hpp"
#include "adapters/marketplaces/api_call.hpp"
#include "adapters/marketplaces/parcel_ask_rule.hpp"
#include "core/json.hpp"
#include "core/result.hpp"

#include <string>
#include <vector>

namespace route9::adapters {

/// `code` is ours, as the carrier was given it.
ApiCall
parcel_ask_call(const ParcelAskRule& rule, const ApiAccess& access, const std::string& code);

/// Oldest first; with a key of the event that a push of it has too. Of the answer nothing is kept
/// but what was read: it names the recipient. Error: validation_failed with every bad member, also
/// for an answer about another parcel.
Result<std::vector<TrackingReport>> read_parcel_answer(
    const ParcelAskRule& rule,
    const CarrierWords& words,
    const Json& answer,
    const std::string& code
);

} // namespace route9::adapters
