// SPDX-License-Identifier: Apache-2.0
#include "gateway/workers/replan_worker.hpp"

#include "core/jobs.hpp"
#include "core/limits.hpp"
#include "gateway/catalogue.hpp"
#include "gateway/replanning/replan_jobs.hpp"
#include "gateway/replanning/replan_unit.hpp"
#include "platform/async_store.hpp"

#include <boost/asio/experimental/awaitable_operators.hpp>
#include <boost/asio/this_coro.hpp>

#include <exception>
#include <string>
#include <utility>
#include <vector>

namespace route9::gateway {
namespace {

using platform::task;
using namespace boost::asio::experimental::awaitable_operators;

constexpr Seconds kRound{5};
constexpr Seconds kRetry{5};
constexpr int kClaimed = 4;

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
run_units(Services& services, const ClaimedJob& claimed, bool is_long) {
    std::vector<Result<ReplanStep>> steps;
    if (is_long && services.store.engine() == Engine::sqlite) {
        auto [first, second, third, fourth] = co_await (
            run_unit(services, claimed) && run_unit(services, claimed) &&
            run_unit(services, claimed) && run_unit(services, claimed)
        );
        for (auto* step : {&first, &second, &third, &fourth}) {
            steps.push_back(std::move(*step));
        }
    } else {
        steps.push_back(co_await run_unit(services, claimed));
    }
    co_return steps;
}

/// Until the job is done or somebody else's, or the server stops: then it is under way.
task<Result<ReplanStep>>
run_chain(Services& services, ClaimedJob claimed, const std::atomic<bool>& stopping) {
    ReplanStep last;
    for (bool is_long = false; !stopping; is_long = true) {
        const auto steps = co_await run_units(services, claimed, is_long);
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
