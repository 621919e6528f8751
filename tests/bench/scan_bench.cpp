// SPDX-License-Identifier: Apache-2.0
// How long a scan of the warehouse floor waits for its answer on this machine, scans of picked
// pieces coming evenly at 500 a second from eight scanners in turn, one a request: through the
// endpoint, without HTTP, SQLite on this disk (synchronous=FULL), nothing else running. A scan that
// comes while the one before it of its scanner is not answered waits, and that is counted. Budget:
// 99 of 100 within 10 ms. The processor time a scan takes says what this machine, if shared, hides.
// Usage: scan_bench [scans] [a second]
#include "gateway/floor/floor_endpoints.hpp"
#include "shipping_under_test.hpp"

#include <fmt/format.h>
#include <sys/resource.h>

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <cstdlib>
#include <semaphore>
#include <string>
#include <thread>
#include <vector>

namespace route9::bench {
namespace {

constexpr int kScans = 5'000;
constexpr int kRate = 500;
constexpr int kScanners = 8;
constexpr int kPiecesOfAnOrder = 10;
constexpr std::int64_t kBudget_us = 10'000;

class Floor : public tests::ShippingUnderTest {
public:
    bool stock_up(int pieces) {
        const Json body{
            {"sku", "SHIRT"}, {"warehouse", "DONGHA"}, {"quantity", pieces}, {"reason", "bench"}
        };
        return call(gateway::endpoints::post_stock_adjustment, by_seller(), {.body = body})
                   .status == 201;
    }

    void place_orders(int pieces) {
        for (int i = 0; i < pieces; i += kPiecesOfAnOrder) {
            work_.push_back(place({.external_id = "B" + std::to_string(i),
                                   .parcels = {kPiecesOfAnOrder}}
            ).fulfillments.front());
        }
    }

    /// Whether it was green; from any thread.
    bool scan(const gateway::http::Route& route, int number) {
        const Json body{
            {"scans",
             Json::array({{
                 {"id", "bench/" + std::to_string(number)},
                 {"at", "2026-03-10T08:01:00+07:00"},
                 {"act", "pick"},
                 {"code", "SHIRT"},
                 {"subject", work_[static_cast<std::size_t>(number / kPiecesOfAnOrder)].text()},
             }})}
        };
        const auto answered = answer(route, {.principal = staff(), .body = body.dump()});
        return answered && answered->status == 200 &&
               Json::parse(answered->content()).at("scans").at(0).at("light") == "green";
    }

private:
    std::vector<FulfillmentId> work_;
};

/// Of this process: user's and system's.
std::int64_t processor_us() {
    rusage used{};
    getrusage(RUSAGE_SELF, &used);
    const auto us = [](const timeval& time) {
        return std::int64_t{time.tv_sec} * 1'000'000 + time.tv_usec;
    };
    return us(used.ru_utime) + us(used.ru_stime);
}

int run(int scans, int rate) {
    using Clock = std::chrono::steady_clock;
    Floor floor;
    if (!floor.stock_up(scans + kPiecesOfAnOrder)) {
        fmt::print("there is nothing to pick\n");
        return 1;
    }
    floor.place_orders(scans);
    const auto route = gateway::endpoints::post_scans(floor.services());
    std::vector<std::int64_t> waits(static_cast<std::size_t>(scans), -1);
    const auto began = Clock::now();
    const std::int64_t cpu_began = processor_us();
    const auto scanner = [&](int first) {
        std::binary_semaphore nobody{0}; // releases it: trying to acquire it waits until a moment
        for (int i = first; i < scans; i += kScanners) {
            const auto due = began + std::chrono::microseconds{std::int64_t{i} * 1'000'000 / rate};
            static_cast<void>(nobody.try_acquire_until(due));
            if (!floor.scan(route, i)) {
                fmt::print("scan {} was not green\n", i);
                return;
            }
            waits[static_cast<std::size_t>(i)] =
                std::chrono::duration_cast<std::chrono::microseconds>(Clock::now() - due).count();
        }
    };
    {
        std::vector<std::jthread> scanners;
        for (int i = 0; i < kScanners; ++i) {
            scanners.emplace_back(scanner, i);
        }
    }
    const std::int64_t cpu_us = (processor_us() - cpu_began) / scans;
    std::ranges::sort(waits);
    if (waits.front() < 0) {
        return 1;
    }
    const auto at = [&waits](std::size_t percent) {
        return waits[(waits.size() - 1) * percent / 100];
    };
    fmt::print(
        "{} scans at {}/s: median {} us, p99 {} us, longest {} us; budget of p99 {} us;"
        " processor {} us a scan\n",
        scans,
        rate,
        at(50),
        at(99),
        waits.back(),
        kBudget_us,
        cpu_us
    );
    return at(99) <= kBudget_us ? 0 : 1;
}

} // namespace
} // namespace route9::bench

int main(int argc, char** argv) {
    const int scans = argc > 1 ? std::atoi(argv[1]) : route9::bench::kScans;
    const int rate = argc > 2 ? std::atoi(argv[2]) : route9::bench::kRate;
    if (scans <= 0 || rate <= 0) {
        fmt::print("usage: scan_bench [scans] [a second]\n");
        return 2;
    }
    return route9::bench::run(scans, rate);
}
