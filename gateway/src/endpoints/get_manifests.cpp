// SPDX-License-Identifier: Apache-2.0
#include "core/jobs.hpp"
#include "gateway/acting_for.hpp"
#include "gateway/endpoints.hpp"
#include "gateway/http/etag.hpp"
#include "gateway/list_page.hpp"
#include "gateway/long_poll.hpp"
#include "gateway/shipping/manifest_feed.hpp"
#include "gateway/shipping/may_ship.hpp"
#include "platform/async_store.hpp"

#include <charconv>

namespace route9::gateway::endpoints {
namespace {

std::optional<std::int64_t> position_from(std::string_view text) {
    std::int64_t position = 0;
    const auto read = std::from_chars(text.data(), text.data() + text.size(), position);
    return read.ec == std::errc{} ? std::optional{position} : std::nullopt;
}

FeedPoll on_lease_clock(Tx& tx, FeedPoll poll) {
    poll.now_ms = jobs::lease_clock_ms(tx, poll.now_ms);
    return poll;
}

/// True when there is something; the wait is for the feed, the batch is taken afterwards.
platform::task<Result<bool>>
wait_for_batch(Services& services, FeedPoll asked, Seconds wait, Tick deadline) {
    auto look = [&services, asked, deadline] {
        auto unit = [asked](Tx& tx) -> Result<std::string> {
            return feed_has(tx, on_lease_clock(tx, asked)) ? "something" : "";
        };
        return platform::read(
            services.store,
            Reach::of_carrier(asked.tenant, asked.carrier),
            std::move(unit),
            deadline
        );
    };
    const auto found = co_await poll<std::string>(
        services.wakeups,
        manifest_feed(asked.tenant, asked.carrier),
        services.clock.machine() + wait,
        look
    );
    if (!found) {
        co_return Failure{found.error()};
    }
    co_return !found->empty();
}

/// The documents go out as they were sealed, byte for byte.
std::string body_of(const FeedBatch& batch, const std::string& next) {
    std::string body = R"({"items":[)";
    const char* comma = "";
    for (const std::string& document : batch.documents) {
        body += std::exchange(comma, ",");
        body += document;
    }
    body += R"(],"next":)" + Json(next).dump() + "}";
    return body;
}

http::Response answer_of(const http::Request& request, std::string body) {
    const std::string etag = http::content_etag(body);
    http::Response response = http::empty_response(304);
    if (!http::not_modified(request.headers, etag)) {
        response.status = 200;
        response.content_type = http::json_type;
        response.body = std::move(body);
    }
    response.headers.emplace_back("ETag", etag);
    return response;
}

platform::task<Result<http::Response>>
handle_get_manifests(Services& services, http::Request& request) {
    const Principal& principal = *request.principal;
    if (auto allowed = require_role(principal, {Role::carrier}); !allowed) {
        co_return Failure{std::move(allowed).error()};
    }
    const auto page = read_page(request, services.cursors, manifest_cursor);
    if (!page) {
        co_return Failure{page.error()};
    }
    const auto wait = read_wait(request);
    if (!wait) {
        co_return Failure{wait.error()};
    }
    FeedPoll asked{
        .tenant = principal.tenant,
        .carrier = principal.party,
        .key = principal.key,
        .after = position_from(page->position),
        .now_ms = jobs::machine_ms(services.clock),
    };
    const auto found = co_await wait_for_batch(services, asked, *wait, request.deadline);
    if (!found) {
        co_return Failure{found.error()};
    }
    if (!*found) {
        co_return http::empty_response(204);
    }
    asked.now_ms = jobs::machine_ms(services.clock);
    auto unit = [asked, &keyring = services.keyring](Tx& tx) {
        return take_batch(tx, on_lease_clock(tx, asked), keyring);
    };
    const auto batch = co_await platform::write(
        services.store, reach_of(*request.principal), std::move(unit), request.deadline
    );
    if (!batch) {
        co_return Failure{batch.error()};
    }
    if (batch->empty()) {
        co_return http::empty_response(204);
    }
    const std::string next =
        services.cursors.encode(principal, manifest_cursor, std::to_string(batch->last));
    co_return answer_of(request, body_of(*batch, next));
}

} // namespace

http::Route get_manifests(Services& services) {
    return {
        .method = http::Method::get,
        .pattern = "/v1/manifests",
        .name = "get_manifests",
        .access = http::Access::key,
        .scope = Scope::manifests_read,
        .query = {"cursor", "limit", "wait"},
        .handler = [&services](http::Request& request
                   ) { return handle_get_manifests(services, request); },
        .budget = long_poll_budget,
        .compressible = true,
    };
}

} // namespace route9::gateway::endpoints
