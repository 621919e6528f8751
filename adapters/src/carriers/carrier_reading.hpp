// SPDX-License-Identifier: Apache-2.0
// Parts that the messages of several carriers have in common. Used by the readers of this folder
// only.
#pragma once

#include "adapters/carriers/carrier_messages.hpp"
#include "marketplaces/foreign_object.hpp"

#include <string>
#include <string_view>

namespace route9::adapters {

/// Text, or the digits of a number; empty where it is absent or neither.
std::string loose_text(const Json& object, std::string_view name);
/// What the word and the reason mean; `reason` may be empty.
void take_words(
    TrackingReport& report, const CarrierWords& words, std::string word, std::string_view reason
);
/// Of a word that speaks of cash: dong; absent and zero are none.
void take_cash(
    TrackingReport& report, const Json& object, ForeignObject& reader, std::string_view name
);
/// A weight of nothing, or one that cannot be read, is none: it decides nothing.
void take_weight_g(TrackingReport& report, const Json& object, std::string_view name);
void take_weight_kg(TrackingReport& report, const Json& object, std::string_view name);
/// A pushed report, or the errors.
Result<CarrierMessage> finish_message(TrackingReport report, const Json& raw, FieldErrors errors);

Result<CarrierMessage> read_tikinow(const CarrierWords& words, const Json& message);
Result<CarrierMessage> read_ghn(const CarrierWords& words, const Json& message);
Result<CarrierMessage> read_ghtk(const CarrierWords& words, const Json& message);
Result<CarrierMessage> read_viettel_post(const CarrierWords& words, const Json& message);
Result<CarrierMessage> read_jt_vn(const CarrierWords& words, const Json& message);
Result<CarrierMessage> read_ninja_van(const CarrierWords& words, const Json& message);

} // namespace route9::adapters
