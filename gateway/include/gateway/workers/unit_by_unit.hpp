// SPDX-License-Identifier: Apache-2.0
// Housekeeping of rows of which there may be many: so many in each unit of the background lane,
// until a unit finds fewer. Each unit is made anew, so that none draws another's ids.
#pragma once

#include "core/limits.hpp"
#include "gateway/services.hpp"
#include "platform/async_store.hpp"

namespace route9::gateway {

/// `make()` gives a `Result<int>(Tx&)`, which owns what it uses and tells how many rows it did, at
/// most `most`. How many it was in all. Error: the unit's, what was done before stays.
template <class MakeUnit>
platform::task<Result<int>> unit_by_unit(Services& services, int most, MakeUnit make) {
    int all = 0;
    int last = 0;
    do {
        const auto done = co_await platform::write(
            services.store,
            Reach::everything(),
            make(),
            services.clock.machine() + limits::request_budget,
            platform::Lane::background
        );
        if (!done) {
            co_return Failure{done.error()};
        }
        last = *done;
        all += last;
    } while (last == most);
    co_return all;
}

} // namespace route9::gateway
