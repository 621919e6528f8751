// SPDX-License-Identifier: Apache-2.0
#include "adapters/documents/order_import.hpp"
#include "core/limits.hpp"
#include "gateway/endpoints.hpp"
#include "gateway/http/media_type.hpp"
#include "gateway/orders/import_orders.hpp"
#include "gateway/orders/order_door.hpp"

#include <algorithm>
#include <array>
#include <string>
#include <utility>

namespace route9::gateway::endpoints {
namespace {

using adapters::ImportedOrder;
using Read = Result<std::vector<ImportedOrder>> (*)(std::string_view, std::string_view);

struct Form {
    std::string_view type;
    Read read;
    std::string_view channel; // of orders that name none
};

constexpr std::array<Form, 4> kForms{{
    {"text/csv", adapters::read_order_sheet, "csv"},
    // The same sheet, saved in another form tomorrow, holds the same orders.
    {http::workbook_type, adapters::read_order_workbook, "csv"},
    {"application/x-ndjson", adapters::read_order_lines, "ndjson"},
    {"application/jsonl", adapters::read_order_lines, "ndjson"},
}};

Result<const Form*> form_of(const http::Request& request) {
    const std::string_view type = http::media_type(request.headers);
    for (const Form& form : kForms) {
        if (http::equal_ignoring_case(type, form.type)) {
            return &form;
        }
    }
    return fail(
        ErrorCode::unsupported_media_type,
        std::string{"send a sheet saved as CSV UTF-8 (text/csv) or as .xlsx ("} +
            http::workbook_type + "), or one order a line (application/x-ndjson)"
    );
}

Json view(const ImportOutcome& outcome) {
    Json row{
        {"rows", outcome.imported.rows},
        {"external_id", outcome.imported.external_id},
        {"result", name(outcome.end)},
    };
    if (!outcome.id.empty()) {
        row["order"] = outcome.id;
    }
    if (!outcome.status.empty()) {
        row["status"] = outcome.status;
    }
    for (const adapters::ImportProblem& problem : outcome.imported.problems) {
        row["errors"].push_back(
            {{"row", problem.row},
             {"member", problem.member},
             {"code", problem.code},
             {"message", problem.message}}
        );
    }
    return row;
}

http::Response answer_of(const std::vector<ImportOutcome>& outcomes) {
    Json body = Json::object();
    for (const ImportEnd end :
         {ImportEnd::accepted, ImportEnd::known, ImportEnd::refused, ImportEnd::repeat}) {
        body[std::string{name(end)}] = std::ranges::count(outcomes, end, &ImportOutcome::end);
    }
    body["orders"] = Json::array();
    for (const ImportOutcome& outcome : outcomes) {
        body["orders"].push_back(view(outcome));
    }
    return http::json_response(200, body);
}

platform::task<Result<http::Response>>
handle_post_order_import(Services& services, http::Request& request) {
    const auto form = form_of(request);
    if (!form) {
        co_return Failure{form.error()};
    }
    auto seller = co_await seller_of_order(services, request);
    if (!seller) {
        co_return Failure{std::move(seller).error()};
    }
    auto read = [file = std::move(request.body), form = **form] {
        return form.read(file, form.channel);
    };
    auto orders = co_await services.compute.run(std::move(read), request.deadline);
    if (!orders) {
        co_return Failure{std::move(orders).error()};
    }
    const auto outcomes = co_await import_orders(
        services,
        request.principal->tenant,
        std::move(*seller),
        std::move(*orders),
        request.deadline
    );
    if (!outcomes) {
        co_return Failure{outcomes.error()};
    }
    co_return answer_of(*outcomes);
}

} // namespace

http::Route post_order_import(Services& services) {
    return {
        .method = http::Method::post,
        .pattern = "/v1/imports/orders",
        .name = "post_order_import",
        .access = http::Access::key,
        .scope = Scope::orders_write,
        .handler = [&services](http::Request& request
                   ) { return handle_post_order_import(services, request); },
        .body_bytes_max = limits::upload_bytes_max,
        .budget = limits::statement_budget,
    };
}

} // namespace route9::gateway::endpoints
