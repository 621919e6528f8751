// SPDX-License-Identifier: Apache-2.0
#include "gateway/acting_for.hpp"
#include "gateway/catalogue.hpp"
#include "gateway/endpoints.hpp"
#include "gateway/list_page.hpp"
#include "gateway/views/gate_view.hpp"
#include "platform/async_store.hpp"

#include <charconv>

namespace route9::gateway::endpoints {
namespace {

using namespace fulfillment;

constexpr std::string_view kName = "get_gate_reports";

std::optional<std::int64_t> version_from(std::string_view text) {
    std::int64_t version = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), version);
    const bool is_whole = error == std::errc{} && end == text.data() + text.size();
    return is_whole ? std::optional{version} : std::nullopt;
}

Result<CrossingDirection> direction_from(const http::Request& request) {
    const auto text = request.target.query.find("direction");
    if (!text) {
        return CrossingDirection::vn_la;
    }
    const auto direction = parse_direction(*text);
    if (!direction) {
        return fail_field("/direction", "unknown_value", "give vn_la or la_vn");
    }
    return *direction;
}

platform::task<Result<http::Response>>
handle_get_gate_reports(Services& services, http::Request& request) {
    const std::string_view gate = request.parameter("id");
    if (services.catalogue.gate(gate) == nullptr) {
        co_return fail(ErrorCode::not_found);
    }
    const auto page = read_page(request, services.cursors, kName);
    if (!page) {
        co_return Failure{page.error()};
    }
    const auto direction = direction_from(request);
    if (!direction) {
        co_return Failure{direction.error()};
    }
    auto unit = [tenant = request.principal->tenant,
                 gate = GateId{std::string{gate}},
                 direction = *direction,
                 before = version_from(page->position),
                 limit = page->limit + 1](Tx& tx) -> Result<std::vector<GateReport>> {
        return gate_reports::history(tx, tenant, gate, direction, before, limit);
    };
    const auto found = co_await platform::read(
        services.store, reach_of(*request.principal), std::move(unit), request.deadline
    );
    if (!found) {
        co_return Failure{found.error()};
    }
    const auto position = [](const GateReport& report) { return std::to_string(report.version); };
    co_return list_response(
        request, services.cursors, kName, *page, *found, past_report_view, position
    );
}

} // namespace

http::Route get_gate_reports(Services& services) {
    return {
        .method = http::Method::get,
        .pattern = "/v1/gates/{id}/reports",
        .name = std::string{kName},
        .access = http::Access::key,
        .scope = std::nullopt,
        .query = {"direction", "cursor", "limit"},
        .handler = [&services](http::Request& request
                   ) { return handle_get_gate_reports(services, request); },
    };
}

} // namespace route9::gateway::endpoints
