// SPDX-License-Identifier: Apache-2.0
// The use case behind every door: an order is decided on a numbered snapshot outside the
// transaction and confirmed inside it, where snapshot, stock and room are checked by conditional
// updates. If anything moved it is decided again, at most limits::replans_max times; then it is
// decided inside the unit. Errors: already_exists (reference is the existing order's id),
// validation_failed (prohibited goods), those of the store.
#pragma once

#include "core/limits.hpp"
#include "gateway/orders/order_decision.hpp"
#include "gateway/services.hpp"
#include "platform/async_store.hpp"
#include "platform/net.hpp"

#include <functional>
#include <memory>
#include <optional>
#include <utility>

namespace route9::gateway {

/// Goods that may not be sent are refused to a caller who hears it, and kept as a cancelled order
/// when they came by webhook.
enum class Prohibited : std::uint8_t { refuse, keep_cancelled };

/// For the words of a cancellation that came before its order.
struct WordsTools {
    const Vault& vault;
    Keyring& keyring;
};

/// Asked when the order's own questions have been put and before anything is written, so that both
/// are answered together. After "no" nothing is placed (conflict).
using StillWanted = std::function<bool()>;

/// Stores a decision inside the unit of work. Errors as above; needs_new_plan() tells a moved
/// corridor.
Result<fulfillment::OrderRecord> store_order(
    Tx& tx,
    const PreparedOrder& prepared,
    OrderDecision decision,
    Prohibited prohibited,
    const WordsTools& tools,
    const StillWanted& still_wanted
);

bool needs_new_plan(const Error& error) noexcept;

using PlaceOrder = std::function<Result<fulfillment::OrderRecord>(Tx&, const StillWanted&)>;

/// Places the order within the unit that `around` makes of it: `around(tx, place)` may run more
/// than once.
template <class T>
using AroundOrder = std::function<Result<T>(Tx&, const PlaceOrder&)>;

namespace detail {

PlaceOrder place_decided(
    Services& services,
    std::shared_ptr<const PreparedOrder> prepared,
    std::shared_ptr<const OrderDecision> decision,
    Prohibited prohibited
);
PlaceOrder place_inside(
    Services& services, std::shared_ptr<const PreparedOrder> prepared, Prohibited prohibited
);
platform::task<Result<std::shared_ptr<const OrderDecision>>>
decide_outside(Services& services, std::shared_ptr<const PreparedOrder> prepared, Tick deadline);

} // namespace detail

template <class T>
platform::task<Result<T>> place_order(
    Services& services,
    std::shared_ptr<const PreparedOrder> prepared,
    Prohibited prohibited,
    AroundOrder<T> around,
    Tick deadline
) {
    for (int attempt = 0; attempt <= limits::replans_max; ++attempt) {
        PlaceOrder place;
        if (attempt < limits::replans_max) {
            auto decision = co_await detail::decide_outside(services, prepared, deadline);
            if (!decision) {
                co_return Failure{std::move(decision).error()};
            }
            place = detail::place_decided(services, prepared, std::move(*decision), prohibited);
        } else {
            place = detail::place_inside(services, prepared, prohibited);
        }
        auto unit = [around, place = std::move(place)](Tx& tx) { return around(tx, place); };
        Result<T> answer = co_await platform::write(
            services.store,
            Reach::of_seller(prepared->tenant, prepared->seller),
            std::move(unit),
            deadline
        );
        if (answer || !needs_new_plan(answer.error())) {
            if (answer) {
                services.wakeups.notify(journal_feed(prepared->tenant));
            }
            co_return answer;
        }
    }
    co_return fail(ErrorCode::overloaded, "the corridor keeps changing; try again");
}

} // namespace route9::gateway
