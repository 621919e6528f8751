// SPDX-License-Identifier: Apache-2.0
#include "platform/metrics.hpp"

#include <gtest/gtest.h>

#include <string>

namespace route9::platform {
namespace {

TEST(Metrics, RendersPrometheusText) {
    Metrics metrics;
    Counter seen = metrics.counter("seen_total", "Things seen", {{"kind", "a"}});
    Gauge depth = metrics.gauge("depth", "Queue depth");
    Histogram took = metrics.histogram("took_seconds", "Time taken");
    metrics.before_rendering([depth]() mutable { depth.set(5); });
    seen.add();
    seen.add(2);
    took.observe(std::chrono::milliseconds{3});
    const std::string text = metrics.text();
    for (const std::string line :
         {"# HELP seen_total Things seen\n",
          "# TYPE seen_total counter\n",
          "seen_total{kind=\"a\"} 3\n",
          "depth 5\n",
          "took_seconds_bucket{le=\"0.0025\"} 0\n",
          "took_seconds_bucket{le=\"0.005\"} 1\n",
          "took_seconds_count 1\n"}) {
        EXPECT_NE(text.find(line), std::string::npos) << line << text;
    }
}

} // namespace
} // namespace route9::platform
