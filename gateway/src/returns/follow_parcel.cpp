// SPDX-License-Identifier: Apache-2.0
#include "gateway/returns/follow_parcel.hpp"

#include "fulfillment/departure_store.hpp"
#include "fulfillment/pickup_point.hpp"
#include "fulfillment/return_store.hpp"
#include "fulfillment/seller_policy.hpp"
#include "gateway/returns/open_return.hpp"
#include "gateway/returns/return_money.hpp"

#include <algorithm>
#include <utility>

namespace route9::gateway {

using namespace fulfillment;

namespace {

constexpr const char* kChanged = "a return has changed meanwhile; try again";

/// On how many days its carrier tries, by the row in force when it gave up.
const DeliveryAttempts*
attempts_of(const ReturnTerms& terms, const Parcel& parcel, const Order& order) {
    const auto country = declarations::parse_country(order.recipient.country);
    const Day day = corridor_day(parcel.status_at);
    return country ? terms.attempts(*country, parcel.carrier.text(), day) : nullptr;
}

struct Holding {
    std::int64_t days = 0;
    std::string rule; // a row, or "carrier/point"
};

/// Of the point where it lies, else by the rows; nullopt where nobody has said.
std::optional<Holding> holding_at(
    Tx& tx,
    const ReturnTerms& terms,
    const Parcel& parcel,
    const Order& order,
    const BranchWait& wait
) {
    if (!wait.point.empty()) {
        const auto point = pickup_points::find(tx, parcel.tenant, parcel.carrier, wait.point);
        if (point && point->holding_days) {
            return Holding{*point->holding_days, parcel.carrier.text() + "/" + point->id};
        }
    }
    const HoldingDays* row = holding_of(terms, parcel, order, wait.since);
    return row == nullptr ? std::nullopt : std::optional{Holding{row->days, row->id}};
}

/// Room on the truck that was to bring it, while that one stands open.
void leave_truck(Tx& tx, ReturnCase& returned) {
    if (!returned.departure) {
        return;
    }
    const auto truck = departures::find(tx, returned.tenant, *returned.departure);
    if (truck && truck->state == DepartureState::open) {
        departures::give_room_back(tx, returned.tenant, *returned.departure, {returned.mass_g, 0});
    }
    returned.departure.reset();
}

} // namespace

Result<void>
ReturnWays::follow(const CarrierWord& word, const Parcel& parcel, std::string_view place) const {
    constexpr auto ready = TrackingStatus::ready_for_pickup;
    if (word.moved && word.now != word.before) {
        if (word.before == ready) {
            branch_waits::end(tx, parcel.tenant, parcel.id);
        } else if (word.now == ready) {
            wait_for_recipient(parcel, place);
        }
    }
    if (word.moved && word.now == TrackingStatus::delivered) {
        return cancel(parcel);
    }
    std::int64_t failed_days = 0;
    const DeliveryAttempts* most = nullptr;
    if (word.now == TrackingStatus::delivery_failed) {
        most = attempts_of(terms, parcel, touched.order(parcel.order).order);
        failed_days = days_among(returns::failed_tries(tx, parcel.tenant, parcel.id));
    }
    const auto given = given_up(word, failed_days, most == nullptr ? 0 : most->attempts);
    if (!given) {
        return word.moved && word.corrected ? take_back(parcel) : Result<void>{};
    }
    if (!has_left(tx, parcel)) {
        return {};
    }
    if (given->state == ReturnState::coming) {
        auto standing = returns::of_parcel(tx, parcel.tenant, parcel.id);
        if (standing && standing->state == ReturnState::at_branch) {
            return bring_back(std::move(*standing));
        }
    }
    const std::string rule = given->by_attempts ? most->id : "";
    const auto opened = open_for(parcel, *given, ReturnOpener::tracking, rule, std::nullopt);
    return opened ? Result<void>{} : Result<void>{Failure{opened.error()}};
}

Result<bool> ReturnWays::look(BranchWait wait) const {
    const auto parcel = parcels::find(tx, wait.tenant, wait.parcel);
    if (!parcel || parcel->status != name(TrackingStatus::ready_for_pickup)) {
        branch_waits::end(tx, wait.tenant, wait.parcel);
        return false;
    }
    const Order& order = touched.order(parcel->order).order;
    const auto holding = holding_at(tx, terms, *parcel, order, wait);
    if (!holding) { // nobody says how long: a person does
        branch_waits::end(tx, wait.tenant, wait.parcel);
        return false;
    }
    const Instant end = kept_until(wait.since, holding->days);
    if (end <= now) {
        branch_waits::end(tx, wait.tenant, wait.parcel);
        const GivenUp given{.reason = ReturnReason::unclaimed};
        return open_for(*parcel, given, ReturnOpener::holding_days, holding->rule, end);
    }
    const auto reminder = reminder_before(end, holding->days);
    if (reminder && *reminder <= now && !wait.is_reminded) {
        wait.is_reminded = true;
        Json news{
            {"parcel", parcel->id.text()},
            {"hold_until", format_utc(end)},
            {"rule", holding->rule},
        };
        if (!wait.point.empty()) {
            news["pickup_point"] = wait.point;
        }
        touched.tell(parcel->order, "parcel.pickup_due", std::move(news), parcel->carrier);
    }
    const bool is_reminder_next = reminder && !wait.is_reminded;
    wait.next_at = is_reminder_next ? *reminder : end;
    branch_waits::put(tx, wait);
    return false;
}

Result<bool> ReturnWays::open_for(
    const Parcel& parcel,
    const GivenUp& given,
    ReturnOpener by,
    const std::string& rule,
    std::optional<Instant> hold_until
) const {
    const auto earlier = returns::of_parcel(tx, parcel.tenant, parcel.id);
    if ((earlier && earlier->stands()) || !is_automatic(parcel)) {
        return false;
    }
    ReturnOpening opening{
        .id = ReturnId::make(now, ids),
        .reason = given.reason,
        .state = given.state,
        .by = by,
        .rule = rule,
        .hold_until = hold_until,
        .hold_rule = hold_until ? rule : "",
        .held_from = parcel.status_at,
    };
    const auto opened = open_return(tx, parcel, std::move(opening), terms, touched, now);
    if (!opened) {
        return Failure{opened.error()};
    }
    return opened->has_value();
}

/// Its carrier has decided before anybody here: it lies at no branch any more.
Result<void> ReturnWays::bring_back(ReturnCase returned) const {
    returned.state = ReturnState::coming;
    returned.hold_until.reset();
    returned.hold_rule.clear();
    if (!returns::update(tx, returned)) {
        return fail(ErrorCode::conflict, kChanged);
    }
    touched.tell(returned.order, "return.coming", return_news(returned), returned.carrier);
    return {};
}

/// It was delivered after all. What a buyer sends back was delivered before.
Result<void> ReturnWays::cancel(const Parcel& parcel) const {
    auto returned = returns::of_parcel(tx, parcel.tenant, parcel.id);
    if (!returned || returned->reason == ReturnReason::sent_back) {
        return {};
    }
    return end(std::move(*returned), "delivered");
}

/// What its word had opened, and nobody has decided since.
Result<void> ReturnWays::take_back(const Parcel& parcel) const {
    auto returned = returns::of_parcel(tx, parcel.tenant, parcel.id);
    if (!returned || returned->opened_by != ReturnOpener::tracking || returned->decision) {
        return {};
    }
    return end(std::move(*returned), "corrected");
}

Result<void> ReturnWays::end(ReturnCase returned, std::string_view why) const {
    const auto next = fulfillment::follow(returned.state, ReturnAct::cancel);
    if (!next || !returned.stands()) { // it is gone or here: that is for people to find out
        return {};
    }
    returned.state = *next;
    returned.cancelled_at = now;
    leave_truck(tx, returned);
    if (!returns::update(tx, returned)) {
        return fail(ErrorCode::conflict, kChanged);
    }
    Json news = return_news(returned);
    news["why"] = why;
    touched.tell(returned.order, "return.cancelled", std::move(news), returned.carrier);
    return {};
}

void ReturnWays::wait_for_recipient(const Parcel& parcel, std::string_view place) const {
    BranchWait wait{.tenant = parcel.tenant, .parcel = parcel.id, .since = parcel.status_at};
    if (pickup_points::find(tx, parcel.tenant, parcel.carrier, place)) {
        wait.point = place;
    }
    const Order& order = touched.order(parcel.order).order;
    const auto holding = holding_at(tx, terms, parcel, order, wait);
    if (!holding) {
        return;
    }
    const Instant end = kept_until(wait.since, holding->days);
    wait.next_at = reminder_before(end, holding->days).value_or(end);
    branch_waits::put(tx, wait);
}

bool ReturnWays::is_automatic(const Parcel& parcel) const {
    Rows asked = seller_policies::ask(tx, parcel.tenant, parcel.seller);
    const auto policy = seller_policies::read(std::move(asked), parcel.tenant, parcel.seller);
    return policy.returns == ReturnMode::automatic;
}

} // namespace route9::gateway
