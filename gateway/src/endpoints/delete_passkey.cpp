// SPDX-License-Identifier: Apache-2.0
#include "core/people/passkey.hpp"
#include "gateway/acting_for.hpp"
#include "gateway/endpoints.hpp"
#include "gateway/people/user_events.hpp"
#include "platform/async_store.hpp"

#include <utility>

namespace route9::gateway::endpoints {
namespace {

platform::task<Result<http::Response>>
handle_delete_passkey(Services& services, http::Request& request) {
    const Principal& principal = *request.principal;
    const auto id = PasskeyId::parse(request.parameter("id"));
    if (!id) {
        co_return fail(ErrorCode::not_found);
    }
    const Instant now = services.clock.business();
    const UserEvent event{
        .tenant = principal.tenant,
        .subject = principal.user->text(),
        .type = "user.passkey_removed",
        .data = {{"passkey", id->text()}},
        .at = now,
        .id = EventId::make(now, services.entropy),
    };
    auto unit = [event, user = *principal.user, id = *id](Tx& tx) -> Result<PasskeyId> {
        auto removed = passkeys::remove(tx, event.tenant, user, id);
        if (removed) {
            tell(tx, event);
        }
        return removed;
    };
    const auto removed = co_await platform::write(
        services.store, reach_of(*request.principal), std::move(unit), request.deadline
    );
    if (!removed) {
        co_return Failure{removed.error()};
    }
    services.wakeups.notify(journal_feed(principal.tenant));
    co_return http::empty_response(204);
}

} // namespace

http::Route delete_passkey(Services& services) {
    return {
        .method = http::Method::delete_,
        .pattern = "/v1/passkeys/{id}",
        .name = "delete_passkey",
        .access = http::Access::person,
        .scope = std::nullopt,
        .handler = [&services](http::Request& request
                   ) { return handle_delete_passkey(services, request); },
    };
}

} // namespace route9::gateway::endpoints
