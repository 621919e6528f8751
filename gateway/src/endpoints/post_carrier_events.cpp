// SPDX-License-Identifier: Apache-2.0
#include "adapters/carriers/carrier_sheets.hpp"
#include "core/limits.hpp"
#include "gateway/carriers/carrier_answers.hpp"
#include "gateway/carriers/carrier_events_page.hpp"
#include "gateway/carriers/carrier_form.hpp"
#include "gateway/endpoints.hpp"
#include "gateway/people/page_flow.hpp"
#include "gateway/people/people.hpp"
#include "gateway/shipping/import_tracking.hpp"

#include <fmt/format.h>

#include <utility>

namespace route9::gateway::endpoints {
namespace {

/// What the sheet's sender has to look at.
void tell_problem(
    EventsPage& page,
    const ImportedReport& report,
    const PageCatalogue& pages,
    const std::string& language
) {
    const std::string row = fmt::format(
        "{} {} {}", pages.text("carrier_row", language), report.sheet.row, report.sheet.parcel
    );
    for (const adapters::ImportProblem& problem : report.sheet.problems) {
        page.problems.push_back(
            {{"where", row + " " + problem.member},
             {"what", problem_text(pages, problem.code, language)}}
        );
    }
    if (report.sheet.problems.empty()) {
        const std::string said = report.event ? report.event->detail : std::string{};
        const bool is_refused = report.event && report.event->answer == TrackingAnswer::refused;
        page.problems.push_back(
            {{"where", row},
             {"what", is_refused ? said : problem_text(pages, result_of(report), language)}}
        );
    }
}

EventsPage page_of(
    const std::vector<ImportedReport>& reports,
    const PageCatalogue& pages,
    const std::string& language
) {
    EventsPage page{.has_counts = true};
    for (const ImportedReport& report : reports) {
        const auto answer = report.event ? std::optional{report.event->answer} : std::nullopt;
        const bool is_wrong =
            !answer || *answer == TrackingAnswer::refused || *answer == TrackingAnswer::not_found;
        const bool is_known = answer == TrackingAnswer::duplicate;
        ++(is_wrong ? page.wrong : is_known ? page.known : page.told);
        if (is_wrong || answer == TrackingAnswer::alert) {
            tell_problem(page, report, pages, language);
        }
    }
    return page;
}

platform::task<Result<http::Response>>
take(Services& services, const CarrierVisit& visit, std::string file, Tick deadline) {
    const PageCatalogue& pages = services.people.pages;
    EventsPage wrong{.status = 422};
    if (file.empty()) {
        wrong.error = pages.text("carrier_file_missing", visit.language);
        co_return show_events_page(pages, visit, std::move(wrong));
    }
    auto read = [file = std::move(file)] { return adapters::read_tracking_sheet(file); };
    auto reports = co_await services.compute.run(std::move(read), deadline);
    if (!reports && reports.error().code != ErrorCode::validation_failed) {
        co_return Failure{std::move(reports).error()};
    }
    if (!reports) {
        wrong.error = pages.text("carrier_bad_file", visit.language);
        for (const FieldError& error : reports.error().fields) {
            if (!error.pointer.empty()) { // of the file as a whole the page says enough
                wrong.problems.push_back(sheet_problem(pages, error, visit.language));
            }
        }
        co_return show_events_page(pages, visit, std::move(wrong));
    }
    const auto told =
        co_await import_tracking(services, visit.principal, std::move(*reports), deadline);
    EventsPage page = page_of(told, pages, visit.language);
    if (page.problems.empty()) {
        co_return see_other(fmt::format(
            "/carrier/events?lang={}&told={}&known={}", visit.language, page.told, page.known
        ));
    }
    // Not led on: the rows would be forgotten, and sent again the sheet changes nothing.
    page.error = pages.text("carrier_events_some", visit.language);
    co_return show_events_page(pages, visit, std::move(page));
}

platform::task<Result<http::Response>>
handle_post_carrier_events(Services& services, http::Request& request) {
    auto sent = co_await carrier_upload(services, request);
    if (!sent) {
        co_return Failure{std::move(sent).error()};
    }
    if (auto* elsewhere = std::get_if<http::Response>(&*sent)) {
        co_return std::move(*elsewhere);
    }
    const auto& [visit, form] = std::get<CarrierUpload>(*sent);
    co_return co_await take(
        services, visit, std::string{http::part_named(form, "file")}, request.deadline
    );
}

} // namespace

http::Route post_carrier_events(Services& services) {
    return {
        .method = http::Method::post,
        .pattern = "/carrier/events",
        .name = "post_carrier_events",
        .access = http::Access::open,
        .scope = std::nullopt,
        .handler = [&services](http::Request& request
                   ) { return handle_post_carrier_events(services, request); },
        .body_bytes_max = adapters::carrier_sheet_bytes_max + http::form_overhead_bytes_max,
        .budget = limits::statement_budget,
        .too_large = carrier_too_large(services, "carrier_file_large"),
    };
}

} // namespace route9::gateway::endpoints
