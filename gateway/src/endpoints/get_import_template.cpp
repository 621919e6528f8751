// SPDX-License-Identifier: Apache-2.0
#include "adapters/documents/order_import.hpp"
#include "gateway/endpoints.hpp"

namespace route9::gateway::endpoints {

http::Route get_import_template([[maybe_unused]] Services& services) {
    return {
        .method = http::Method::get,
        .pattern = "/v1/imports/orders/template",
        .name = "get_import_template",
        .access = http::Access::key,
        .scope = Scope::orders_write,
        .handler = []([[maybe_unused]] http::Request& request
                   ) -> platform::task<Result<http::Response>> {
            http::Response response = http::text_response(200, adapters::order_sheet_template());
            response.content_type = "text/csv; charset=utf-8";
            response.headers.emplace_back(
                "Content-Disposition", R"(attachment; filename="orders.csv")"
            );
            co_return response;
        },
    };
}

} // namespace route9::gateway::endpoints
