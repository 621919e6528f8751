// SPDX-License-Identifier: Apache-2.0
#include "adapters/carriers/carrier_sheets.hpp"
#include "core/limits.hpp"
#include "gateway/carriers/carrier_answers.hpp"
#include "gateway/carriers/carrier_form.hpp"
#include "gateway/endpoints.hpp"
#include "gateway/people/people.hpp"

#include <utility>

namespace route9::gateway::endpoints {
namespace {

Json lines_of(const std::vector<adapters::AckRow>& rows) {
    Json lines = Json::array();
    for (const adapters::AckRow& row : rows) {
        if (!row.result) {
            continue;
        }
        Json line{{"parcel", row.parcel}, {"result", fulfillment::name(*row.result)}};
        if (!row.note.empty()) {
            line["note"] = row.note;
        }
        lines.push_back(std::move(line));
    }
    return lines;
}

platform::task<Result<http::Response>> take(
    Services& services,
    const CarrierVisit& visit,
    ManifestPage page,
    std::string file,
    Tick deadline
) {
    if (file.empty()) {
        co_return co_await wrong_on_page(
            services, visit, std::move(page), "carrier_file_missing", deadline
        );
    }
    auto read = [file = std::move(file)] { return adapters::read_ack_sheet(file); };
    const auto rows = co_await services.compute.run(std::move(read), deadline);
    if (rows) {
        co_return co_await acknowledge_on_page(
            services, visit, std::move(page), lines_of(*rows), deadline
        );
    }
    if (rows.error().code != ErrorCode::validation_failed) {
        co_return Failure{rows.error()};
    }
    bool of_file = false;
    for (const FieldError& error : rows.error().fields) {
        of_file = of_file || error.pointer.empty() || error.pointer.starts_with("/1/");
        if (!error.pointer.empty()) { // of the file as a whole the page says enough
            page.problems.push_back(sheet_problem(services.people.pages, error, visit.language));
        }
    }
    co_return co_await wrong_on_page(
        services,
        visit,
        std::move(page),
        of_file ? "carrier_bad_file" : "carrier_not_taken",
        deadline
    );
}

platform::task<Result<http::Response>>
handle_post_carrier_sheet(Services& services, http::Request& request) {
    auto sent = co_await carrier_upload(services, request);
    if (!sent) {
        co_return Failure{std::move(sent).error()};
    }
    if (auto* elsewhere = std::get_if<http::Response>(&*sent)) {
        co_return std::move(*elsewhere);
    }
    const auto& [visit, form] = std::get<CarrierUpload>(*sent);
    const auto id = ManifestId::parse(request.parameter("id"));
    if (!id) {
        co_return carrier_refusal(services, 404, "carrier_unknown", visit.language);
    }
    auto taken = co_await take(
        services,
        visit,
        ManifestPage{.id = *id},
        std::string{http::part_named(form, "file")},
        request.deadline
    );
    if (!taken && taken.error().code == ErrorCode::not_found) {
        co_return carrier_refusal(services, 404, "carrier_unknown", visit.language);
    }
    co_return taken;
}

} // namespace

http::Route post_carrier_sheet(Services& services) {
    return {
        .method = http::Method::post,
        .pattern = "/carrier/manifests/{id}/sheet",
        .name = "post_carrier_sheet",
        .access = http::Access::open,
        .scope = std::nullopt,
        .handler = [&services](http::Request& request
                   ) { return handle_post_carrier_sheet(services, request); },
        .body_bytes_max = adapters::carrier_sheet_bytes_max + http::form_overhead_bytes_max,
        .too_large = carrier_too_large(services, "carrier_file_large"),
    };
}

} // namespace route9::gateway::endpoints
