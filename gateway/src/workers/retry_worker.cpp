// SPDX-License-Identifier: Apache-2.0
#include "gateway/workers/retry_worker.hpp"

#include "core/limits.hpp"
#include "gateway/money/movement_keys.hpp"
#include "gateway/money/reconciliation_step.hpp"
#include "gateway/money/retry_waiting.hpp"
#include "platform/async_store.hpp"

#include <boost/asio/this_coro.hpp>

#include <exception>
#include <utility>

namespace route9::gateway {
namespace {

constexpr Seconds kIdleLook{5}; // the wake-up may be missed, the look is not
constexpr Minutes kPause{1};    // before a job that failed
constexpr const char* kMetric = "route9_movements_retried_total";
constexpr const char* kHelp = "Movements of banks that were tried again";

} // namespace

RetryWorker::RetryWorker(Services& services, const std::atomic<bool>& stopping)
    : services_(services), stopping_(stopping),
      matched_(services.metrics.counter(kMetric, kHelp, {{"outcome", "matched"}})),
      open_(services.metrics.counter(kMetric, kHelp, {{"outcome", "open"}})) {}

platform::task<void> RetryWorker::run() {
    const platform::Executor executor = co_await platform::net::this_coro::executor;
    auto wakeup = services_.wakeups.subscribe(executor, std::string{retry_feed});
    while (!stopping_ && wakeup) {
        int done = 0;
        try {
            done = co_await work_off_batch();
        } catch (const std::exception& failure) {
            // One movement nobody can read must not end the work on all others.
            services_.log.error("movement_retry_failed", {{"what", failure}});
        }
        if (done == 0 && !stopping_) {
            co_await wakeup->wait(services_.clock.machine() + kIdleLook);
        }
    }
}

platform::task<int> RetryWorker::work_off_batch() {
    const Tick machine = services_.clock.machine();
    const auto now_ms = std::chrono::floor<Milliseconds>(machine).time_since_epoch().count();
    auto unit = [now = services_.clock.business(),
                 now_ms](Tx& tx) -> Result<std::vector<ClaimedJob>> {
        constexpr int most = limits::claim_batch_max;
        const std::int64_t from_ms = jobs::lease_clock_ms(tx, now_ms);
        const auto until_ms = from_ms + Milliseconds{limits::job_lease}.count();
        return jobs::claim(tx, movement_retry_kind, now, from_ms, until_ms, most);
    };
    const Tick deadline = machine + limits::request_budget;
    auto claimed = co_await platform::write(
        services_.store, Reach::everything(), std::move(unit), deadline, platform::Lane::background
    );
    if (!claimed) {
        services_.log.warning("movement_retry_claim_failed", {{"code", claimed.error().code}});
        co_return 0;
    }
    for (ClaimedJob& job : *claimed) {
        co_await work_off(std::move(job));
    }
    co_return static_cast<int>(claimed->size());
}

platform::task<void> RetryWorker::work_off(ClaimedJob job) {
    const TenantId tenant = job.job.tenant;
    const Tick deadline = services_.clock.machine() + limits::request_budget;
    const auto keys = co_await movement_keys(services_, tenant, deadline);
    if (!keys) {
        co_return co_await put_back(std::move(job), keys.error());
    }
    auto unit = [job, keys = *keys, now = services_.clock.business()](Tx& tx
                ) -> Result<StepResult> {
        if (!jobs::finish(tx, job)) {
            return StepResult{};
        }
        return retry_step(tx, job.job.tenant, *keys, waiting_movement(job.job), now);
    };
    const auto step = co_await platform::write(
        services_.store, Reach::of(tenant), std::move(unit), deadline, platform::Lane::background
    );
    if (!step) {
        co_return co_await put_back(std::move(job), step.error());
    }
    if (step->movements > 0) {
        (step->matched > 0 ? matched_ : open_).add();
        services_.wakeups.notify(journal_feed(tenant));
    }
}

platform::task<void> RetryWorker::put_back(ClaimedJob job, Error error) {
    services_.log.warning("movement_retry_put_back", {{"job", job.job.id}, {"code", error.code}});
    auto unit = [job = std::move(job),
                 due = services_.clock.business() + kPause,
                 why = std::string{error_info(error.code).name}](Tx& tx) -> Result<bool> {
        return jobs::retry(tx, job, due, why);
    };
    const Tick deadline = services_.clock.machine() + limits::request_budget;
    // When this fails too, the lease ends and the job is claimed again.
    static_cast<void>(co_await platform::write(
        services_.store, Reach::everything(), std::move(unit), deadline, platform::Lane::background
    ));
}

} // namespace route9::gateway
