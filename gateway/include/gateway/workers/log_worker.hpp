// SPDX-License-Identifier: Apache-2.0
// Writes parcels' events from the journal into the logs of their tenants, a step at a time
// (fulfillment/parcel_log.hpp). Several processes may: whoever comes second finds it done. All of
// it is background work. On one worker's thread.
#pragma once

#include "gateway/services.hpp"
#include "platform/net.hpp"

#include <atomic>
#include <cstdint>
#include <map>
#include <optional>
#include <vector>

namespace route9::gateway {

class LogWorker {
public:
    LogWorker(Services& services, const std::atomic<bool>& stopping);

    /// Runs until it is stopped; looks every few seconds.
    platform::task<void> run();
    /// Logs all that the journal tells by now; the number of leaves added.
    platform::task<int> round();

private:
    struct News {
        std::vector<TenantId> tenants;
        std::int64_t head = 0;
    };

    platform::task<Result<News>> look();
    /// Where the tenant's journal next tells of a parcel: what tells of none costs no write.
    platform::task<Result<std::optional<std::int64_t>>> next_of(TenantId tenant);
    /// `head` of a journal that was read before. Nullopt when it was not finished: to be tried
    /// again.
    platform::task<std::optional<int>> follow(TenantId tenant, std::int64_t head);

    Services& services_;
    const std::atomic<bool>& stopping_;
    platform::Counter leaves_;
    platform::Counter failures_;
    std::optional<std::int64_t> seen_{};      // of the journal; nullopt = nothing yet
    std::map<TenantId, std::int64_t> told_{}; // where each tenant's next look begins
};

} // namespace route9::gateway
