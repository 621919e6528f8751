// SPDX-License-Identifier: Apache-2.0
#include "gateway/acting_for.hpp"
#include "gateway/endpoints.hpp"
#include "gateway/list_page.hpp"
#include "gateway/long_poll.hpp"
#include "gateway/visible_events.hpp"
#include "platform/async_store.hpp"

#include <charconv>

namespace route9::gateway::endpoints {
namespace {

constexpr std::string_view kName = "get_events";

Json event_json(const JournalEntry& entry) {
    const Event& event = entry.event;
    return Json{
        {"position", entry.position},
        {"id", event.id.text()},
        {"type", event.type},
        {"subject", event.subject},
        {"sequence", event.sequence},
        {"timestamp", format_utc(event.at)},
        {"data", Json::parse(event.data)},
    };
}

std::int64_t position_from(std::string_view text) {
    std::int64_t position = 0;
    std::from_chars(text.data(), text.data() + text.size(), position);
    return position;
}

platform::task<Result<http::Response>>
handle_get_events(Services& services, http::Request& request) {
    const auto page = read_page(request, services.cursors, kName);
    if (!page) {
        co_return Failure{page.error()};
    }
    const auto wait = read_wait(request);
    if (!wait) {
        co_return Failure{wait.error()};
    }
    const Principal& principal = *request.principal;
    std::int64_t seen = position_from(page->position);
    // What the key may not see is passed by once, also while it waits.
    // poll() keeps the lambda for as long as it awaits it.
    // NOLINTNEXTLINE(cppcoreguidelines-avoid-capturing-lambda-coroutines)
    auto look = [&services, &principal, &seen, limit = page->limit, deadline = request.deadline](
                ) -> platform::task<Result<VisibleEvents>> {
        auto unit = [principal, after = seen, limit](Tx& tx) -> Result<VisibleEvents> {
            return read_visible(tx, principal, after, limit);
        };
        auto found =
            co_await platform::read(services.store, reach_of(principal), std::move(unit), deadline);
        if (found) {
            seen = found->position;
        }
        co_return found;
    };
    const auto events = co_await poll<VisibleEvents>(
        services.wakeups, journal_feed(principal.tenant), services.clock.machine() + *wait, look
    );
    if (!events) {
        co_return Failure{events.error()};
    }
    Json items = Json::array();
    for (const JournalEntry& entry : events->entries) {
        items.push_back(event_json(entry));
    }
    // Also an empty page has a next: the feed goes on.
    const std::string next = services.cursors.encode(principal, kName, std::to_string(seen));
    co_return http::json_response(200, Json{{"items", std::move(items)}, {"next", next}});
}

} // namespace

http::Route get_events(Services& services) {
    return {
        .method = http::Method::get,
        .pattern = "/v1/events",
        .name = std::string{kName},
        .access = http::Access::key,
        .scope = std::nullopt,
        .query = {"cursor", "limit", "wait"},
        .handler = [&services](http::Request& request
                   ) { return handle_get_events(services, request); },
        .budget = long_poll_budget,
        .compressible = true,
    };
}

} // namespace route9::gateway::endpoints
