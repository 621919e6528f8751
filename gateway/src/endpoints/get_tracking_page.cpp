// SPDX-License-Identifier: Apache-2.0
#include "adapters/documents/sscc.hpp"
#include "gateway/catalogue.hpp"
#include "gateway/endpoints.hpp"
#include "gateway/http/etag.hpp"
#include "gateway/http/weighted_list.hpp"
#include "gateway/language.hpp"
#include "gateway/people/people.hpp"
#include "gateway/views/journey_view.hpp"
#include "platform/async_store.hpp"

#include <optional>
#include <utility>

namespace route9::gateway::endpoints {
namespace {

using fulfillment::Language;
using fulfillment::parse_language;

/// JSON only when it is wanted more: whatever a telephone's browser asks for gets the page.
bool wants_json(const http::Request& request) {
    const std::string_view accept = request.headers.find("Accept").value_or("*/*");
    return http::accept_quality(accept, http::json_type) >
           http::accept_quality(accept, "text/html");
}

/// "?lang=", else Accept-Language, else the language of where the parcel goes.
Language language_for(const http::Request& request, std::string_view country) {
    if (const auto asked = parse_language(request.target.query.find("lang").value_or(""))) {
        return *asked;
    }
    if (const auto wanted = wanted_language(request.headers)) {
        return parse_language(*wanted).value_or(Language::en);
    }
    if (country == "LA") {
        return Language::lo;
    }
    return country == "VN" ? Language::vi : Language::en;
}

/// `caching` in the place of what pages say that nobody may keep.
void set_caching(http::Response& response, std::string_view caching) {
    std::erase_if(response.headers, [](const auto& field) {
        return field.first == "Cache-Control" || field.first == "Vary";
    });
    response.headers.emplace_back("Cache-Control", caching);
    response.headers.emplace_back("Vary", "Accept, Accept-Language");
    response.headers.emplace_back("X-Robots-Tag", "noindex");
}

http::Response shown(Services& services, const http::Request& request, const PublicParcel& parcel) {
    const auto journey = fulfillment::journey_of(parcel.facts);
    const ShownJourney shown{
        parcel, journey, services.catalogue.journey_texts, language_for(request, parcel.country)
    };
    http::Response response = wants_json(request) ? http::json_response(200, journey_view(shown))
                                                  : journey_page(services.people.pages, shown);
    const std::string etag = http::content_etag(response.content());
    if (http::not_modified(request.headers, etag)) {
        response = http::empty_response(304);
    }
    set_caching(response, "private, max-age=60");
    response.headers.emplace_back("ETag", etag);
    return response;
}

platform::task<Result<http::Response>>
handle_get_tracking_page(Services& services, http::Request& request) {
    // What is no code is looked for like one that names nothing.
    auto unit = [code = adapters::parcel_name_in(request.parameter("tracking")).value_or(""),
                 &catalogue = services.catalogue,
                 now = services.clock.business()](Tx& tx) -> Result<std::optional<PublicParcel>> {
        return read_public_parcel(tx, code, catalogue, now);
    };
    const auto parcel = co_await platform::read(
        services.store, Reach::everything(), std::move(unit), request.deadline
    );
    if (!parcel) {
        co_return Failure{parcel.error()};
    }
    if (*parcel) {
        co_return shown(services, request, **parcel);
    }
    if (wants_json(request)) {
        co_return fail(ErrorCode::not_found);
    }
    http::Response response =
        no_journey_page(services.people.pages, code_of(language_for(request, "")));
    set_caching(response, "no-store");
    co_return response;
}

} // namespace

http::Route get_tracking_page(Services& services) {
    return {
        .method = http::Method::get,
        .pattern = "/t/{tracking}",
        .name = "get_tracking_page",
        .access = http::Access::open,
        .scope = std::nullopt,
        .handler = [&services](http::Request& request
                   ) { return handle_get_tracking_page(services, request); },
    };
}

} // namespace route9::gateway::endpoints
