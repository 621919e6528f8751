// SPDX-License-Identifier: Apache-2.0
#include "gateway/workers/replan_worker.hpp"

#include "core/jobs.hpp"
#include "core/limits.hpp"
#include "gateway/catalogue.hpp"
#include "gateway/replanning/replan_jobs.hpp"
#include "gateway/replanning/replan_unit.hpp"
#include "platform/async_store.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/deferred.hpp>
#include <boost/asio/experimental/parallel_group.hpp>
#include <boost/asio/this_coro.hpp>

#include <exception>
#include <string>
#include <utility>
#include <vector>

namespace route9::gateway {
namespace {

using platform::task;
namespace net = platform::net;

constexpr Seconds kRound{5};
constexpr Seconds kRetry{5};
constexpr int kClaimed = 4;
constexpr std::size_t kTogether = 8;

Tick deadline_of(const Services& services) {
    return services.clock.machine() + limits::request_budget;
}

task<Result<std::vector<ClaimedJob>>> claim(Services& services) {
    const std::int64_t now_ms = jobs::machine_ms(services.clock);
    auto unit = [due = services.clock.business(),
                 now_ms](Tx& tx) -> Result<std::vector<ClaimedJob>> {
        const std::int64_t from_ms = jobs::lease_clock_ms(tx, now_ms);
        const std::int64_t until_ms = from_ms + Milliseconds{limits::job_lease}.count();
        return jobs::claim(tx, replan_job, due, from_ms, until_ms, kClaimed);
    };
    co_return co_await platform::write(
        services.store,
        Reach::everything(),
        std::move(unit),
        deadline_of(services),
        platform::Lane::background
    );
}

void count_changed(Services& services, int orders) {
    services.metrics
        .counter(
            "route9_orders_replanned_total",
            "Orders that followed the corridor, trucks or stock",
            {}
        )
        .add(static_cast<std::uint64_t>(orders));
}

task<Result<ReplanStep>> run_unit(Services& services, const ClaimedJob& claimed) {
    const ReplanTools tools{services.catalogue, services.snapshots, services.planners};
    auto unit =
        [claimed, tools, now = services.clock.business(), ids = DrawnEntropy{services.entropy}](
            Tx& tx
        ) { return replan_next(tx, claimed, tools, now, ids); };
    co_return co_await platform::write(
        services.store,
        Reach::of(claimed.job.tenant),
        std::move(unit),
        deadline_of(services),
        platform::Lane::background
    );
}

/// Several units under way share their commits where one writer runs them in turn: each finds in
/// the job how far the one before has come. Where commits overlap they would only disturb each
/// other.
task<std::vector<Result<ReplanStep>>>
run_units(Services& services, const ClaimedJob& claimed, std::size_t count) {
    const platform::Executor executor = co_await net::this_coro::executor;
    const auto begin = [&] {
        return net::co_spawn(executor, run_unit(services, claimed), net::deferred);
    };
    std::vector<decltype(begin())> units;
    for (std::size_t i = 0; i < count; ++i) {
        units.push_back(begin());
    }
    auto [order, failures, steps] =
        co_await net::experimental::make_parallel_group(std::move(units))
            .async_wait(net::experimental::wait_for_all(), net::deferred);
    for (const std::exception_ptr& failure : failures) {
        if (failure) {
            std::rethrow_exception(failure);
        }
    }
    co_return std::move(steps);
}

/// Until the job is done or somebody else's, or the server stops: then it is under way.
task<Result<ReplanStep>>
run_chain(Services& services, ClaimedJob claimed, const std::atomic<bool>& stopping) {
    ReplanStep last;
    const std::size_t many = services.store.engine() == Engine::sqlite ? kTogether : 1;
    for (std::size_t count = 1; !stopping; count = many) {
        const auto steps = co_await run_units(services, claimed, count);
        services.wakeups.notify(journal_feed(claimed.job.tenant));
        for (const Result<ReplanStep>& step : steps) {
            if (!step) {
                co_return step;
            }
            count_changed(services, step->changed);
            last = *step;
            if (last.progress != ReplanProgress::under_way) {
                co_return last;
            }
        }
    }
    co_return last;
}

task<void> give_back(Services& services, ClaimedJob claimed, Instant due, std::string why) {
    auto unit = [claimed = std::move(claimed), due, why = std::move(why)](Tx& tx) -> Result<bool> {
        return jobs::retry(tx, claimed, due, why);
    };
    // When this is lost the lease ends, and the job is claimed again.
    co_await platform::write(
        services.store,
        Reach::everything(),
        std::move(unit),
        deadline_of(services),
        platform::Lane::background
    );
}

/// True when it is finished.
task<bool> work_off(Services& services, ClaimedJob claimed, const std::atomic<bool>& stopping) {
    const auto step = co_await run_chain(services, claimed, stopping);
    if (step && step->progress != ReplanProgress::under_way) {
        co_return step->progress == ReplanProgress::done;
    }
    if (step) {
        co_await give_back(services, std::move(claimed), services.clock.business(), "stopped");
        co_return false;
    }
    services.log.warning(
        "replanning_failed", {{"job", claimed.job.id}, {"code", step.error().code}}
    );
    const Instant again = services.clock.business() + kRetry;
    co_await give_back(services, std::move(claimed), again, step.error().detail);
    co_return false;
}

} // namespace

task<int> follow_corridor_now(Services& services, const std::atomic<bool>& stopping) {
    int finished = 0;
    bool more = true;
    while (more && !stopping) {
        auto jobs = co_await claim(services);
        if (!jobs) {
            services.log.warning("replan_claim_failed", {{"code", jobs.error().code}});
            co_return finished;
        }
        more = !jobs->empty();
        for (ClaimedJob& job : *jobs) {
            const bool done = co_await work_off(services, std::move(job), stopping);
            finished += done ? 1 : 0;
        }
    }
    co_return finished;
}

task<void> follow_corridor(Services& services, const std::atomic<bool>& stopping) {
    const platform::Executor executor = co_await platform::net::this_coro::executor;
    auto changes = services.wakeups.subscribe(executor, std::string{replan_feed});
    while (!stopping && changes) {
        try {
            co_await follow_corridor_now(services, stopping);
        } catch (const std::exception& failure) {
            services.log.error("replanning_failed", {{"what", failure}});
        }
        co_await changes->wait(services.clock.machine() + kRound);
    }
}

} // namespace route9::gateway
