// SPDX-License-Identifier: Apache-2.0
#include "adapters/carriers/carrier_messages.hpp"

#include "carriers/carrier_reading.hpp"
#include "core/assert.hpp"
#include "core/crypto.hpp"
#include "core/limits.hpp"
#include "fulfillment/tracking_words.hpp"
#include "marketplaces/order_parts.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace route9::adapters {
namespace {

using ReadMessage = Result<CarrierMessage> (*)(const CarrierWords&, const Json&);

constexpr std::array<std::pair<std::string_view, ReadMessage>, 6> kReaders{{
    {"tikinow", &read_tikinow},
    {"ghn", &read_ghn},
    {"ghtk", &read_ghtk},
    {"viettel_post", &read_viettel_post},
    {"jt_vn", &read_jt_vn},
    {"ninja_van", &read_ninja_van},
}};

/// The same report has the same key. Keys are kept in clear: of words that may speak of people they
/// hold a digest.
std::string key_of(const std::string& tracking, const std::string& word, const std::string& at) {
    const std::string key = tracking + "|" + word + "|" + at;
    const bool is_clear = fulfillment::is_code_like(tracking) && fulfillment::is_code_like(word) &&
                          key.size() <= limits::foreign_id_bytes_max;
    return is_clear ? key : hex(sha256(as_byte_view(key)));
}

} // namespace

/// {tracking_id, client_order_id, status, timestamp, reason_code?, description?}, or the time as
/// updated_at; fees and messages of the warehouse service come to the same address.
Result<CarrierMessage> read_tikinow(const CarrierWords& words, const Json& message) {
    if (message.is_object() && message.contains("fee_key")) {
        return CarrierMessage{.ignored = "a fee"};
    }
    if (message.is_object() && message.contains("data") && !message.contains("status")) {
        return CarrierMessage{.ignored = "a message of the warehouse service"};
    }
    FieldErrors errors;
    ForeignObject root{message, "", errors};
    TrackingReport report;
    report.parcel = root.id("client_order_id", Need::required);
    take_words(report, words, root.id("status", Need::required), "");
    const bool is_update = root.has("updated_at") && !root.has("timestamp");
    report.at =
        read_time(root, is_update ? "updated_at" : "timestamp", Need::required).value_or(Instant{});
    const auto tracking = root.id("tracking_id", Need::required);
    report.event_key = key_of(tracking, report.status_word, format_utc(report.at));
    report.note = first_text(root, {"description", "reason_code"});
    return finish_message(std::move(report), message, std::move(errors));
}

Result<CarrierMessage>
read_carrier_message(std::string_view platform, const CarrierWords& words, const Json& message) {
    const auto* const reader =
        std::ranges::find(kReaders, platform, &decltype(kReaders)::value_type::first);
    ROUTE9_ASSERT(reader != kReaders.end());
    return reader->second(words, message);
}

} // namespace route9::adapters
