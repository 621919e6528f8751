// SPDX-License-Identifier: Apache-2.0
#include "fulfillment/manifest_list.hpp"
#include "gateway/acting_for.hpp"
#include "gateway/carriers/carrier_door.hpp"
#include "gateway/carriers/carrier_manifest.hpp"
#include "gateway/endpoints.hpp"
#include "gateway/people/people.hpp"
#include "platform/async_store.hpp"

#include <fmt/format.h>

#include <charconv>
#include <utility>

namespace route9::gateway::endpoints {
namespace {

using Listed = std::vector<fulfillment::manifests::ListedManifest>;

constexpr int kPerPage = 20;

std::int64_t position_in(const http::Request& request) {
    const std::string_view text = request.target.query.find("before").value_or("");
    std::int64_t position = 0;
    std::from_chars(text.data(), text.data() + text.size(), position);
    return std::max<std::int64_t>(position, 0);
}

http::Response page_of(const PageCatalogue& pages, const CarrierVisit& visit, Listed listed) {
    PageValues values = page_values(visit);
    if (listed.size() > kPerPage) {
        listed.pop_back();
        values["older"] = fmt::to_string(listed.back().position);
    }
    values["none"] = listed.empty() ? "1" : "";
    std::vector<PageValues> rows;
    rows.reserve(listed.size());
    for (const auto& manifest : listed) {
        const std::string state = "carrier_state_" + std::string{name(manifest.state)};
        rows.push_back({
            {"id", manifest.id.text()},
            {"language", visit.language},
            {"truck", manifest.truck},
            {"sealed", time_text(manifest.sealed_at)},
            {"count", fmt::to_string(manifest.lines)},
            {"state", pages.text(state, visit.language)},
        });
    }
    return pages.show(
        200,
        "carrier_list",
        "carrier_title",
        visit.language,
        std::move(values),
        {{"manifests", std::move(rows)}}
    );
}

platform::task<Result<http::Response>>
handle_get_carrier_manifests(Services& services, http::Request& request) {
    auto door = co_await carrier_door(services, request);
    if (!door) {
        co_return Failure{std::move(door).error()};
    }
    if (auto* elsewhere = std::get_if<http::Response>(&*door)) {
        co_return std::move(*elsewhere);
    }
    const auto& visit = std::get<CarrierVisit>(*door);
    auto look = [carrier = visit.principal,
                 before = position_in(request)](Tx& tx) -> Result<Listed> {
        return fulfillment::manifests::newest(
            tx, carrier.tenant, carrier.party, before, kPerPage + 1
        );
    };
    auto listed = co_await platform::read(
        services.store, reach_of(visit.principal), std::move(look), request.deadline
    );
    if (!listed) {
        co_return Failure{std::move(listed).error()};
    }
    co_return page_of(services.people.pages, visit, std::move(*listed));
}

} // namespace

http::Route get_carrier_manifests(Services& services) {
    return {
        .method = http::Method::get,
        .pattern = "/carrier",
        .name = "get_carrier_manifests",
        .access = http::Access::open,
        .scope = std::nullopt,
        .handler = [&services](http::Request& request
                   ) { return handle_get_carrier_manifests(services, request); },
    };
}

} // namespace route9::gateway::endpoints
