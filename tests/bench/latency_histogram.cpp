// SPDX-License-Identifier: Apache-2.0
#include "load_generator.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <bit>

namespace route9::bench {

void LatencyHistogram::add(std::chrono::microseconds latency) {
    ++counts_[bucket_of(static_cast<std::uint64_t>(std::max<std::int64_t>(latency.count(), 1)))];
    ++count_;
}

void LatencyHistogram::merge(const LatencyHistogram& other) {
    for (std::size_t i = 0; i < buckets; ++i) {
        counts_[i] += other.counts_[i];
    }
    count_ += other.count_;
}

std::chrono::microseconds LatencyHistogram::at(unsigned per_mille) const {
    const std::uint64_t wanted = (count_ * per_mille + 999) / 1000;
    std::uint64_t seen = 0;
    for (std::size_t i = 0; i < buckets; ++i) {
        seen += counts_[i];
        if (seen >= wanted && seen > 0) {
            return std::chrono::microseconds{upper_bound_of(i)};
        }
    }
    return std::chrono::microseconds{0};
}

/// Below 16 each microsecond has its bucket; above, the four bits after the leading one choose.
std::size_t LatencyHistogram::bucket_of(std::uint64_t microseconds) {
    if (microseconds < steps) {
        return microseconds;
    }
    const auto power = static_cast<std::size_t>(std::bit_width(microseconds)) - 5;
    const std::size_t bucket = (power + 1) * steps + (microseconds >> power) - steps;
    return std::min(bucket, buckets - 1);
}

std::uint64_t LatencyHistogram::upper_bound_of(std::size_t bucket) {
    if (bucket < steps) {
        return bucket;
    }
    const std::size_t power = bucket / steps - 1;
    return ((steps + bucket % steps + 1) << power) - 1;
}

std::uint64_t LoadReport::per_second() const {
    const auto microseconds = std::chrono::duration_cast<std::chrono::microseconds>(span).count();
    return microseconds > 0 ? answered * 1'000'000 / static_cast<std::uint64_t>(microseconds) : 0;
}

std::string LoadReport::json() const {
    return fmt::format(
        R"({{"answered":{},"refused":{},"broken":{},"late":{},"per_second":{},)"
        R"("p50_us":{},"p99_us":{},"p999_us":{},"max_us":{}}})",
        answered,
        refused,
        broken,
        late,
        per_second(),
        latency.at(500).count(),
        latency.at(990).count(),
        latency.at(999).count(),
        latency.at(1000).count()
    );
}

} // namespace route9::bench
