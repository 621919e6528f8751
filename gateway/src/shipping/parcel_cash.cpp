// SPDX-License-Identifier: Apache-2.0
#include "gateway/shipping/parcel_cash.hpp"

#include "core/assert.hpp"
#include "gateway/views/money_json.hpp"
#include "tracking_entry.hpp"

#include <string_view>
#include <utility>

namespace route9::gateway {
namespace {

using namespace fulfillment;
using adapters::TrackingReport;
using payments::Receivable;
using payments::ReceivableState;

std::string why(const Error& error) {
    return error.fields.empty() ? error.detail : error.fields.front().message;
}

std::string words(Money money) {
    return money.amount() + " " + std::string{code(money.currency())};
}

/// The parcel is still under way: nobody can have its cash.
bool is_before_the_end(TrackingStatus status) {
    const TrackingPhase phase = tracking_status_info(status).phase;
    return phase != TrackingPhase::end && phase != TrackingPhase::any;
}

} // namespace

std::optional<Receivable> ParcelCash::owed_for(const Parcel& parcel) {
    auto owed = payments::receivables::find_by_reference(due_.tx, due_.tenant, parcel.code);
    return owed && owed->kind == payments::ReceivableKind::cod ? owed : std::nullopt;
}

bool ParcelCash::is_booked(const TrackingReport& report, const Parcel& parcel) {
    if (!report.cash_collected) {
        return false;
    }
    const auto owed = owed_for(parcel);
    return owed && owed->custodian == parcel.carrier.text() &&
           owed->custody.currency() == report.cash_collected->currency() &&
           owed->custody.minor() >= report.cash_collected->minor();
}

std::string ParcelCash::collect(const TrackingReport& report, const Parcel& parcel) {
    if (!report.cash_collected) {
        return {};
    }
    const auto owed = owed_for(parcel);
    const auto booked = book(report, parcel, owed);
    if (booked) {
        return {};
    }
    std::string sentence = why(booked.error()) + ": told " + words(*report.cash_collected);
    Json news{{"parcel", parcel.id.text()}, {"told", money_json(*report.cash_collected)}};
    if (owed) {
        const bool is_cancelled = owed->state == ReceivableState::cancelled;
        const Money due = is_cancelled && parcel.status != name(TrackingStatus::returned)
                              ? Money::zero(owed->amount.currency())
                              : owed->uncollected();
        sentence += ", still to collect " + words(due);
        news["receivable"] = owed->id.text();
        news["due"] = money_json(due);
    }
    news["why"] = why(booked.error());
    due_.touched.tell(parcel.order, "alert.cash_refused", std::move(news));
    return sentence;
}

Result<void> ParcelCash::book(
    const TrackingReport& report, const Parcel& parcel, const std::optional<Receivable>& owed
) {
    if (report.status != TrackingStatus::delivered) {
        return fail(ErrorCode::state_forbids, "cash is told with the status delivered");
    }
    if (!owed) {
        return fail(ErrorCode::state_forbids, "there is no cash to collect for this parcel");
    }
    const payments::CashCollected cash{
        .entry = tracking_entry("cash", parcel, report),
        .receivable = owed->id,
        .carrier = parcel.carrier,
        .amount = *report.cash_collected,
        .at = due_.now
    };
    Receivable due = *owed;
    const bool by_return =
        due.state == ReceivableState::cancelled && parcel.status == name(TrackingStatus::returned);
    if (by_return) {
        due.state = ReceivableState::open; // who has the cash has not sent the parcel back
    }
    if (auto allowed = payments::receivables::may_collect(due, cash); !allowed) {
        return allowed;
    }
    if (by_return) {
        due_.begin_again(report, parcel, *owed);
    }
    const auto collected = payments::receivables::collect(due_.tx, due_.tenant, cash);
    if (!collected) {
        return Failure{collected.error()};
    }
    due_.touched.tell(
        parcel.order,
        "cod.collected",
        Json{
            {"parcel", parcel.id.text()},
            {"receivable", owed->id.text()},
            {"amount", money_json(*report.cash_collected)},
        },
        parcel.carrier
    );
    return {};
}

std::string
ParcelCash::follow(const TrackingReport& report, const Parcel& parcel, TrackingOutcome outcome) {
    const bool ends = report.status == TrackingStatus::delivered ||
                      report.status == TrackingStatus::returned ||
                      report.status == TrackingStatus::lost;
    const bool moved = outcome == TrackingOutcome::moved && ends;
    const bool had_ended = tracking_status_info(parse_tracking_status(parcel.status)).terminal;
    const bool cash_alone = outcome != TrackingOutcome::moved && report.cash_collected.has_value();
    const bool taken_back = outcome == TrackingOutcome::moved && report.correction &&
                            report.status != TrackingStatus::returned;
    const auto owed = moved || cash_alone || taken_back ? owed_for(parcel) : std::nullopt;
    if (!owed) {
        return {};
    }
    if (taken_back && owed->state == ReceivableState::cancelled) {
        due_.begin_again(report, parcel, *owed);
        return follow(report, parcel, outcome);
    }
    if (taken_back && is_before_the_end(report.status)) {
        return take_back(report, parcel, *owed);
    }
    if (cash_alone) {
        due_.warn(parcel, *owed, had_ended ? "after_the_end" : "not_delivered");
        return (had_ended ? "the parcel's way had ended as "
                          : "something later is known of the parcel, which stays ") +
               parcel.status + "; the cash is booked to you and a person is told";
    }
    if (report.status == TrackingStatus::returned) {
        return cancel(report, parcel, *owed);
    }
    const bool is_open =
        owed->state != ReceivableState::cancelled && !owed->uncollected().is_zero();
    if (report.status == TrackingStatus::lost && owed->state != ReceivableState::cancelled) {
        due_.warn(parcel, *owed, "lost");
        return is_open ? "its cash on delivery stays open until a person has decided who owes it"
                       : "its cash on delivery is paid or collected and stays; a person is told";
    }
    if (report.status == TrackingStatus::delivered && is_open) {
        due_.warn(parcel, *owed, "not_collected");
        return "delivered without all its cash: " + words(owed->uncollected()) + " is missing";
    }
    return {};
}

std::string
ParcelCash::cancel(const TrackingReport& report, const Parcel& parcel, const Receivable& owed) {
    if (owed.state == ReceivableState::cancelled) {
        return {};
    }
    if (!due_.end(report, parcel, owed)) {
        due_.warn(parcel, owed, "returned_after_payment");
        return "its cash on delivery is paid or collected and stays; a person is told";
    }
    if (owed.settled.is_zero()) {
        return {};
    }
    due_.warn(parcel, owed, "returned_after_payment");
    return "part of its cash on delivery was paid; a person is told";
}

std::string
ParcelCash::take_back(const TrackingReport& report, const Parcel& parcel, const Receivable& owed) {
    if (owed.custody.is_zero()) {
        return {};
    }
    const auto taken = payments::receivables::take_back_cash(
        due_.tx, due_.tenant, owed.id, tracking_entry("cash taken back", parcel, report), due_.now
    );
    ROUTE9_ASSERT(taken.has_value());
    if (!taken->is_zero()) {
        due_.touched.tell(
            parcel.order,
            "cod.taken_back",
            Json{
                {"parcel", parcel.id.text()},
                {"receivable", owed.id.text()},
                {"amount", money_json(*taken)},
            },
            parcel.carrier
        );
    }
    if (taken->minor() == owed.custody.minor()) {
        return "the cash told before, " + words(*taken) + ", is taken back too";
    }
    due_.warn(parcel, owed, "corrected_after_payment");
    return "cash of it has been paid in and stays; a person is told";
}

} // namespace route9::gateway
