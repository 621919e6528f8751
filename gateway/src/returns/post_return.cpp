// SPDX-License-Identifier: Apache-2.0
#include "core/limits.hpp"
#include "fulfillment/giving_up.hpp"
#include "fulfillment/return_terms.hpp"
#include "fulfillment/tracking.hpp"
#include "gateway/catalogue.hpp"
#include "gateway/execute_once.hpp"
#include "gateway/http/etag.hpp"
#include "gateway/http/json_body.hpp"
#include "gateway/returns/open_return.hpp"
#include "gateway/returns/return_act.hpp"
#include "gateway/returns/return_endpoints.hpp"
#include "gateway/returns/return_view.hpp"
#include "gateway/shipping/find_parcel.hpp"
#include "gateway/shipping/may_ship.hpp"
#include "gateway/shipping/touched_orders.hpp"
#include "gateway/shipping/typed_members.hpp"

#include <utility>

namespace route9::gateway::endpoints {
namespace {

using namespace fulfillment;

constexpr std::string_view kName = "post_return";

struct Opening {
    ReturnWork work;
    ReturnId id;
    std::string parcel;
    ReturnReason reason = ReturnReason::refused;
    std::string warehouse{}; // empty: where it came from
    std::optional<Instant> hold_until{};
    const ReturnTerms* terms = nullptr;
};

Result<void> read_opening(const Json& body, const SnapshotBoard& snapshots, Opening& opening) {
    FieldErrors errors;
    ObjectReader reader{body, "", errors};
    opening.parcel =
        reader.text("parcel", Need::required, limits::foreign_id_bytes_max).value_or("");
    const auto word = reader.text("reason", Need::required, limits::text_bytes_max);
    const auto reason = word ? parse_return_reason(*word) : std::nullopt;
    if (word && !reason) {
        reader.refuse("reason", "unknown_value", "give refused, unclaimed or sent_back");
    }
    opening.reason = reason.value_or(ReturnReason::refused);
    opening.warehouse = reader.text("warehouse", Need::optional, 64).value_or("");
    if (!opening.warehouse.empty() && !snapshots.is_warehouse(opening.warehouse)) {
        reader.refuse("warehouse", "unknown", "GET /v1/warehouses lists them");
    }
    opening.hold_until = read_time_to_come(reader, "hold_until", Need::optional, opening.work.now);
    if (opening.hold_until && *opening.hold_until <= opening.work.now) {
        reader.refuse("hold_until", "out_of_range", "give a time to come");
    }
    reader.finish();
    if (!errors.empty()) {
        return fail_fields(std::move(errors));
    }
    return {};
}

/// What has not left is cancelled instead; what was delivered comes back as sent_back only.
Result<void> may_come_back(Tx& tx, const Parcel& parcel, ReturnReason reason) {
    if (!has_left(tx, parcel)) {
        return fail(
            ErrorCode::state_forbids,
            parcel.manifest ? "the parcel has not left: unload it from its truck, or tell "
                              "that its truck has departed"
                            : "the parcel has not left: cancel its order instead"
        );
    }
    if (parcel.status == name(TrackingStatus::lost)) {
        return fail(
            ErrorCode::state_forbids, "the parcel is lost: its carrier tells when it is found"
        );
    }
    const bool is_delivered = parcel.status == name(TrackingStatus::delivered);
    const bool is_back = parcel.status == name(TrackingStatus::returned);
    if (is_back || is_delivered == (reason == ReturnReason::sent_back)) {
        return {};
    }
    return fail(
        ErrorCode::state_forbids,
        is_delivered ? "the parcel was delivered: its reason is sent_back"
                     : "the parcel was not delivered: its reason is refused or unclaimed"
    );
}

/// Where the parcel is: what its carrier brings back is coming, as when its word had opened it.
ReturnState state_of(const Parcel& parcel, ReturnReason reason) {
    return is_coming_back(parse_tracking_status(parcel.status)) ? ReturnState::coming
                                                                : first_state(reason);
}

Result<http::Response> open_by_hand(Tx& tx, Opening opening) {
    const Principal& principal = opening.work.principal;
    const auto parcel = find_parcel_for(tx, principal, opening.parcel);
    if (!parcel) {
        return fail_field("/parcel", "unknown", "there is no such parcel");
    }
    if (auto may = may_come_back(tx, *parcel, opening.reason); !may) {
        return Failure{std::move(may).error()};
    }
    const ReturnState state = state_of(*parcel, opening.reason);
    if (state == ReturnState::coming && opening.hold_until) {
        return fail_field(
            "/hold_until",
            "not_allowed",
            "the parcel is " + parcel->status + ": it lies at no branch; leave hold_until out"
        );
    }
    TouchedOrders touched{tx, principal.tenant, opening.work.now, opening.work.ids};
    const auto opened = open_return(
        tx,
        *parcel,
        {
            .id = opening.id,
            .reason = opening.reason,
            .state = state,
            .warehouse = opening.warehouse,
            .hold_until =
                opening.reason == ReturnReason::sent_back ? std::nullopt : opening.hold_until,
            .held_from = opening.work.now,
        },
        *opening.terms,
        touched,
        opening.work.now
    );
    if (!opened) {
        return Failure{opened.error()};
    }
    if (!*opened) {
        const auto earlier = returns::of_parcel(tx, principal.tenant, parcel->id);
        return Failure{Error{
            .code = ErrorCode::already_exists,
            .detail = "the parcel has a return already",
            .reference = earlier ? earlier->id.text() : "",
        }};
    }
    const ReturnCase& stands = **opened;
    if (auto stored = touched.store(); !stored) {
        return Failure{std::move(stored).error()};
    }
    http::Response response = http::json_response(201, view(stands, opening.work.now));
    response.headers.emplace_back("Location", "/v1/returns/" + stands.id.text());
    response.headers.emplace_back("ETag", http::content_etag(response.content()));
    return response;
}

platform::task<Result<http::Response>>
handle_post_return(Services& services, http::Request& request) {
    const Principal& principal = *request.principal;
    auto allowed = require_role(principal, {Role::operator_, Role::warehouse, Role::seller});
    if (!allowed) {
        co_return Failure{std::move(allowed).error()};
    }
    const auto body = http::read_json_body(request);
    if (!body) {
        co_return Failure{body.error()};
    }
    const Instant now = services.clock.business();
    Opening opening{
        .work = {.principal = principal, .ids = DrawnEntropy{services.entropy}, .now = now},
        .id = ReturnId::make(now, services.entropy),
        .parcel = {},
        .terms = services.catalogue.return_terms.get(),
    };
    if (auto good = read_opening(*body, services.snapshots, opening); !good) {
        co_return Failure{std::move(good).error()};
    }
    auto work = [opening = std::move(opening)](Tx& tx) { return open_by_hand(tx, opening); };
    auto answer = co_await execute_once(services, request, kName, std::move(work));
    if (answer) {
        services.wakeups.notify(journal_feed(principal.tenant));
    }
    co_return answer;
}

} // namespace

http::Route post_return(Services& services) {
    return {
        .method = http::Method::post,
        .pattern = "/v1/returns",
        .name = std::string{kName},
        .access = http::Access::key,
        .scope = Scope::orders_write,
        .handler = [&services](http::Request& request
                   ) { return handle_post_return(services, request); },
    };
}

} // namespace route9::gateway::endpoints
