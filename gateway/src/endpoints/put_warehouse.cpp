// SPDX-License-Identifier: Apache-2.0
#include "core/human_text.hpp"
#include "core/limits.hpp"
#include "fulfillment/departure_store.hpp"
#include "fulfillment/warehouse_store.hpp"
#include "gateway/acting_for.hpp"
#include "gateway/http/etag.hpp"
#include "gateway/http/json_body.hpp"
#include "gateway/replanning/replan_jobs.hpp"
#include "gateway/shipping/may_ship.hpp"
#include "gateway/stock/endpoints.hpp"
#include "gateway/views/warehouse_view.hpp"
#include "platform/async_store.hpp"

#include <algorithm>
#include <charconv>

namespace route9::gateway::endpoints {
namespace {

using namespace fulfillment;

std::optional<LocalDay> day_from(std::string_view text) {
    const auto day = parse_day(text);
    return day ? std::optional{to_local_day(*day)} : std::nullopt;
}

std::optional<LocalDay> read_day(ObjectReader& reader, std::string_view name, Need need) {
    const auto text = reader.text(name, need, 10);
    const auto day = text ? day_from(*text) : std::nullopt;
    if (text && !day) {
        reader.refuse(name, "bad_value", "give a day, e.g. 2026-03-10");
    }
    return day;
}

/// "15:00"; 24:00 is the day's end.
std::optional<std::chrono::minutes> read_cutoff(ObjectReader& reader) {
    const auto text = reader.text("cutoff", Need::optional, 5);
    if (!text) {
        return std::nullopt;
    }
    int hours = 0;
    int minutes = 0;
    const char* const start = text->data();
    const bool is_clock = text->size() == 5 && (*text)[2] == ':' &&
                          std::from_chars(start, start + 2, hours).ptr == start + 2 &&
                          std::from_chars(start + 3, start + 5, minutes).ptr == start + 5 &&
                          hours >= 0 && minutes >= 0 && minutes < 60 &&
                          60 * hours + minutes <= 24 * 60;
    if (!is_clock) {
        reader.refuse("cutoff", "bad_value", "give a time of day, e.g. 15:00");
        return std::nullopt;
    }
    return std::chrono::minutes{60 * hours + minutes};
}

void read_inspection(ObjectReader& reader, WarehouseRecord& warehouse, FieldErrors& errors) {
    const Json* given = reader.object("customs_inspection", Need::optional);
    if (given == nullptr) {
        return;
    }
    ObjectReader inspection{*given, "/customs_inspection", errors};
    warehouse.inspects_from = read_day(inspection, "from", Need::required);
    warehouse.inspects_to = read_day(inspection, "to", Need::optional);
    if (warehouse.inspects_to && warehouse.inspects_from &&
        *warehouse.inspects_to < *warehouse.inspects_from) {
        inspection.refuse("to", "out_of_range", "give a day that is not before `from`");
    }
    inspection.finish();
}

std::vector<LocalDay> read_holidays(ObjectReader& reader, FieldErrors& errors) {
    std::vector<LocalDay> days;
    const Json* list = reader.array("holidays", Need::optional, warehouse_holidays_max);
    for (std::size_t i = 0; list != nullptr && i < list->size(); ++i) {
        const Json& item = (*list)[i];
        const auto day =
            item.is_string() ? day_from(item.get_ref<const std::string&>()) : std::nullopt;
        if (day) {
            days.push_back(*day);
        } else if (errors.size() < limits::field_errors_max) {
            errors.push_back(
                {pointer_step("/holidays", i), "bad_value", "give a day, e.g. 2026-04-14"}
            );
        }
    }
    std::ranges::sort(days);
    days.erase(std::ranges::unique(days).begin(), days.end());
    return days;
}

Result<WarehouseRecord> read_warehouse(const Json& body, std::string_view id, Instant now) {
    FieldErrors errors;
    ObjectReader reader{body, "", errors};
    WarehouseRecord warehouse;
    warehouse.id = id;
    warehouse.name = read_human_text(reader, "name", Need::required).value_or("");
    warehouse.cutoff = read_cutoff(reader);
    warehouse.handling = std::chrono::minutes{
        reader.integer("handling_minutes", Need::optional, 0, warehouse_handling_max.count())
            .value_or(0)
    };
    warehouse.cold = reader.flag("cold", Need::optional).value_or(false);
    warehouse.dangerous_goods = reader.flag("dangerous_goods", Need::optional).value_or(false);
    warehouse.bonded = reader.flag("bonded", Need::optional).value_or(false);
    warehouse.fulfils = reader.flag("fulfils", Need::optional).value_or(true);
    read_inspection(reader, warehouse, errors);
    warehouse.holidays = read_holidays(reader, errors);
    warehouse.updated_at = now;
    reader.finish();
    if (!errors.empty()) {
        return fail_fields(std::move(errors));
    }
    return warehouse;
}

/// A new one may come without If-Match; one that stands names the version it replaces.
Result<void>
check(const std::optional<std::string>& if_match, const std::optional<WarehouseRecord>& stored) {
    if (!stored) {
        return if_match ? Result<void>{fail(
                              ErrorCode::precondition_failed, "this warehouse has not been named"
                          )}
                        : Result<void>{};
    }
    if (!if_match) {
        return fail(
            ErrorCode::precondition_required,
            "this warehouse stands: send If-Match with the ETag you have read"
        );
    }
    return http::check_if_match(*if_match, http::version_etag(stored->version));
}

platform::task<Result<http::Response>>
handle_put_warehouse(Services& services, http::Request& request) {
    if (auto allowed = require_role(*request.principal, {Role::operator_}); !allowed) {
        co_return Failure{std::move(allowed).error()};
    }
    if (!services.snapshots.is_warehouse(request.parameter("id"))) {
        co_return fail(ErrorCode::not_found, "no hub of the corridor that can hold goods");
    }
    const auto body = http::read_json_body(request);
    if (!body) {
        co_return Failure{body.error()};
    }
    const Instant now = services.clock.business();
    auto warehouse = read_warehouse(*body, request.parameter("id"), now);
    if (!warehouse) {
        co_return Failure{std::move(warehouse).error()};
    }
    warehouse->tenant = request.principal->tenant;
    auto unit = [warehouse = std::move(*warehouse),
                 if_match = http::if_match_of(request.headers),
                 now](Tx& tx) -> Result<WarehouseRecord> {
        const auto stored = warehouses::find(tx, warehouse.tenant, warehouse.id);
        if (auto fits = check(if_match, stored); !fits) {
            return Failure{std::move(fits).error()};
        }
        WarehouseRecord put = warehouses::put(tx, warehouse);
        departures::move_snapshot(tx, put.tenant);
        enqueue_waiting(tx, put.tenant, PlanCause::stock_arrived, now);
        return put;
    };
    const auto stored = co_await platform::write(
        services.store, reach_of(*request.principal), std::move(unit), request.deadline
    );
    if (!stored) {
        co_return Failure{stored.error()};
    }
    services.wakeups.notify(replan_feed);
    http::Response response =
        http::json_response(stored->version == 1 ? 201 : 200, view(*stored, now));
    response.headers.emplace_back("ETag", http::version_etag(stored->version));
    co_return response;
}

} // namespace

http::Route put_warehouse(Services& services) {
    return {
        .method = http::Method::put,
        .pattern = "/v1/warehouses/{id}",
        .name = "put_warehouse",
        .access = http::Access::key,
        .scope = Scope::shipments_write,
        .handler = [&services](http::Request& request
                   ) { return handle_put_warehouse(services, request); },
    };
}

} // namespace route9::gateway::endpoints
