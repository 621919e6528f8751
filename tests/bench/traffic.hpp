// SPDX-License-Identifier: Apache-2.0
// A trading business under load: signed webhooks and orders of two lines routed from Quảng Trị to
// Savannakhet, sent to one or several running servers over one store. The generator is one thread
// of this process, the servers are processes of their own. Used on one thread.
#pragma once

#include "caller_keys.hpp"
#include "load_generator.hpp"
#include "running_server.hpp"
#include "trading_site.hpp"

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace route9::bench {

struct TrafficSettings {
    std::chrono::milliseconds duration{4'000};
    std::size_t connections = 64;
};

class Traffic {
public:
    /// Makes parties, keys, stock and a truck on the site, and starts one server.
    Traffic(const TrafficSettings& settings, const e2e::Site& site);

    /// 0 a second is the closed loop.
    LoadReport hooks(std::uint64_t per_second);
    LoadReport orders(std::uint64_t per_second);
    /// Whatever `make` makes, each sent once.
    LoadReport send(std::uint64_t per_second, const std::function<e2e::HttpRequest()>& make);
    /// By the first server alone, whoever stands beside it.
    LoadReport orders_by_one(std::uint64_t per_second);
    /// Webhooks in a closed loop to another server.
    LoadReport floor(std::uint16_t port);
    /// One more server on the same store: orders are spread over all.
    void start_another();
    /// A held or backordered order is cheaper: it must not pass for a routed one.
    void expect_routed();
    std::int64_t resident_bytes() const { return servers_.front()->resident_bytes(); }
    /// The exit code of the last that failed, or 0.
    int stop();

private:
    e2e::HttpRequest next_hook();
    e2e::HttpRequest next_order();
    LoadReport
    run(std::size_t servers, std::uint64_t per_second, const std::function<e2e::HttpRequest()>& make
    );

    TrafficSettings settings_;
    const e2e::Site& site_;
    e2e::Keys keys_;
    std::vector<std::string> order_keys_;
    std::uint64_t made_ = 0;
    CallerKeys caller_;
    std::vector<std::unique_ptr<e2e::RunningServer>> servers_;
};

} // namespace route9::bench
