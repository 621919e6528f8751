// SPDX-License-Identifier: Apache-2.0
#include "adapters/documents/sscc.hpp"
#include "fulfillment/parcel_passport.hpp"
#include "fulfillment/parcel_store.hpp"
#include "gateway/endpoints.hpp"
#include "platform/async_store.hpp"

namespace route9::gateway::endpoints {
namespace {

Result<Json> find(Tx& tx, std::string_view code) {
    const auto parcel = fulfillment::parcels::find_code_anywhere(tx, code);
    if (!parcel) {
        return fail(ErrorCode::not_found);
    }
    return fulfillment::read_passport(tx, parcel->tenant, parcel->id, parcel->code);
}

platform::task<Result<http::Response>>
handle_get_tracking_passport(Services& services, http::Request& request) {
    auto unit = [code = adapters::parcel_name_in(request.parameter("tracking")).value_or("")](Tx& tx
                ) { return find(tx, code); };
    const auto passport = co_await platform::read(
        services.store, Reach::everything(), std::move(unit), request.deadline
    );
    if (!passport) {
        co_return Failure{passport.error()};
    }
    http::Response response = http::json_response(200, *passport);
    const std::string file = "passport-" + passport->at("parcel").get<std::string>() + ".json";
    response.headers.emplace_back("Cache-Control", "private, max-age=60");
    response.headers.emplace_back("X-Robots-Tag", "noindex");
    response.headers.emplace_back("Content-Disposition", "attachment; filename=\"" + file + "\"");
    co_return response;
}

} // namespace

http::Route get_tracking_passport(Services& services) {
    return {
        .method = http::Method::get,
        .pattern = "/t/{tracking}/passport",
        .name = "get_tracking_passport",
        .access = http::Access::open,
        .scope = std::nullopt,
        .handler = [&services](http::Request& request
                   ) { return handle_get_tracking_passport(services, request); },
    };
}

} // namespace route9::gateway::endpoints
