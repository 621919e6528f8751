// SPDX-License-Identifier: Apache-2.0
#include "adapters/carriers/carrier_messages.hpp"

#include "core/crypto.hpp"
#include "core/limits.hpp"
#include "fulfillment/tracking_words.hpp"
#include "marketplaces/order_parts.hpp"

#include <utility>

namespace route9::adapters {
namespace {

using fulfillment::TrackingStatus;

TrackingStatus status_of(const Profile& profile, const std::string& word) {
    const auto known = profile.parcel_statuses.find(word);
    return known == profile.parcel_statuses.end() ? TrackingStatus::unknown : known->second;
}

/// The same report has the same key. Keys are kept in clear: of words that may speak of people they
/// hold a digest.
std::string key_of(const std::string& tracking, const std::string& word, const std::string& at) {
    const std::string key = tracking + "|" + word + "|" + at;
    const bool is_clear = fulfillment::is_code_like(tracking) && fulfillment::is_code_like(word) &&
                          key.size() <= limits::foreign_id_bytes_max;
    return is_clear ? key : hex(sha256(as_byte_view(key)));
}

/// {tracking_id, client_order_id, status, timestamp, reason_code?, description?}, or the time as
/// updated_at; what it tells of the driver is not asked for.
Result<CarrierMessage> read_shipment(const Profile& profile, const Json& message) {
    FieldErrors errors;
    ForeignObject root{message, "", errors};
    TrackingReport report;
    report.parcel = root.id("client_order_id", Need::required);
    report.status_word = root.id("status", Need::required);
    report.status = status_of(profile, report.status_word);
    const bool is_update = root.has("updated_at") && !root.has("timestamp");
    report.at =
        read_time(root, is_update ? "updated_at" : "timestamp", Need::required).value_or(Instant{});
    const auto tracking = root.id("tracking_id", Need::required);
    report.event_key = key_of(tracking, report.status_word, format_utc(report.at));
    report.note = first_text(root, {"description", "reason_code"});
    if (!errors.empty()) {
        return fail_fields(std::move(errors));
    }
    return CarrierMessage{.report = std::move(report)};
}

} // namespace

Result<CarrierMessage> read_carrier_message(const Profile& profile, const Json& message) {
    if (message.is_object() && message.contains("fee_key")) {
        return CarrierMessage{.ignored = "a fee"};
    }
    if (message.is_object() && message.contains("data") && !message.contains("status")) {
        return CarrierMessage{.ignored = "a message of the warehouse service"};
    }
    return read_shipment(profile, message);
}

} // namespace route9::adapters
