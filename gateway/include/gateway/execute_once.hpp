// SPDX-License-Identifier: Apache-2.0
// A creating POST: claims the Idempotency-Key, then runs the work and stores its answer in one
// unit.
#pragma once

#include "gateway/acting_for.hpp"
#include "gateway/answer_cache.hpp"
#include "gateway/idempotency.hpp"
#include "gateway/services.hpp"
#include "platform/async_store.hpp"

#include <utility>

namespace route9::gateway {

/// `work` is `Result<http::Response>(Tx&)`, owns what it uses and may run more than once.
template <class Work>
platform::task<Result<http::Response>>
execute_once(Services& services, http::Request& request, std::string_view route, Work work) {
    auto claim = co_await claim_idempotency(
        services.keyring,
        services.compute,
        services.entropy,
        request,
        route,
        services.clock.business()
    );
    if (!claim) {
        co_return Failure{std::move(claim).error()};
    }
    auto earlier = co_await services.answers.find(*claim, request.deadline);
    if (!earlier) {
        co_return Failure{std::move(earlier).error()};
    }
    if (*earlier) {
        co_return std::move(**earlier);
    }
    auto unit = [claim = *claim, &keyring = services.keyring, work = std::move(work)](Tx& tx
                ) mutable -> Result<http::Response> {
        auto stored = idempotency::find(tx, claim, keyring);
        if (!stored) {
            return Failure{std::move(stored).error()};
        }
        if (*stored) {
            return std::move(**stored);
        }
        Result<http::Response> answer = work(tx);
        if (answer) {
            idempotency::store(tx, claim, *answer);
        }
        return answer;
    };
    auto answer = co_await platform::write(
        services.store, reach_of(*request.principal), std::move(unit), request.deadline
    );
    if (answer) {
        services.answers.keep(*claim, *answer);
    }
    co_return answer;
}

} // namespace route9::gateway
