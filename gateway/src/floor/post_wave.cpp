// SPDX-License-Identifier: Apache-2.0
#include "core/limits.hpp"
#include "fulfillment/wave_store.hpp"
#include "gateway/acting_for.hpp"
#include "gateway/execute_once.hpp"
#include "gateway/floor/floor_endpoints.hpp"
#include "gateway/floor/wave_view.hpp"
#include "gateway/http/json_body.hpp"
#include "gateway/shipping/may_ship.hpp"
#include "gateway/shipping/typed_members.hpp"

#include <cstddef>
#include <utility>
#include <vector>

namespace route9::gateway::endpoints {
namespace {

using namespace fulfillment;

constexpr std::size_t kWarehouseBytes = 64;

Result<Wave> read_wave(const Json& body) {
    FieldErrors errors;
    ObjectReader reader{body, "", errors};
    Wave wave;
    wave.warehouse = reader.text("warehouse", Need::required, kWarehouseBytes).value_or("");
    wave.until = read_time(reader, "until", Need::optional);
    if (const auto text = reader.text("departure", Need::optional, limits::text_bytes_max)) {
        if (const auto departure = DepartureId::parse(*text)) {
            wave.departure = *departure;
        }
        if (!wave.departure) {
            reader.refuse("departure", "unknown", "GET /v1/departures lists them");
        } else if (wave.until) {
            reader.refuse("until", "bad_value", "name the truck or the time, not both");
        }
    }
    reader.finish();
    if (!errors.empty()) {
        return fail_fields(std::move(errors));
    }
    return wave;
}

/// Of the truck that leaves next, where neither truck nor time was named.
Result<Wave> gather(Tx& tx, Wave wave) {
    auto work = waves::waiting(
        tx, wave.tenant, {wave.warehouse, wave.departure, wave.until}, wave_work_max
    );
    if (work.empty()) {
        return fail(
            ErrorCode::state_forbids,
            "no planned work of an open truck waits there, or all of it is in a wave"
        );
    }
    if (!wave.departure && !wave.until) {
        wave.departure = work.front().departure;
        std::erase_if(work, [&wave](const waves::Gathered& each) {
            return each.departure != wave.departure;
        });
    }
    if (auto opened = waves::open(tx, wave, work); !opened) {
        return Failure{std::move(opened).error()};
    }
    return wave;
}

platform::task<Result<http::Response>>
handle_post_wave(Services& services, http::Request& request) {
    const Principal& principal = *request.principal;
    if (auto allowed = require_staff(principal); !allowed) {
        co_return Failure{std::move(allowed).error()};
    }
    const auto body = http::read_json_body(request);
    if (!body) {
        co_return Failure{body.error()};
    }
    auto wave = read_wave(*body);
    if (!wave) {
        co_return Failure{std::move(wave).error()};
    }
    if (!services.snapshots.is_warehouse(wave->warehouse)) {
        co_return fail_field("/warehouse", "unknown", "GET /v1/warehouses lists them");
    }
    wave->tenant = principal.tenant;
    wave->created_at = services.clock.business();
    wave->id = WaveId::make(wave->created_at, services.entropy);
    auto work = [wave = std::move(*wave)](Tx& tx) -> Result<http::Response> {
        const auto opened = gather(tx, wave);
        if (!opened) {
            return Failure{opened.error()};
        }
        const LocalDay today = day_of(to_local(opened->created_at));
        http::Response response = http::json_response(201, wave_view(tx, *opened, today));
        response.headers.emplace_back("Location", "/v1/waves/" + opened->id.text());
        return response;
    };
    co_return co_await execute_once(services, request, "post_wave", std::move(work));
}

} // namespace

http::Route post_wave(Services& services) {
    return {
        .method = http::Method::post,
        .pattern = "/v1/waves",
        .name = "post_wave",
        .access = http::Access::key,
        .scope = Scope::shipments_write,
        .handler = [&services](http::Request& request
                   ) { return handle_post_wave(services, request); },
    };
}

} // namespace route9::gateway::endpoints
