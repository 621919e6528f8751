// SPDX-License-Identifier: Apache-2.0
#include "core/limits.hpp"
#include "gateway/execute_once.hpp"
#include "gateway/floor/floor_endpoints.hpp"
#include "gateway/floor/pick_pieces.hpp"
#include "gateway/http/json_body.hpp"
#include "gateway/shipping/may_ship.hpp"

#include <algorithm>
#include <utility>

namespace route9::gateway::endpoints {
namespace {

constexpr std::string_view kName = "post_fulfillment_pick";

PickedPieces read_line(const Json& json, std::string pointer, FieldErrors& errors) {
    ObjectReader reader{json, std::move(pointer), errors};
    const auto pieces = [&reader](std::string_view member) {
        return reader.integer(member, Need::optional, 0, limits::line_quantity_max).value_or(0);
    };
    PickedPieces line{
        .code = reader.text("sku", Need::required, limits::foreign_id_bytes_max).value_or(""),
        .picked = pieces("picked"),
        .missing = pieces("missing"),
        .damaged = pieces("damaged"),
    };
    if (line.picked + line.missing + line.damaged == 0) {
        reader.refuse("picked", "empty", "say how many are picked, missing or damaged");
    }
    reader.finish();
    return line;
}

Result<std::vector<PickedPieces>> read_lines(const Json& body) {
    FieldErrors errors;
    ObjectReader reader{body, "", errors};
    std::vector<PickedPieces> lines;
    if (const Json* list = reader.array("lines", Need::optional, picked_lines_max)) {
        for (std::size_t i = 0; i < list->size(); ++i) {
            const std::string pointer = pointer_step("/lines", i);
            PickedPieces line = read_line((*list)[i], pointer, errors);
            if (std::ranges::find(lines, line.code, &PickedPieces::code) != lines.end()) {
                errors.push_back({pointer + "/sku", "repeated", "name each SKU once"});
            }
            lines.push_back(std::move(line));
        }
        if (list->empty()) {
            reader.refuse("lines", "empty", "name a SKU, or leave it out: all is picked");
        }
    }
    reader.finish();
    if (!errors.empty()) {
        return fail_fields(std::move(errors));
    }
    return lines;
}

Json view(const PickState& state) {
    Json lines = Json::array();
    for (const fulfillment::PickLine& line : state.lines) {
        std::int64_t off = 0;
        for (std::size_t i = 0; i < state.touched.size(); ++i) {
            off += state.touched[i] == line.sku ? state.written_off[i] : 0;
        }
        lines.push_back({
            {"sku", line.sku.text()},
            {"quantity", line.quantity},
            {"picked", line.picked},
            {"missing", line.missing},
            {"written_off", off},
        });
    }
    return Json{
        {"fulfillment", state.item.id.text()},
        {"warehouse", state.item.warehouse},
        {"complete", fulfillment::all_picked(state.lines)},
        {"lines", std::move(lines)},
    };
}

platform::task<Result<http::Response>>
handle_post_fulfillment_pick(Services& services, http::Request& request) {
    const Principal& principal = *request.principal;
    if (auto allowed = require_staff(principal); !allowed) {
        co_return Failure{std::move(allowed).error()};
    }
    const auto fulfillment = FulfillmentId::parse(request.parameter("id"));
    if (!fulfillment) {
        co_return fail(ErrorCode::not_found);
    }
    const auto body = http::read_json_body(request);
    if (!body) {
        co_return Failure{body.error()};
    }
    auto lines = read_lines(*body);
    if (!lines) {
        co_return Failure{std::move(lines).error()};
    }
    PickOrder order{
        .tenant = principal.tenant,
        .fulfillment = *fulfillment,
        .lines = std::move(*lines),
        .ids = DrawnEntropy{services.entropy},
        .now = services.clock.business(),
    };
    auto work = [order = std::move(order)](Tx& tx) -> Result<http::Response> {
        const auto state = pick_pieces(tx, order);
        if (!state) {
            return Failure{state.error()};
        }
        return http::json_response(200, view(*state));
    };
    auto answer = co_await execute_once(services, request, kName, std::move(work));
    if (answer) {
        services.wakeups.notify(journal_feed(principal.tenant));
    }
    co_return answer;
}

} // namespace

http::Route post_fulfillment_pick(Services& services) {
    return {
        .method = http::Method::post,
        .pattern = "/v1/fulfillments/{id}/pick",
        .name = std::string{kName},
        .access = http::Access::key,
        .scope = Scope::shipments_write,
        .handler = [&services](http::Request& request
                   ) { return handle_post_fulfillment_pick(services, request); },
    };
}

} // namespace route9::gateway::endpoints
