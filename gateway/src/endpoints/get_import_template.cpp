// SPDX-License-Identifier: Apache-2.0
#include "adapters/documents/order_import.hpp"
#include "gateway/endpoints.hpp"
#include "gateway/http/media_type.hpp"
#include "gateway/http/weighted_list.hpp"

#include <string>

namespace route9::gateway::endpoints {
namespace {

struct Form {
    std::string (*write)();
    const char* type;
    const char* disposition;
};

constexpr Form kCsv{
    adapters::order_sheet_template,
    "text/csv; charset=utf-8",
    R"(attachment; filename="orders.csv")",
};
constexpr Form kWorkbook{
    adapters::order_workbook_template,
    http::workbook_type,
    R"(attachment; filename="orders.xlsx")",
};

/// What Accept wants most, CSV first. Error: not_acceptable.
Result<Form> wanted_form(const http::Request& request) {
    const std::string_view accept = request.headers.find("Accept").value_or("*/*");
    const int csv = http::accept_quality(accept, "text/csv");
    const int workbook = http::accept_quality(accept, http::workbook_type);
    if (csv == 0 && workbook == 0) {
        return fail(
            ErrorCode::not_acceptable,
            std::string{"a template comes as text/csv or "} + http::workbook_type
        );
    }
    return workbook > csv ? kWorkbook : kCsv;
}

} // namespace

http::Route get_import_template([[maybe_unused]] Services& services) {
    return {
        .method = http::Method::get,
        .pattern = "/v1/imports/orders/template",
        .name = "get_import_template",
        .access = http::Access::key,
        .scope = Scope::orders_write,
        .handler = [](http::Request& request) -> platform::task<Result<http::Response>> {
            const auto form = wanted_form(request);
            if (!form) {
                co_return Failure{form.error()};
            }
            http::Response response = http::text_response(200, form->write());
            response.content_type = form->type;
            response.headers.emplace_back("Content-Disposition", form->disposition);
            response.headers.emplace_back("Vary", "Accept");
            co_return response;
        },
        .compressible = true,
    };
}

} // namespace route9::gateway::endpoints
