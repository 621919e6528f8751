// SPDX-License-Identifier: Apache-2.0
#include "gateway/carriers/carrier_events_page.hpp"
#include "gateway/endpoints.hpp"
#include "gateway/people/people.hpp"

#include <charconv>
#include <utility>

namespace route9::gateway::endpoints {
namespace {

std::size_t count_in(const http::Query& query, std::string_view name) {
    const std::string_view text = query.find(name).value_or("");
    std::size_t count = 0;
    std::from_chars(text.data(), text.data() + text.size(), count);
    return count;
}

platform::task<Result<http::Response>>
handle_get_carrier_events(Services& services, http::Request& request) {
    auto door = co_await carrier_door(services, request);
    if (!door) {
        co_return Failure{std::move(door).error()};
    }
    if (auto* elsewhere = std::get_if<http::Response>(&*door)) {
        co_return std::move(*elsewhere);
    }
    const auto& visit = std::get<CarrierVisit>(*door);
    const http::Query& query = request.target.query;
    EventsPage page{
        .has_counts = query.find("told").has_value(),
        .told = count_in(query, "told"),
        .known = count_in(query, "known"),
    };
    if (page.has_counts) {
        page.note = services.people.pages.text("carrier_events_done", visit.language);
    }
    co_return show_events_page(services.people.pages, visit, std::move(page));
}

} // namespace

http::Route get_carrier_events(Services& services) {
    return {
        .method = http::Method::get,
        .pattern = "/carrier/events",
        .name = "get_carrier_events",
        .access = http::Access::open,
        .scope = std::nullopt,
        .handler = [&services](http::Request& request
                   ) { return handle_get_carrier_events(services, request); },
    };
}

} // namespace route9::gateway::endpoints
