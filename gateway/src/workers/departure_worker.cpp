// SPDX-License-Identifier: Apache-2.0
#include "gateway/workers/departure_worker.hpp"

#include "core/jobs.hpp"
#include "core/json.hpp"
#include "core/limits.hpp"
#include "gateway/shipping/departure_step.hpp"
#include "gateway/shipping/departure_units.hpp"
#include "gateway/shipping/follow_statement.hpp"
#include "platform/async_store.hpp"

#include <boost/asio/this_coro.hpp>

#include <exception>
#include <string>
#include <utility>
#include <vector>

namespace route9::gateway {
namespace {

using platform::task;

constexpr Seconds kRound{5};
constexpr Seconds kRetry{30};
constexpr int kClaimed = 4;

Tick deadline_of(const Services& services) {
    return services.clock.machine() + limits::request_budget;
}

task<Result<std::vector<ClaimedJob>>>
claim(Services& services, std::string_view kind, Instant due) {
    const std::int64_t now_ms = jobs::machine_ms(services.clock);
    auto unit = [kind, due, now_ms](Tx& tx) -> Result<std::vector<ClaimedJob>> {
        const std::int64_t from_ms = jobs::lease_clock_ms(tx, now_ms);
        const std::int64_t until_ms = from_ms + Milliseconds{limits::job_lease}.count();
        return jobs::claim(tx, kind, due, from_ms, until_ms, kClaimed);
    };
    co_return co_await platform::write(
        services.store,
        Reach::everything(),
        std::move(unit),
        deadline_of(services),
        platform::Lane::background
    );
}

task<Result<void>> resume(Services& services, const Job& job) {
    const Json payload = Json::parse(job.payload);
    if (job.kind == custody_following_job) {
        const auto manifest = ManifestId::parse(payload.at("manifest").get<std::string>());
        if (!manifest) {
            co_return Failure{manifest.error()};
        }
        co_return co_await finish_following(services, job.tenant, *manifest, deadline_of(services));
    }
    const auto departure = DepartureId::parse(payload.at("departure").get<std::string>());
    if (!departure) {
        co_return Failure{departure.error()};
    }
    co_return co_await resume_departure_step(
        services, job.tenant, *departure, deadline_of(services)
    );
}

void tell_failed(Services& services, const Job& job, const Error& why) {
    if (job.kind == custody_following_job) {
        services.log.warning("custody_following_failed", {{"job", job.id}, {"code", why.code}});
    } else {
        services.log.warning("departure_step_failed", {{"job", job.id}, {"code", why.code}});
    }
}

/// True when the chain is finished, by whomever.
task<bool> work_off(Services& services, ClaimedJob claimed) {
    const auto resumed = co_await resume(services, claimed.job);
    const bool finished = resumed.has_value();
    if (!finished) {
        tell_failed(services, claimed.job, resumed.error());
    }
    const Instant again = services.clock.business() + kRetry;
    const std::string why = finished ? "" : resumed.error().detail;
    auto unit = [claimed = std::move(claimed), finished, again, why](Tx& tx) -> Result<bool> {
        return finished ? jobs::finish(tx, claimed) : jobs::retry(tx, claimed, again, why);
    };
    // When this is lost the lease ends, and the job is claimed again.
    co_await platform::write(
        services.store,
        Reach::everything(),
        std::move(unit),
        deadline_of(services),
        platform::Lane::background
    );
    co_return finished;
}

} // namespace

task<int> finish_departures_due(Services& services, Instant due) {
    int finished = 0;
    for (const std::string_view kind : {departure_step_job, custody_following_job}) {
        auto jobs = co_await claim(services, kind, due);
        if (!jobs) {
            services.log.warning("departure_claim_failed", {{"code", jobs.error().code}});
            co_return finished;
        }
        for (ClaimedJob& job : *jobs) {
            const bool done = co_await work_off(services, std::move(job));
            finished += done ? 1 : 0;
        }
    }
    co_return finished;
}

task<void> finish_departures(Services& services, const std::atomic<bool>& stopping) {
    const platform::Executor executor = co_await platform::net::this_coro::executor;
    // Nobody notifies this feed: waiting on the board only ends the pause at once at shutdown.
    auto pause = services.wakeups.subscribe(executor, "departures");
    Instant ahead = services.clock.business() + limits::job_lease;
    while (!stopping && pause) {
        try {
            co_await finish_departures_due(services, std::max(ahead, services.clock.business()));
        } catch (const std::exception& failure) {
            services.log.error("departures_failed", {{"what", failure}});
        }
        ahead = Instant{};
        co_await pause->wait(services.clock.machine() + kRound);
    }
}

} // namespace route9::gateway
