// SPDX-License-Identifier: Apache-2.0
#include "gateway/floor/close_waves.hpp"

#include "core/journal.hpp"
#include "core/limits.hpp"
#include "fulfillment/wave_store.hpp"
#include "gateway/floor/wave_view.hpp"
#include "gateway/shipping/drawn_entropy.hpp"
#include "platform/async_store.hpp"

#include <map>
#include <string>
#include <vector>

namespace route9::gateway {
namespace {

using namespace fulfillment;

/// With how much of its work came to which end.
Event told(Tx& tx, const Wave& wave, Instant now, DrawnEntropy& ids) {
    std::map<std::string, int> ends;
    for (const WaveWork& work : waves::work(tx, wave)) {
        ++ends[std::string{fulfillment::name(work.state)}];
    }
    Json data = wave_summary(wave);
    data["work"] = ends;
    return {
        .id = EventId::make(now, ids),
        .tenant = wave.tenant,
        .seller = {},
        .carrier = {},
        .type = "wave.closed",
        .subject = wave.id.text(),
        .sequence = 1,
        .at = now,
        .data = data.dump(),
    };
}

} // namespace

platform::task<Result<int>> close_waves(Services& services) {
    const Instant now = services.clock.business();
    int closed = 0;
    int last = 0;
    do {
        auto unit = [now, ids = DrawnEntropy{services.entropy}](Tx& tx) -> Result<int> {
            DrawnEntropy drawn = ids;
            std::vector<Event> events;
            for (const Wave& wave : waves::close_done(tx, now, waves_per_unit_max)) {
                events.push_back(told(tx, wave, now, drawn));
            }
            journal::append(tx, events);
            return static_cast<int>(events.size());
        };
        const auto done = co_await platform::write(
            services.store,
            Reach::everything(),
            std::move(unit),
            services.clock.machine() + limits::request_budget,
            platform::Lane::background
        );
        if (!done) {
            co_return Failure{done.error()};
        }
        last = *done;
        closed += last;
    } while (last == waves_per_unit_max);
    co_return closed;
}

} // namespace route9::gateway
