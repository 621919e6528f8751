// SPDX-License-Identifier: Apache-2.0
// Counters, gauges and histograms in Prometheus' data model, over prometheus-cpp core (which stays
// out of this header). Series are registered at start-up; handles are cheap to copy, thread-safe
// and valid as long as Metrics. Times are seconds, sizes bytes; labels hold no personal data.
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <span>
#include <string>
#include <vector>

namespace prometheus {
class Counter;
class Gauge;
class Histogram;
class Registry;
} // namespace prometheus

namespace route9::platform {

using Labels = std::map<std::string, std::string>;

class Counter {
public:
    explicit Counter(prometheus::Counter& counter) : counter_(&counter) {}
    void add(std::uint64_t count = 1) noexcept;

private:
    prometheus::Counter* counter_;
};

class Gauge {
public:
    explicit Gauge(prometheus::Gauge& gauge) : gauge_(&gauge) {}
    void add(std::int64_t change) noexcept;
    void set(std::int64_t value) noexcept;

private:
    prometheus::Gauge* gauge_;
};

class Histogram {
public:
    explicit Histogram(prometheus::Histogram& histogram) : histogram_(&histogram) {}
    void observe(std::chrono::nanoseconds span) noexcept;

private:
    prometheus::Histogram* histogram_;
};

/// Upper bounds that suit requests and units of work: 0.5 ms to 10 s.
std::span<const std::chrono::microseconds> latency_bounds() noexcept;

class Metrics {
public:
    Metrics();
    Metrics(const Metrics&) = delete;
    Metrics& operator=(const Metrics&) = delete;
    ~Metrics();

    Counter counter(const std::string& name, const std::string& help, const Labels& labels = {});
    Gauge gauge(const std::string& name, const std::string& help, const Labels& labels = {});
    Histogram histogram(
        const std::string& name,
        const std::string& help,
        const Labels& labels = {},
        std::span<const std::chrono::microseconds> bounds = latency_bounds()
    );
    /// Called before each rendering: refreshes gauges that mirror something else (queue depth).
    void before_rendering(std::function<void()> refresh);
    /// Prometheus text format 0.0.4.
    std::string text();

private:
    std::unique_ptr<prometheus::Registry> registry_;
    std::mutex mutex_;
    std::vector<std::function<void()>> refreshers_;
};

} // namespace route9::platform
