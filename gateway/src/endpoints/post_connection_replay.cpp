// SPDX-License-Identifier: Apache-2.0
#include "core/limits.hpp"
#include "gateway/acting_for.hpp"
#include "gateway/endpoints.hpp"
#include "gateway/http/json_body.hpp"
#include "gateway/intake/find_connection.hpp"
#include "gateway/intake/inbox.hpp"
#include "gateway/intake/replay_state.hpp"
#include "gateway/shipping/typed_members.hpp"
#include "platform/async_store.hpp"

#include <utility>

namespace route9::gateway::endpoints {
namespace {

constexpr std::string_view kName = "post_connection_replay";

constexpr int kTogether = 500; // in one short unit
constexpr int kUnitsMax = 40;

/// {"from"?, "to"?, "state"?, "after"?}
struct Asked {
    Instant from{};
    Instant to{};
    std::string state;
    std::optional<InboxId> after; // goes on where the last answer ended
};

Result<Asked> read_span(const Json& body, Instant now) {
    FieldErrors errors;
    ObjectReader reader{body, "", errors};
    Asked asked;
    asked.from = read_time(reader, "from", Need::optional).value_or(Instant{});
    asked.to = read_time(reader, "to", Need::optional).value_or(now + Milliseconds{1});
    asked.state = reader.text("state", Need::optional, limits::text_bytes_max).value_or("");
    if (const auto text = reader.text("after", Need::optional, limits::text_bytes_max)) {
        const auto id = InboxId::parse(*text);
        if (!id) {
            reader.refuse("after", "malformed", "give next of the last answer");
        }
        asked.after = id ? std::optional{*id} : std::nullopt;
    }
    if (asked.to < asked.from) {
        reader.refuse("to", "out_of_range", "give a time that is not before from");
    }
    reader.finish();
    if (!errors.empty()) {
        return fail_fields(std::move(errors));
    }
    return asked;
}

platform::task<Result<inbox::ReplaySpan>>
find_span(Services& services, const http::Request& request, Asked asked) {
    auto unit = [principal = *request.principal,
                 id = std::string{request.parameter("id")},
                 &vault = services.vault](Tx& tx) {
        return find_connection_for(tx, principal, id, vault);
    };
    const auto connection = co_await platform::read(
        services.store, reach_of(*request.principal), std::move(unit), request.deadline
    );
    if (!connection) {
        co_return Failure{connection.error()};
    }
    auto state = replay_state(*connection, asked.state);
    if (!state) {
        co_return Failure{std::move(state).error()};
    }
    co_return inbox::ReplaySpan{
        .tenant = connection->tenant,
        .connection = connection->id,
        .from = asked.after.value_or(InboxId{first_id_bytes(asked.from)}),
        .before = InboxId{first_id_bytes(asked.to)},
        .state = {},
    };
}

platform::task<Result<http::Response>>
handle_post_connection_replay(Services& services, http::Request& request) {
    const auto body = http::read_json_body(request);
    if (!body) {
        co_return Failure{body.error()};
    }
    auto asked = read_span(*body, services.clock.business());
    if (!asked) {
        co_return Failure{std::move(asked).error()};
    }
    auto span = co_await find_span(services, request, *asked);
    if (!span) {
        co_return Failure{std::move(span).error()};
    }
    std::int64_t replayed = 0;
    bool is_more = true;
    for (int units = 0; units < kUnitsMax && is_more; ++units) {
        struct Done {
            std::optional<InboxId> last;
            std::int64_t count = 0;
        };
        auto unit = [span = *span, state = asked->state](Tx& tx) -> Result<Done> {
            Done done;
            inbox::ReplaySpan part = span;
            part.state = state;
            done.last = inbox::replay(tx, part, kTogether, done.count);
            return done;
        };
        const auto done = co_await platform::write(
            services.store, reach_of(*request.principal), std::move(unit), request.deadline
        );
        if (!done) {
            co_return Failure{done.error()};
        }
        replayed += done->count;
        is_more = done->last.has_value();
        span->from = done->last.value_or(span->from);
    }
    services.wakeups.notify(inbox_feed);
    const Json next = is_more ? Json(span->from.text()) : Json(nullptr);
    const Json answer{{"replayed", replayed}, {"next", next}};
    co_return http::json_response(200, answer);
}

} // namespace

http::Route post_connection_replay(Services& services) {
    return {
        .method = http::Method::post,
        .pattern = "/v1/connections/{id}/replay",
        .name = std::string{kName},
        .access = http::Access::key,
        .scope = Scope::webhooks_write,
        .handler = [&services](http::Request& request
                   ) { return handle_post_connection_replay(services, request); },
    };
}

} // namespace route9::gateway::endpoints
