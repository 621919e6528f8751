// SPDX-License-Identifier: Apache-2.0
#include "gateway/shipping/parcel_cash.hpp"

#include "core/crypto.hpp"
#include "gateway/views/money_json.hpp"

#include <algorithm>
#include <string_view>
#include <utility>

namespace route9::gateway {
namespace {

using namespace fulfillment;
using adapters::TrackingReport;
using payments::Receivable;
using payments::ReceivableState;

/// The same event of the same carrier moves the books once.
EntryId entry_of(std::string_view act, const Parcel& parcel, const TrackingReport& report) {
    const std::string text =
        std::string{act} + "|" + parcel.carrier.text() + "|" + report.event_key;
    const Digest256 digest = sha256(as_byte_view(text));
    IdBytes bytes{};
    std::copy_n(digest.begin(), bytes.size(), bytes.begin());
    return EntryId{bytes};
}

std::string why(const Error& error) {
    return error.fields.empty() ? error.detail : error.fields.front().message;
}

std::string words(Money money) {
    return money.amount() + " " + std::string{code(money.currency())};
}

/// Neither collected nor paid otherwise.
Money missing(const Receivable& owed) {
    const std::int64_t covered = owed.settled.minor() + owed.custody.minor();
    const std::int64_t rest = std::max<std::int64_t>(0, owed.amount.minor() - covered);
    return Money::of_minor(rest, owed.amount.currency());
}

} // namespace

std::optional<Receivable> ParcelCash::owed_for(const Parcel& parcel) {
    auto owed = payments::receivables::find_by_reference(tx_, tenant_, parcel.code);
    return owed && owed->kind == payments::ReceivableKind::cod ? owed : std::nullopt;
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
        const Money due =
            is_cancelled ? Money::zero(owed->amount.currency())
                         : Money::of_minor(
                               owed->amount.minor() - owed->custody.minor(), owed->amount.currency()
                           );
        sentence += ", still to collect " + words(due);
        news["receivable"] = owed->id.text();
        news["due"] = money_json(due);
    }
    news["why"] = why(booked.error());
    touched_.tell(parcel.order, "alert.cash_refused", std::move(news));
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
    const auto collected = payments::receivables::collect(
        tx_,
        tenant_,
        {.entry = entry_of("cash", parcel, report),
         .receivable = owed->id,
         .carrier = parcel.carrier,
         .amount = *report.cash_collected,
         .at = now_}
    );
    if (!collected) {
        return Failure{collected.error()};
    }
    touched_.tell(
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
    const bool too_late =
        outcome == TrackingOutcome::terminal_kept && report.cash_collected.has_value();
    const auto owed = moved || too_late ? owed_for(parcel) : std::nullopt;
    if (!owed) {
        return {};
    }
    if (too_late) {
        warn(parcel, *owed, "after_the_end");
        return "the parcel's way had ended as " + parcel.status +
               "; the cash is booked to you and a person is told";
    }
    if (report.status == TrackingStatus::returned) {
        return cancel(report, parcel, *owed);
    }
    const bool is_open = owed->state != ReceivableState::cancelled && !missing(*owed).is_zero();
    if (report.status == TrackingStatus::lost && owed->state != ReceivableState::cancelled) {
        warn(parcel, *owed, "lost");
        return is_open ? "its cash on delivery stays open until a person has decided who owes it"
                       : "its cash on delivery is paid or collected and stays; a person is told";
    }
    if (report.status == TrackingStatus::delivered && is_open) {
        warn(parcel, *owed, "not_collected");
        return "delivered without all its cash: " + words(missing(*owed)) + " is missing";
    }
    return {};
}

std::string
ParcelCash::cancel(const TrackingReport& report, const Parcel& parcel, const Receivable& owed) {
    if (owed.state == ReceivableState::cancelled) {
        return {};
    }
    const auto cancelled = payments::receivables::cancel(
        tx_, tenant_, owed.id, entry_of("cash returned", parcel, report), now_
    );
    if (!cancelled) {
        warn(parcel, owed, "returned_after_payment");
        return "its cash on delivery is paid or collected and stays; a person is told";
    }
    touched_.tell(
        parcel.order,
        "receivable.cancelled",
        Json{
            {"receivable", owed.id.text()},
            {"code", owed.reference},
            {"amount", money_json(owed.amount)},
            {"parcel", parcel.id.text()},
            {"why", "returned"},
        }
    );
    return {};
}

void ParcelCash::warn(const Parcel& parcel, const Receivable& owed, const char* why) {
    touched_.tell(
        parcel.order,
        "alert.cash_unclear",
        Json{
            {"parcel", parcel.id.text()},
            {"receivable", owed.id.text()},
            {"amount", money_json(owed.amount)},
            {"collected", money_json(owed.custody)},
            {"paid", money_json(owed.settled)},
            {"why", why},
        }
    );
}

} // namespace route9::gateway
