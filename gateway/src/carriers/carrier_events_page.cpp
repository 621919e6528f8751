// SPDX-License-Identifier: Apache-2.0
#include "gateway/carriers/carrier_events_page.hpp"

#include "fulfillment/tracking.hpp"

#include <fmt/format.h>

#include <utility>

namespace route9::gateway {

http::Response
show_events_page(const PageCatalogue& pages, const CarrierVisit& visit, EventsPage page) {
    PageValues values = page_values(visit);
    values["note"] = std::move(page.note);
    values["error"] = std::move(page.error);
    values["wrongs"] = page.problems.empty() ? "" : "1";
    values["counts"] = page.has_counts ? "1" : "";
    values["told"] = fmt::to_string(page.told);
    values["known"] = fmt::to_string(page.known);
    values["wrong"] = fmt::to_string(page.wrong);
    std::string statuses;
    for (const auto& info : fulfillment::tracking_statuses()) {
        if (info.status != fulfillment::TrackingStatus::unknown) {
            statuses.append(statuses.empty() ? "" : ", ").append(info.name);
        }
    }
    values["statuses"] = std::move(statuses);
    if (page.problems.size() > sheet_problems_shown) {
        page.problems.resize(sheet_problems_shown);
        page.problems.push_back({{"where", "…"}, {"what", ""}});
    }
    return pages.show(
        page.status,
        "carrier_events",
        "carrier_events",
        visit.language,
        std::move(values),
        {{"problems", std::move(page.problems)}}
    );
}

} // namespace route9::gateway
