// SPDX-License-Identifier: Apache-2.0
#include "gateway/views/parcel_view.hpp"

#include "fulfillment/tracking.hpp"
#include "gateway/views/money_json.hpp"

#include <algorithm>

namespace route9::gateway {

using namespace fulfillment;

Json parcel_view(const Parcel& parcel) {
    Json json{
        {"id", parcel.id.text()},
        {"code", parcel.code},
        {"order", parcel.order.text()},
        {"fulfillment", parcel.fulfillment.text()},
        {"seller", parcel.seller.text()},
        {"house_bill", parcel.house_bill},
        {"pieces", parcel.pieces},
        {"weight_g", parcel.mass_g},
        {"status", parcel.status},
        {"status_at", format_utc(parcel.status_at)},
    };
    if (!parcel.carrier.empty()) {
        json["carrier"] = parcel.carrier.text();
    }
    if (parcel.departure) {
        json["departure"] = parcel.departure->text();
    }
    if (parcel.manifest) {
        json["manifest"] = parcel.manifest->text();
    }
    if (parcel.cod) {
        json["cod"] = money_json(*parcel.cod);
        json["cash"] = std::string{name(std::max(parcel.cash, CashState::due))};
    }
    return json;
}

Json tracking_view(const TrackingRecord& event) {
    const TrackingStatus status = parse_tracking_status(event.status);
    Json json{
        {"status", std::string{name(status)}},
        {"at", format_utc(event.at)},
        {"source", event.carrier.empty() ? "route9" : event.carrier.text()},
        {"received_at", format_utc(event.received_at)},
    };
    if (status == TrackingStatus::unknown) {
        json["status_word"] = event.status;
    } else if (!event.word.empty()) {
        json["status_word"] = event.word;
    }
    if (!event.incident.empty()) {
        json["incident"] = event.incident;
    }
    if (!event.place.empty()) {
        json["place"] = event.place;
    }
    if (!event.note.empty()) {
        json["note"] = event.note;
    }
    if (event.mass_g) {
        json["weight_g"] = *event.mass_g;
    }
    if (!event.signed_by.empty()) {
        json["proof"]["signed_by"] = event.signed_by;
    }
    if (!event.photo.empty()) {
        json["proof"]["photo_sha256"] = event.photo;
    }
    return json;
}

} // namespace route9::gateway
