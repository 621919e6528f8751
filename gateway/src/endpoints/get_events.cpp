// SPDX-License-Identifier: Apache-2.0
#include "core/journal.hpp"
#include "gateway/endpoints.hpp"
#include "gateway/list_page.hpp"
#include "gateway/long_poll.hpp"
#include "platform/async_store.hpp"

#include <charconv>

namespace route9::gateway::endpoints {
namespace {

constexpr std::string_view kName = "get_events";

JournalFilter filter_of(const Principal& principal) {
    JournalFilter filter{
        .tenant = principal.tenant, .seller = std::nullopt, .carrier = std::nullopt
    };
    if (principal.role == Role::seller) {
        filter.seller = principal.party;
    }
    if (principal.role == Role::carrier) {
        filter.carrier = principal.party;
    }
    return filter;
}

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

platform::task<Result<http::Response>> handle(Services& services, http::Request& request) {
    const auto page = read_page(request, services.cursors, kName);
    if (!page) {
        co_return Failure{page.error()};
    }
    const auto wait = read_wait(request);
    if (!wait) {
        co_return Failure{wait.error()};
    }
    const Principal& principal = *request.principal;
    const std::int64_t after = position_from(page->position);
    auto look = [&services,
                 filter = filter_of(principal),
                 after,
                 limit = page->limit,
                 deadline = request.deadline] {
        auto unit = [filter, after, limit](Tx& tx) -> Result<std::vector<JournalEntry>> {
            return journal::read(tx, filter, after, limit);
        };
        return platform::read(services.store, std::move(unit), deadline);
    };
    const auto entries = co_await poll<std::vector<JournalEntry>>(
        services.wakeups, journal_feed(principal.tenant), services.clock.machine() + *wait, look
    );
    if (!entries) {
        co_return Failure{entries.error()};
    }
    Json items = Json::array();
    for (const JournalEntry& entry : *entries) {
        items.push_back(event_json(entry));
    }
    // Also an empty page has a next: the feed goes on.
    const std::int64_t last = entries->empty() ? after : entries->back().position;
    const std::string next = services.cursors.encode(principal, kName, std::to_string(last));
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
        .handler = [&services](http::Request& request) { return handle(services, request); },
        .budget = long_poll_budget,
    };
}

} // namespace route9::gateway::endpoints
