// SPDX-License-Identifier: Apache-2.0
#include "fulfillment/wave_store.hpp"
#include "gateway/acting_for.hpp"
#include "gateway/floor/floor_endpoints.hpp"
#include "gateway/floor/wave_view.hpp"
#include "gateway/list_page.hpp"
#include "gateway/shipping/may_ship.hpp"
#include "platform/async_store.hpp"

#include <utility>

namespace route9::gateway::endpoints {
namespace {

using namespace fulfillment;

constexpr std::string_view kName = "get_waves";

platform::task<Result<http::Response>>
handle_get_waves(Services& services, http::Request& request) {
    const Principal& principal = *request.principal;
    if (auto allowed = require_staff(principal); !allowed) {
        co_return Failure{std::move(allowed).error()};
    }
    const auto page = read_page(request, services.cursors, kName);
    if (!page) {
        co_return Failure{page.error()};
    }
    waves::PageOf wanted;
    if (const auto warehouse = request.target.query.find("warehouse")) {
        wanted.warehouse = std::string{*warehouse};
    }
    if (const auto before = WaveId::parse(page->position)) {
        wanted.before = *before;
    }
    wanted.limit = page->limit + 1;
    auto unit = [tenant = principal.tenant, wanted = std::move(wanted)](Tx& tx
                ) -> Result<std::vector<Wave>> { return waves::page(tx, tenant, wanted); };
    const auto found = co_await platform::read(
        services.store, reach_of(principal), std::move(unit), request.deadline
    );
    if (!found) {
        co_return Failure{found.error()};
    }
    const auto position = [](const Wave& wave) { return wave.id.text(); };
    co_return list_response(
        request, services.cursors, kName, *page, *found, wave_summary, position
    );
}

} // namespace

http::Route get_waves(Services& services) {
    return {
        .method = http::Method::get,
        .pattern = "/v1/waves",
        .name = std::string{kName},
        .access = http::Access::key,
        .scope = Scope::shipments_read,
        .query = {"warehouse", "cursor", "limit"},
        .handler = [&services](http::Request& request
                   ) { return handle_get_waves(services, request); },
    };
}

} // namespace route9::gateway::endpoints
