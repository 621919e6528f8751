// SPDX-License-Identifier: Apache-2.0
#include "gateway/shipping/import_tracking.hpp"

#include "core/limits.hpp"
#include "gateway/acting_for.hpp"
#include "gateway/catalogue.hpp"
#include "gateway/long_poll.hpp"
#include "platform/async_store.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <utility>

namespace route9::gateway {
namespace {

constexpr std::string_view kRepeat = "repeat";

/// A unit of work; its rows stay without an event when it fails.
platform::task<bool> tell(
    Services& services,
    const Principal& carrier,
    std::vector<ImportedReport>& all,
    const std::vector<std::size_t>& rows,
    Tick deadline
) {
    TrackingBatch batch{
        .tenant = carrier.tenant,
        .carrier = carrier.party,
        .reports = {},
        .ids = DrawnEntropy{services.entropy},
        .now = services.clock.business(),
        .terms = services.catalogue.return_terms.get(),
    };
    batch.reports.reserve(rows.size());
    for (const std::size_t row : rows) {
        batch.reports.push_back(*all[row].sheet.report);
    }
    auto unit = [batch = std::move(batch), &vault = services.vault](Tx& tx) {
        return track_parcels(tx, batch, vault);
    };
    auto events =
        co_await platform::write(services.store, reach_of(carrier), std::move(unit), deadline);
    if (!events) {
        co_return false;
    }
    services.wakeups.notify(journal_feed(carrier.tenant));
    for (std::size_t i = 0; i < rows.size(); ++i) {
        all[rows[i]].event = std::move((*events)[i]);
    }
    co_return true;
}

Json row_view(const ImportedReport& report) {
    Json row{
        {"row", report.sheet.row},
        {"parcel", report.sheet.parcel},
        {"result", result_of(report)},
    };
    if (report.event && !report.event->parcel_status.empty()) {
        row["status"] = report.event->parcel_status;
    }
    if (report.event && !report.event->detail.empty()) {
        row["detail"] = report.event->detail;
    }
    for (const adapters::ImportProblem& problem : report.sheet.problems) {
        row["errors"].push_back(
            {{"member", problem.member}, {"code", problem.code}, {"message", problem.message}}
        );
    }
    return row;
}

/// Somebody typed it: a time to come is a slip of the finger, and no clock that runs ahead.
void refuse_times_to_come(std::vector<ImportedReport>& all, Instant now) {
    for (ImportedReport& each : all) {
        adapters::SheetReport& sheet = each.sheet;
        if (sheet.report && sheet.report->at > now + tracking_ahead_max) {
            sheet.report.reset();
            sheet.problems.push_back(
                {sheet.row, "at", "future", "is in the future: give when it happened"}
            );
        }
    }
}

} // namespace

std::string_view result_of(const ImportedReport& report) noexcept {
    if (report.event) {
        return name(report.event->answer);
    }
    return report.sheet.problems.empty() ? kRepeat : name(TrackingAnswer::refused);
}

platform::task<std::vector<ImportedReport>> import_tracking(
    Services& services,
    const Principal& carrier,
    std::vector<adapters::SheetReport> reports,
    Tick deadline
) {
    std::vector<ImportedReport> all;
    all.reserve(reports.size());
    for (adapters::SheetReport& report : reports) {
        all.push_back({.sheet = std::move(report)});
    }
    refuse_times_to_come(all, services.clock.business());
    std::vector<std::size_t> slice;
    for (std::size_t row = 0; row < all.size(); ++row) {
        if (all[row].sheet.report) {
            slice.push_back(row);
        }
        const bool is_full = slice.size() == limits::tracking_events_per_unit_max;
        const bool is_last = row + 1 == all.size();
        if (is_full || (is_last && !slice.empty())) {
            // Another unit has changed one of these parcels meanwhile: once more, then they wait.
            if (!co_await tell(services, carrier, all, slice, deadline)) {
                co_await tell(services, carrier, all, slice, deadline);
            }
            slice.clear();
        }
    }
    co_return all;
}

Json import_view(const std::vector<ImportedReport>& reports) {
    constexpr std::array kAnswers{
        TrackingAnswer::moved,
        TrackingAnswer::late,
        TrackingAnswer::terminal_kept,
        TrackingAnswer::alert,
        TrackingAnswer::duplicate,
        TrackingAnswer::not_found,
        TrackingAnswer::refused,
    };
    Json view = Json::object();
    for (const TrackingAnswer answer : kAnswers) {
        view[std::string{name(answer)}] = std::ranges::count(reports, name(answer), result_of);
    }
    view[std::string{kRepeat}] = std::ranges::count(reports, kRepeat, result_of);
    view["rows"] = Json::array();
    for (const ImportedReport& report : reports) {
        view["rows"].push_back(row_view(report));
    }
    return view;
}

} // namespace route9::gateway
