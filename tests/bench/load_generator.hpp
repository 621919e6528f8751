// SPDX-License-Identifier: Apache-2.0
// Load over plain HTTP/1.1 keep-alive connections, one request at a time on each: closed loop (as
// fast as answers come) or open loop (a fixed schedule; latency counts from the scheduled moment,
// so a stall is charged to every request it delayed). One thread, epoll; usable inside a benchmark
// or as a process of its own. Machine time.
#pragma once

#include <array>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>

namespace route9::bench {

/// Counts of latencies in buckets 1/16 of a power of two wide, from 1 µs to about 70 s.
class LatencyHistogram {
public:
    void add(std::chrono::microseconds latency);
    void merge(const LatencyHistogram& other);
    std::uint64_t count() const noexcept { return count_; }
    /// The upper bound of the bucket that holds this share of all (per_mille of 1000).
    std::chrono::microseconds at(unsigned per_mille) const;

private:
    static constexpr std::size_t steps = 16;
    static constexpr std::size_t buckets = 24 * steps;

    static std::size_t bucket_of(std::uint64_t microseconds);
    static std::uint64_t upper_bound_of(std::size_t bucket);

    std::array<std::uint64_t, buckets> counts_{};
    std::uint64_t count_ = 0;
};

/// `request(n, out)` writes the n-th request's bytes into `out` (cleared before). `per_second` 0 is
/// the closed loop. What happens during `warm_up` is not counted.
struct LoadPlan {
    std::string address = "127.0.0.1";
    std::uint16_t port = 0;
    std::size_t connections = 64;
    std::uint64_t per_second = 0;
    std::chrono::milliseconds warm_up{500};
    std::chrono::milliseconds duration{5'000};
    std::function<void(std::uint64_t n, std::string& out)> request;
};

/// `refused` are answers other than 2xx and 3xx; `broken` are connections that failed (they are
/// opened again). `late` were due but not sent when the run ended.
struct LoadReport {
    std::uint64_t answered = 0;
    std::uint64_t refused = 0;
    std::uint64_t broken = 0;
    std::uint64_t late = 0;
    std::chrono::nanoseconds span{0};
    LatencyHistogram latency;

    std::uint64_t per_second() const;
    /// One JSON object.
    std::string json() const;
};

/// Throws std::runtime_error when not even the first connections can be made.
LoadReport run_load(const LoadPlan& plan);

} // namespace route9::bench
