// SPDX-License-Identifier: Apache-2.0
#include "gateway/attachments/attachment_endpoints.hpp"
#include "gateway/attachments/keep_photo.hpp"
#include "gateway/carriers/carrier_answers.hpp"
#include "gateway/carriers/carrier_form.hpp"
#include "gateway/people/page_flow.hpp"

#include <utility>

namespace route9::gateway::endpoints {
namespace {

/// What the page says of a photograph that was not taken in.
std::string_view refusal_of(const Error& error) {
    switch (error.code) {
    case ErrorCode::unsupported_media_type:
    case ErrorCode::validation_failed:
        return "carrier_photo_bad";
    case ErrorCode::not_found:
        return "carrier_photo_parcel";
    case ErrorCode::state_forbids:
        return "carrier_photo_full";
    default:
        return error_info(error.code).http_status >= 500 ? "busy" : "carrier_refused";
    }
}

platform::task<Result<http::Response>> take(
    Services& services,
    const CarrierVisit& visit,
    ManifestPage page,
    GivenPhoto given,
    Tick deadline
) {
    if (given.file.empty()) {
        co_return co_await wrong_on_page(
            services, visit, std::move(page), "carrier_file_missing", deadline
        );
    }
    if (given.file.size() > fulfillment::attachment_bytes_max) {
        co_return co_await wrong_on_page(
            services, visit, std::move(page), "carrier_photo_large", deadline
        );
    }
    const auto kept =
        co_await keep_photo(services, visit.principal, std::move(given), std::nullopt, deadline);
    if (!kept) {
        co_return co_await wrong_on_page(
            services, visit, std::move(page), refusal_of(kept.error()), deadline
        );
    }
    co_return see_other(
        "/carrier/manifests/" + page.id.text() + "?lang=" + visit.language +
        "&page=" + std::to_string(page.number) + "&done=photo_kept"
    );
}

platform::task<Result<http::Response>>
handle_post_carrier_photo(Services& services, http::Request& request) {
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
    ManifestPage page{
        .id = *id, .number = page_number(request.target.query.find("page").value_or(""))
    };
    GivenPhoto given{
        .to = "parcel:" + std::string{http::part_named(form, "parcel")},
        .kind = fulfillment::AttachmentKind::damage,
        .file = std::string{http::part_named(form, "file")},
    };
    request.body = {};
    auto taken =
        co_await take(services, visit, std::move(page), std::move(given), request.deadline);
    if (!taken && taken.error().code == ErrorCode::not_found) {
        co_return carrier_refusal(services, 404, "carrier_unknown", visit.language);
    }
    co_return taken;
}

} // namespace

http::Route post_carrier_photo(Services& services) {
    return {
        .method = http::Method::post,
        .pattern = "/carrier/manifests/{id}/photo",
        .name = "post_carrier_photo",
        .access = http::Access::open,
        .scope = std::nullopt,
        .handler = [&services](http::Request& request
                   ) { return handle_post_carrier_photo(services, request); },
        .body_bytes_max = fulfillment::attachment_bytes_max + http::form_overhead_bytes_max,
        .too_large = carrier_too_large(services, "carrier_photo_large"),
    };
}

} // namespace route9::gateway::endpoints
