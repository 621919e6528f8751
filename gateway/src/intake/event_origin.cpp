// SPDX-License-Identifier: Apache-2.0
#include "gateway/intake/event_origin.hpp"

#include <memory>
#include <utility>

namespace route9::gateway {

Result<InboxState> EventOrigin::end(Tx& tx, InboxState state, std::string_view reason) const {
    if (!finish(tx, state, reason)) {
        return fail(ErrorCode::conflict, "another attempt has taken this message over");
    }
    return state;
}

EventOrigin origin_of(InboxItem item) {
    EventOrigin origin{
        .tenant = item.tenant,
        .connection = item.connection,
        .received_at = item.received_at,
        .finish = {},
    };
    origin.finish = [kept = std::make_shared<const InboxItem>(std::move(item))](
                        Tx& tx, InboxState state, std::string_view reason
                    ) { return inbox::finish(tx, *kept, state, reason); };
    return origin;
}

} // namespace route9::gateway
