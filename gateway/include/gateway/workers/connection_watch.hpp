// SPDX-License-Identifier: Apache-2.0
// Writes down what was heard of the connections and raises and ends their alerts. One per process,
// safe in any number. Metric: route9_connection_alerts.
#pragma once

#include "gateway/intake/connection.hpp"
#include "gateway/intake/connection_alerts.hpp"
#include "gateway/services.hpp"
#include "platform/net.hpp"

#include <atomic>
#include <vector>

namespace route9::gateway {

class ConnectionWatch {
public:
    ConnectionWatch(Services& services, const std::atomic<bool>& stopping);

    /// Runs until `stopping`.
    platform::task<void> run();
    /// One round of each; what `run` repeats.
    platform::task<Result<void>> write_tally();
    platform::task<Result<void>> look();

private:
    /// An alert begins or ends.
    struct Finding {
        Connection connection;
        std::vector<ConnectionAlert> now_true;
    };
    struct Page {
        std::vector<Finding> findings;
        ConnectionId last{}; // empty: that was all
    };

    platform::task<Result<Page>> look_at(ConnectionId after);
    platform::task<Result<void>> settle(Finding finding);
    platform::task<Result<void>> show();

    Services& services_;
    const std::atomic<bool>& stopping_;
    Instant listening_since_;
};

} // namespace route9::gateway
