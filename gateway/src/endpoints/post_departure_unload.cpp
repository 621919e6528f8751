// SPDX-License-Identifier: Apache-2.0
#include "core/human_text.hpp"
#include "core/limits.hpp"
#include "gateway/acting_for.hpp"
#include "gateway/aggregates/load_aggregates.hpp"
#include "gateway/endpoints.hpp"
#include "gateway/http/json_body.hpp"
#include "gateway/shipping/departure_act.hpp"
#include "gateway/shipping/departure_step.hpp"
#include "gateway/shipping/unload_parcels.hpp"
#include "platform/async_store.hpp"

#include <utility>

namespace route9::gateway::endpoints {
namespace {

using fulfillment::DepartureRecord;

Result<UnloadOrder> read_unload(const Json& body) {
    FieldErrors errors;
    ObjectReader reader{body, "", errors};
    UnloadOrder unload;
    if (const Json* list = reader.array("parcels", Need::required, unload_parcels_max)) {
        for (std::size_t i = 0; i < list->size(); ++i) {
            const Json& item = (*list)[i];
            if (item.is_string()) {
                unload.parcels.push_back(item.get<std::string>());
            } else {
                errors.push_back(
                    {pointer_step("/parcels", i),
                     "wrong_type",
                     "give a parcel's or bag's id or code"}
                );
            }
        }
        if (list->empty()) {
            reader.refuse("parcels", "empty", "name at least one parcel");
        }
    }
    const auto word = reader.text("reason", Need::required, limits::text_bytes_max);
    const auto reason = word ? parse_unload_reason(*word) : std::nullopt;
    if (word && !reason) {
        reader.refuse(
            "reason", "unknown_value", "give short, damaged, customs_held, cancelled or other"
        );
    }
    unload.reason = reason.value_or(UnloadReason::other);
    unload.note = read_human_text(reader, "note", Need::optional).value_or("");
    reader.finish();
    if (!errors.empty()) {
        return fail_fields(std::move(errors));
    }
    return unload;
}

platform::task<Result<DepartureRecord>> unload(Services& services, DepartureCall call) {
    const auto body = http::read_json_body(call.request);
    if (!body) {
        co_return Failure{body.error()};
    }
    auto wanted = read_unload(*body);
    if (!wanted) {
        co_return Failure{std::move(wanted).error()};
    }
    auto look = [tenant = call.tenant, names = wanted->parcels](Tx& tx) -> Result<NamedLoad> {
        return tell_apart(tx, tenant, names);
    };
    auto named = co_await platform::read(
        services.store, reach_of(*call.request.principal), std::move(look), call.request.deadline
    );
    if (!named) {
        co_return Failure{std::move(named).error()};
    }
    co_return co_await unload_named(
        services,
        {call.tenant, call.departure},
        std::move(*named),
        std::move(*wanted),
        call.out_of_bag,
        call.request.deadline
    );
}

} // namespace

http::Route post_departure_unload(Services& services) {
    return departure_act(services, "unload", ActBody::members, unload);
}

} // namespace route9::gateway::endpoints
