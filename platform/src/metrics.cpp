// SPDX-License-Identifier: Apache-2.0
#include "platform/metrics.hpp"

#include <prometheus/counter.h>
#include <prometheus/gauge.h>
#include <prometheus/histogram.h>
#include <prometheus/registry.h>
#include <prometheus/text_serializer.h>

#include <array>
#include <utility>

namespace route9::platform {
namespace {

using std::chrono::microseconds;

double seconds(std::chrono::nanoseconds span) {
    return std::chrono::duration<double>(span).count();
}

} // namespace

void Counter::add(std::uint64_t count) noexcept {
    counter_->Increment(static_cast<double>(count));
}

void Gauge::add(std::int64_t change) noexcept {
    gauge_->Increment(static_cast<double>(change));
}

void Gauge::set(std::int64_t value) noexcept {
    gauge_->Set(static_cast<double>(value));
}

void Histogram::observe(std::chrono::nanoseconds span) noexcept {
    histogram_->Observe(seconds(span));
}

std::span<const microseconds> latency_bounds() noexcept {
    static constexpr std::array bounds{
        microseconds{500},
        microseconds{1'000},
        microseconds{2'500},
        microseconds{5'000},
        microseconds{10'000},
        microseconds{25'000},
        microseconds{50'000},
        microseconds{100'000},
        microseconds{250'000},
        microseconds{500'000},
        microseconds{1'000'000},
        microseconds{2'500'000},
        microseconds{10'000'000},
    };
    return bounds;
}

Metrics::Metrics() : registry_(std::make_unique<prometheus::Registry>()) {}

Metrics::~Metrics() = default;

Counter Metrics::counter(const std::string& name, const std::string& help, const Labels& labels) {
    auto& family = prometheus::BuildCounter().Name(name).Help(help).Register(*registry_);
    return Counter{family.Add(labels)};
}

Gauge Metrics::gauge(const std::string& name, const std::string& help, const Labels& labels) {
    auto& family = prometheus::BuildGauge().Name(name).Help(help).Register(*registry_);
    return Gauge{family.Add(labels)};
}

Histogram Metrics::histogram(
    const std::string& name,
    const std::string& help,
    const Labels& labels,
    std::span<const microseconds> bounds
) {
    prometheus::Histogram::BucketBoundaries boundaries;
    for (const microseconds bound : bounds) {
        boundaries.push_back(seconds(bound));
    }
    auto& family = prometheus::BuildHistogram().Name(name).Help(help).Register(*registry_);
    return Histogram{family.Add(labels, std::move(boundaries))};
}

void Metrics::before_rendering(std::function<void()> refresh) {
    const std::lock_guard lock{mutex_};
    refreshers_.push_back(std::move(refresh));
}

std::string Metrics::text() {
    const std::lock_guard lock{mutex_};
    for (const auto& refresh : refreshers_) {
        refresh();
    }
    return prometheus::TextSerializer{}.Serialize(registry_->Collect());
}

} // namespace route9::platform
