// SPDX-License-Identifier: Apache-2.0
#include "fulfillment/tracking.hpp"
#include "gateway/http/json_body.hpp"
#include "gateway/returns/open_return.hpp"
#include "gateway/returns/return_act.hpp"
#include "gateway/returns/return_endpoints.hpp"
#include "gateway/returns/return_money.hpp"
#include "gateway/shipping/touched_orders.hpp"
#include "gateway/shipping/track_parcels.hpp"

#include <utility>

namespace route9::gateway::endpoints {
namespace {

using namespace fulfillment;

struct Receiving {
    std::string warehouse{}; // empty: where it was expected
    const Vault* vault = nullptr;
};

/// The parcel is in our hands: it is `returned`, whatever its carrier told, and with it go custody,
/// what is owed, and the order. A carrier that has told so already has moved all of that.
Result<Parcel>
bring_back(Tx& tx, const ReturnWork& work, const ReturnCase& returned, const Vault& vault) {
    auto parcel = parcels::find(tx, returned.tenant, returned.parcel);
    if (!parcel) {
        return fail(ErrorCode::not_found);
    }
    if (!has_left(tx, *parcel)) {
        return fail(
            ErrorCode::state_forbids,
            "the parcel stands on a truck that has not left: unload it there, or tell that the "
            "truck has departed"
        );
    }
    if (parcel->status == name(TrackingStatus::returned)) {
        return std::move(*parcel);
    }
    DrawnEntropy ids = work.ids;
    std::array<std::byte, drawn_seed_bytes> seed{};
    ids.fill(seed);
    adapters::TrackingReport report{
        .event_key = "received " + returned.id.text(),
        .parcel = returned.parcel.text(),
        .status = TrackingStatus::returned,
        .status_word = std::string{name(TrackingStatus::returned)},
        .at = work.now,
        .place = returned.warehouse,
        .note = {},
        .cash_collected = std::nullopt,
        .correction = tracking_status_info(parse_tracking_status(parcel->status)).terminal,
    };
    TrackingBatch batch{
        .tenant = returned.tenant,
        .carrier = returned.carrier,
        .reports = {std::move(report)},
        .ids = DrawnEntropy{seed},
        .now = work.now,
    };
    const auto tracked = track_parcels(tx, std::move(batch), vault);
    if (!tracked) {
        return Failure{tracked.error()};
    }
    parcel = parcels::find(tx, returned.tenant, returned.parcel);
    if (!parcel || parcel->status != name(TrackingStatus::returned)) {
        return fail(
            ErrorCode::state_forbids, "the parcel cannot come back: " + tracked->front().detail
        );
    }
    return std::move(*parcel);
}

Result<ReturnCase>
carry_out(Tx& tx, ReturnWork work, ReturnCase returned, const Receiving& receiving) {
    const auto next = follow(returned.state, fulfillment::ReturnAct::receive);
    if (!next) {
        return Failure{next.error()};
    }
    if (returned.state == *next) {
        return returned;
    }
    returned.state = *next;
    returned.received_at = work.now;
    if (!receiving.warehouse.empty()) {
        returned.warehouse = receiving.warehouse;
    }
    const auto parcel = bring_back(tx, work, returned, *receiving.vault);
    if (!parcel) {
        return Failure{parcel.error()};
    }
    TouchedOrders touched{tx, returned.tenant, work.now, work.ids};
    Json news = return_news(returned);
    news["warehouse"] = returned.warehouse;
    touched.tell(returned.order, "return.received", std::move(news), returned.carrier);
    if (auto done = settle_return(tx, returned, *parcel, touched, work.ids, false); !done) {
        return Failure{std::move(done).error()};
    }
    if (!returns::update(tx, returned)) {
        return fail(ErrorCode::conflict, "the return has changed meanwhile; read it");
    }
    if (auto stored = touched.store(); !stored) {
        return Failure{std::move(stored).error()};
    }
    return returned;
}

Result<ReturnStep>
read_step(Services& services, const http::Request& /*request*/, const Json& body) {
    FieldErrors errors;
    ObjectReader reader{body, "", errors};
    Receiving receiving{.vault = &services.vault};
    receiving.warehouse = reader.text("warehouse", Need::optional, 64).value_or("");
    if (!receiving.warehouse.empty() && !services.snapshots.is_warehouse(receiving.warehouse)) {
        reader.refuse("warehouse", "unknown", "GET /v1/warehouses lists them");
    }
    reader.finish();
    if (!errors.empty()) {
        return fail_fields(std::move(errors));
    }
    return [receiving = std::move(receiving)](Tx& tx, ReturnWork work, ReturnCase returned) {
        return carry_out(tx, std::move(work), std::move(returned), receiving);
    };
}

} // namespace

http::Route post_return_receive(Services& services) {
    return return_act_route(services, "receive", read_step);
}

} // namespace route9::gateway::endpoints
