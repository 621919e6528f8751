// SPDX-License-Identifier: Apache-2.0
#include "gateway/workers/log_worker.hpp"

#include "core/journal.hpp"
#include "core/limits.hpp"
#include "core/tenancy.hpp"
#include "gateway/log/log_access.hpp"
#include "gateway/shipping/drawn_entropy.hpp"
#include "platform/async_store.hpp"

#include <boost/asio/this_coro.hpp>

#include <algorithm>
#include <exception>
#include <utility>

namespace route9::gateway {
namespace {

using fulfillment::LogStep;
using platform::task;

constexpr Seconds kRound{3};

constexpr Statement kTenants{
    "journal.tenants_between",
    "SELECT DISTINCT tenant_id FROM journal WHERE position > $1 AND position <= $2"
};

Tick deadline_of(const Services& services) {
    return services.clock.machine() + limits::request_budget;
}

std::vector<TenantId> all_tenants(Tx& tx) {
    std::vector<TenantId> ids;
    for (Tenant& tenant : tenancy::all_tenants(tx)) {
        ids.push_back(std::move(tenant.id));
    }
    return ids;
}

std::vector<TenantId> tenants_between(Tx& tx, std::int64_t after, std::int64_t head) {
    std::vector<TenantId> ids;
    Rows rows = tx.query(kTenants, after, head);
    while (rows.next()) {
        ids.push_back(rows.row().get<TenantId>(0));
    }
    return ids;
}

} // namespace

LogWorker::LogWorker(Services& services, const std::atomic<bool>& stopping)
    : services_(services), stopping_(stopping),
      leaves_(services.metrics.counter(
          "route9_parcel_log_leaves_total", "Leaves added to parcel logs", {}
      )),
      failures_(services.metrics.counter(
          "route9_parcel_log_failures_total", "Steps of parcel logs that failed", {}
      )) {}

task<Result<LogWorker::News>> LogWorker::look() {
    auto unit = [seen = seen_](Tx& tx) -> Result<News> {
        const std::int64_t head = journal::head(tx);
        return News{seen ? tenants_between(tx, *seen, head) : all_tenants(tx), head};
    };
    co_return co_await platform::read(
        services_.store,
        Reach::everything(),
        std::move(unit),
        deadline_of(services_),
        platform::Lane::background
    );
}

task<Result<std::optional<std::int64_t>>> LogWorker::next_of(TenantId tenant) {
    auto unit = [tenant, from = told_[tenant]](Tx& tx) -> Result<std::optional<std::int64_t>> {
        return fulfillment::next_to_log(tx, tenant, from);
    };
    co_return co_await platform::read(
        services_.store,
        Reach::of(tenant),
        std::move(unit),
        deadline_of(services_),
        platform::Lane::background
    );
}

task<std::optional<int>> LogWorker::follow(TenantId tenant, std::int64_t head) {
    const auto signer = log_signer(services_, tenant);
    int added = 0;
    while (!stopping_) {
        const auto next = co_await next_of(tenant);
        if (!next) {
            services_.log.warning("parcel_log_look_failed", {{"code", next.error().code}});
            co_return std::nullopt;
        }
        if (!*next) {
            told_[tenant] = std::max(told_[tenant], head);
            co_return added;
        }
        auto unit = [tenant, signer, from = **next, salts = DrawnEntropy{services_.entropy}](Tx& tx
                    ) {
            DrawnEntropy own = salts;
            return fulfillment::log_next(tx, tenant, from, *signer, own);
        };
        const auto step = co_await platform::write(
            services_.store,
            Reach::of(tenant),
            std::move(unit),
            deadline_of(services_),
            platform::Lane::background
        );
        if (!step && step.error().code == ErrorCode::conflict) {
            continue; // another process has just done this
        }
        if (!step) {
            failures_.add(1);
            services_.log.error(
                "parcel_log_failed", {{"tenant", tenant}, {"code", step.error().code}}
            );
            co_return std::nullopt;
        }
        told_[tenant] = step->position;
        leaves_.add(static_cast<std::uint64_t>(step->leaves));
        added += step->leaves;
    }
    co_return std::nullopt;
}

task<int> LogWorker::round() {
    const auto news = co_await look();
    if (!news) {
        services_.log.warning("parcel_log_look_failed", {{"code", news.error().code}});
        co_return 0;
    }
    int added = 0;
    bool is_complete = true;
    for (const TenantId& tenant : news->tenants) {
        const auto leaves = co_await follow(tenant, news->head);
        added += leaves.value_or(0);
        is_complete = is_complete && leaves.has_value();
    }
    if (is_complete) {
        seen_ = news->head;
    }
    co_return added;
}

task<void> LogWorker::run() {
    const platform::Executor executor = co_await platform::net::this_coro::executor;
    // Nobody notifies this feed: waiting on the board only ends the pause at once at shutdown.
    auto pause = services_.wakeups.subscribe(executor, "parcel.log");
    while (!stopping_ && pause) {
        try {
            co_await round();
        } catch (const std::exception& failure) {
            services_.log.error("parcel_log_failed", {{"what", failure}});
        }
        co_await pause->wait(services_.clock.machine() + kRound);
    }
}

} // namespace route9::gateway
