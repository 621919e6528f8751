// SPDX-License-Identifier: Apache-2.0
#include "gateway/acting_for.hpp"
#include "gateway/aggregates/aggregate_endpoints.hpp"
#include "gateway/aggregates/aggregate_view.hpp"
#include "gateway/http/json_body.hpp"
#include "gateway/shipping/may_ship.hpp"
#include "platform/async_store.hpp"

#include <utility>

namespace route9::gateway::endpoints {
namespace {

using namespace fulfillment;

std::vector<std::string> read_codes(ObjectReader& reader, const char* name, FieldErrors& errors) {
    std::vector<std::string> codes;
    const Json* list = reader.array(name, Need::optional, aggregate_changes_max);
    for (std::size_t i = 0; list != nullptr && i < list->size(); ++i) {
        const Json& item = (*list)[i];
        if (item.is_string()) {
            codes.push_back(item.get<std::string>());
        } else {
            errors.push_back(
                {pointer_step(reader.pointer(name), i),
                 "wrong_type",
                 "give a parcel's or bag's id or code"}
            );
        }
    }
    return codes;
}

Result<MembersOrder> read_members(const Json& body, MembersOrder order) {
    FieldErrors errors;
    ObjectReader reader{body, "", errors};
    order.add = read_codes(reader, "add", errors);
    order.remove = read_codes(reader, "remove", errors);
    const std::size_t all = order.add.size() + order.remove.size();
    if (errors.empty() && (all == 0 || all > aggregate_changes_max)) {
        reader.refuse("add", "bad_value", "name 1 to 100 parcels or bags, in add and remove");
    }
    reader.finish();
    if (!errors.empty()) {
        return fail_fields(std::move(errors));
    }
    return order;
}

platform::task<Result<http::Response>>
handle_post_aggregate_members(Services& services, http::Request& request) {
    const Principal& principal = *request.principal;
    if (auto allowed = require_staff(principal); !allowed) {
        co_return Failure{std::move(allowed).error()};
    }
    const auto body = http::read_json_body(request);
    if (!body) {
        co_return Failure{body.error()};
    }
    auto order = read_members(
        *body,
        {.tenant = principal.tenant,
         .aggregate = std::string{request.parameter("id")},
         .add = {},
         .remove = {},
         .ids = DrawnEntropy{services.entropy},
         .now = services.clock.business()}
    );
    if (!order) {
        co_return Failure{std::move(order).error()};
    }
    auto unit = [order = std::move(*order)](Tx& tx) -> Result<Json> {
        auto changed = change_members(tx, order);
        if (!changed) {
            return Failure{std::move(changed).error()};
        }
        return changed_view(read_whole(tx, std::move(changed->aggregate)), changed->broken_seal);
    };
    auto json = co_await platform::write(
        services.store, reach_of(principal), std::move(unit), request.deadline
    );
    if (!json) {
        co_return Failure{std::move(json).error()};
    }
    services.wakeups.notify(journal_feed(principal.tenant));
    co_return http::json_response(200, *json);
}

} // namespace

http::Route post_aggregate_members(Services& services) {
    return {
        .method = http::Method::post,
        .pattern = "/v1/aggregates/{id}/members",
        .name = "post_aggregate_members",
        .access = http::Access::key,
        .scope = Scope::shipments_write,
        .handler = [&services](http::Request& request
                   ) { return handle_post_aggregate_members(services, request); },
    };
}

} // namespace route9::gateway::endpoints
