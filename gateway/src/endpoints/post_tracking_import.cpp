// SPDX-License-Identifier: Apache-2.0
#include "adapters/carriers/carrier_sheets.hpp"
#include "core/limits.hpp"
#include "gateway/endpoints.hpp"
#include "gateway/http/media_type.hpp"
#include "gateway/shipping/import_tracking.hpp"
#include "gateway/shipping/may_ship.hpp"

#include <string>
#include <utility>

namespace route9::gateway::endpoints {
namespace {

Result<void> require_sheet(const http::Request& request) {
    const std::string_view type = http::media_type(request.headers);
    if (http::equal_ignoring_case(type, "text/csv") ||
        http::equal_ignoring_case(type, http::workbook_type)) {
        return {};
    }
    return fail(
        ErrorCode::unsupported_media_type,
        std::string{"send a sheet saved as CSV UTF-8 (text/csv) or as .xlsx ("} +
            http::workbook_type + ")"
    );
}

platform::task<Result<http::Response>>
handle_post_tracking_import(Services& services, http::Request& request) {
    if (auto allowed = require_role(*request.principal, {Role::carrier}); !allowed) {
        co_return Failure{std::move(allowed).error()};
    }
    if (auto sheet = require_sheet(request); !sheet) {
        co_return Failure{std::move(sheet).error()};
    }
    auto read = [file = std::move(request.body)] { return adapters::read_tracking_sheet(file); };
    auto reports = co_await services.compute.run(std::move(read), request.deadline);
    if (!reports) {
        co_return Failure{std::move(reports).error()};
    }
    const auto told = co_await import_tracking(
        services, *request.principal, std::move(*reports), request.deadline
    );
    co_return http::json_response(200, import_view(told));
}

} // namespace

http::Route post_tracking_import(Services& services) {
    return {
        .method = http::Method::post,
        .pattern = "/v1/imports/tracking-events",
        .name = "post_tracking_import",
        .access = http::Access::key,
        .scope = Scope::shipments_write,
        .handler = [&services](http::Request& request
                   ) { return handle_post_tracking_import(services, request); },
        .body_bytes_max = adapters::carrier_sheet_bytes_max,
        .budget = limits::statement_budget,
    };
}

} // namespace route9::gateway::endpoints
