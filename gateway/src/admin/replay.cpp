// SPDX-License-Identifier: Apache-2.0
#include "admin/admin_options.hpp"
#include "admin/connection_words.hpp"
#include "gateway/intake/connection.hpp"
#include "gateway/intake/inbox.hpp"
#include "gateway/intake/replay_state.hpp"

#include <utility>

namespace route9::gateway {
namespace {

constexpr int kTogether = 500; // in one short unit

Result<Instant> time_of(const std::string& text, const char* name, Instant otherwise) {
    if (text.empty()) {
        return otherwise;
    }
    const auto at = parse_rfc3339(text);
    if (!at) {
        return fail_field(name, "malformed", "write a time like 2026-03-10T08:00:00+07:00");
    }
    return *at;
}

} // namespace

AdminResult replay_connection(const AdminOptions& options, const AdminContext& context) {
    using Found = std::optional<Connection>;
    const auto found = context.store.read([&](Tx& tx) -> Result<Found> {
        return connections::find(tx, ConnectionId{options.id}, context.vault);
    });
    if (!found) {
        return Failure{found.error()};
    }
    if (!*found) {
        return fail(ErrorCode::not_found, "there is no connection " + options.id);
    }
    const auto from = time_of(options.from, "--from", Instant{});
    const auto to = time_of(options.to, "--to", context.clock.business() + Milliseconds{1});
    if (!from || !to) {
        return Failure{!from ? from.error() : to.error()};
    }
    const auto state = replay_state(**found, options.state);
    if (!state) {
        return Failure{in_words(state.error())};
    }
    inbox::ReplaySpan span{
        .tenant = (*found)->tenant,
        .connection = (*found)->id,
        .from = InboxId{first_id_bytes(*from)},
        .before = InboxId{first_id_bytes(*to)},
        .state = *state,
    };
    std::int64_t replayed = 0;
    std::optional<InboxId> last;
    do {
        std::int64_t count = 0;
        const auto done = context.store.write([&](Tx& tx) -> Result<std::optional<InboxId>> {
            count = 0;
            return inbox::replay(tx, span, kTogether, count);
        });
        if (!done) {
            return Failure{done.error()};
        }
        last = *done;
        replayed += count;
        span.from = last.value_or(span.from);
    } while (last);
    return std::to_string(replayed) + " to be worked off again";
}

} // namespace route9::gateway
