// SPDX-License-Identifier: Apache-2.0
#include "gateway/floor/close_waves.hpp"

#include "core/journal.hpp"
#include "fulfillment/wave_store.hpp"
#include "gateway/floor/wave_view.hpp"
#include "gateway/shipping/drawn_entropy.hpp"
#include "gateway/workers/unit_by_unit.hpp"

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
    co_return co_await unit_by_unit(services, waves_per_unit_max, [&services, now] {
        return [now, ids = DrawnEntropy{services.entropy}](Tx& tx) -> Result<int> {
            DrawnEntropy drawn = ids;
            std::vector<Event> events;
            for (const Wave& wave : waves::close_done(tx, now, waves_per_unit_max)) {
                events.push_back(told(tx, wave, now, drawn));
            }
            journal::append(tx, events);
            return static_cast<int>(events.size());
        };
    });
}

} // namespace route9::gateway
