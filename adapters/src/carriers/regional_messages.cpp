// SPDX-License-Identifier: Apache-2.0
// J&T and Ninja Van. What is known of their messages comes from integrators and differs between
// countries: each member is looked for under the names that were seen.
#include "carriers/carrier_reading.hpp"
#include "core/limits.hpp"
#include "marketplaces/order_parts.hpp"

#include <array>
#include <initializer_list>
#include <utility>

namespace route9::adapters {
namespace {

using fulfillment::TrackingStatus;

/// The first of these members that is there.
std::string_view present(const Json& object, std::initializer_list<std::string_view> names) {
    for (const std::string_view name : names) {
        if (!loose_text(object, name).empty()) {
            return name;
        }
    }
    return *names.begin();
}

TrackingReport read_scan(
    const CarrierWords& words, const std::string& parcel, const Json& scan, ForeignObject& reader
) {
    TrackingReport report;
    report.parcel = parcel;
    const auto word = present(scan, {"Status", "status", "scanType", "scantype"});
    take_words(report, words, reader.id(word, Need::required), "");
    const auto time = present(scan, {"scanTime", "scantime", "Time", "time"});
    report.at = read_time(reader, time, Need::optional, Unmarked::corridor).value_or(Instant{});
    report.place = reader.note(present(scan, {"scanNetworkName", "city"}));
    report.note = reader.note(present(scan, {"desc", "Reason", "reason"}));
    return report;
}

} // namespace

/// {order_number, waybill_number, Status, …}, or {txlogisticId, billCode, details: [{scanType,
/// scanTime, desc}]} with several steps. Some tell no time.
Result<CarrierMessage> read_jt_vn(const CarrierWords& words, const Json& message) {
    FieldErrors errors;
    ForeignObject root{message, "", errors};
    const auto parcel =
        root.id(present(message, {"order_number", "txlogisticId", "txlogisticid"}), Need::required);
    const Json* steps = root.array("details", Need::optional);
    if (steps == nullptr) {
        TrackingReport report = read_scan(words, parcel, message, root);
        return finish_message(std::move(report), message, std::move(errors));
    }
    if (steps->empty() || steps->size() > limits::tracking_events_per_unit_max) {
        root.refuse("details", "out_of_range", "must have 1 to 16 steps");
    }
    CarrierMessage all;
    for (std::size_t at = 0; at < steps->size() && errors.empty(); ++at) {
        const Json& step = (*steps)[at];
        ForeignObject reader{step, pointer_step(root.pointer("details"), at), errors};
        auto one = finish_message(read_scan(words, parcel, step, reader), step, errors);
        if (one) {
            all.reports.push_back(std::move(one->reports.front()));
        }
    }
    if (!errors.empty()) {
        return fail_fields(std::move(errors));
    }
    return all;
}

/// {tracking_id, shipper_order_ref_no, event?, status, timestamp, comments?, pod? {name}}. The
/// event is the more exact word; where it stands in no list the status counts.
Result<CarrierMessage> read_ninja_van(const CarrierWords& words, const Json& message) {
    FieldErrors errors;
    ForeignObject root{message, "", errors};
    TrackingReport report;
    report.parcel = root.id(
        present(message, {"shipper_order_ref_no", "shipper_ref_no", "requested_tracking_id"}),
        Need::required
    );
    root.id("tracking_id", Need::required);
    const std::string event = loose_text(message, "event");
    const bool by_event =
        !event.empty() && (words.meaning(event).status != TrackingStatus::unknown ||
                           loose_text(message, "status").empty());
    take_words(report, words, root.id(by_event ? "event" : "status", Need::required), "");
    report.at = read_time(root, "timestamp", Need::required).value_or(Instant{});
    report.note = root.note("comments");
    if (const Json* proof = root.object("pod", Need::optional)) {
        ForeignObject signature{*proof, root.pointer("pod"), errors};
        report.signed_by = signature.note("name");
    }
    return finish_message(std::move(report), message, std::move(errors));
}

} // namespace route9::adapters
