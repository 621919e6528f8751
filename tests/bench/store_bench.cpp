// SPDX-License-Identifier: Apache-2.0
// How many durable units a second the store makes, by the number of units that wait together and
// by the rows each writes. `store_bench [DIRECTORY] [SECONDS]`; the directory must lie on the disk
// to be measured. Prints a table and, as the last line, JSON.
#include "platform/migration.hpp"
#include "platform/sqlite_store.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <cstdlib>
#include <filesystem>
#include <semaphore>
#include <string>
#include <vector>

namespace route9::bench {
namespace {

using Clock = std::chrono::steady_clock;

constexpr std::size_t kRowColumns = 4;
constexpr Statement kInsert{
    "bench.insert", "INSERT INTO entry (tenant_id, account, amount, at) VALUES ($1, $2, $3, $4)"
};
constexpr BulkStatement kInsertMany{
    "bench.insert_many",
    "INSERT INTO entry (tenant_id, account, amount, at) VALUES",
    "(@,@,@,@)",
    ""
};

struct Setup {
    int waiting; // units kept in the queue, the largest group
    int rows;
};

struct Outcome {
    Setup setup;
    double units_per_second;
    double mean_group;
    double commit_us;
    double p50_us;
    double p99_us;
};

/// Ends each unit by submitting the next one, so that `waiting` units are always under way.
class Load {
public:
    Load(platform::Store& store, Setup setup, Clock::time_point end)
        : store_(store), setup_(setup), end_(end) {}

    void run() {
        for (int i = 0; i < setup_.waiting; ++i) {
            submit();
        }
        for (int i = 0; i < setup_.waiting; ++i) {
            finished_.acquire();
        }
    }
    std::vector<std::uint32_t>& latencies_us() { return latencies_us_; }

private:
    void submit() {
        const auto start = Clock::now();
        store_.submit_write(
            platform::Lane::foreground,
            platform::make_unit(
                Reach::everything(),
                [rows = setup_.rows](Tx& tx) { return write_rows(tx, rows); },
                [this, start](const Result<int>& answer) { completed(start, answer); }
            )
        );
    }

    static Result<int> write_rows(Tx& tx, int rows) {
        const Instant at{Milliseconds{1'773'100'800'000}};
        if (rows == 1) {
            tx.execute(kInsert, "ten_bench", "seller:1001:payable", 349'000, at);
            return 0;
        }
        std::vector<Param> values;
        values.reserve(static_cast<std::size_t>(rows) * kRowColumns);
        for (int i = 0; i < rows; ++i) {
            values.insert(
                values.end(),
                {Param{"ten_bench"}, Param{"seller:1001:payable"}, Param{i}, Param{at}}
            );
        }
        tx.execute_bulk(kInsertMany, values);
        return 0;
    }

    // Runs on the writer thread, one at a time.
    void completed(Clock::time_point start, const Result<int>& answer) {
        if (!answer) {
            fmt::print(stderr, "a unit failed: {}\n", answer.error().detail);
            std::exit(1);
        }
        const auto now = Clock::now();
        latencies_us_.push_back(static_cast<std::uint32_t>(
            std::chrono::duration_cast<std::chrono::microseconds>(now - start).count()
        ));
        if (now < end_) {
            submit();
        } else {
            finished_.release();
        }
    }

    platform::Store& store_;
    Setup setup_;
    Clock::time_point end_;
    std::counting_semaphore<> finished_{0};
    std::vector<std::uint32_t> latencies_us_{};
};

double percentile(std::vector<std::uint32_t>& values, std::size_t percent) {
    const std::size_t at = (values.size() - 1) * percent / 100;
    std::ranges::nth_element(values, values.begin() + static_cast<std::ptrdiff_t>(at));
    return values[at];
}

Outcome measure(const std::filesystem::path& directory, Setup setup, double seconds) {
    std::filesystem::remove_all(directory);
    std::filesystem::create_directories(directory);
    const platform::SqliteOptions options{.path = directory / "bench.db"};
    const platform::Migration schema[] = {
        {.version = 1,
         .name = "0001_bench",
         .sha256 = "of no file",
         .sql = "CREATE TABLE entry (entry_id INTEGER PRIMARY KEY, tenant_id TEXT NOT NULL, "
                "account TEXT NOT NULL, amount INTEGER NOT NULL, at INTEGER NOT NULL) STRICT"}
    };
    if (!platform::migrate(options, schema, Instant{})) {
        std::exit(1);
    }
    platform::SqliteStore store(options);
    const auto start = Clock::now();
    Load load(store, setup, start + std::chrono::milliseconds(static_cast<int>(seconds * 1'000)));
    load.run();
    const std::chrono::duration<double> took = Clock::now() - start;
    const auto& counters = store.counters();
    const auto units = static_cast<double>(counters.write_units);
    const auto groups = static_cast<double>(counters.write_groups);
    return {
        .setup = setup,
        .units_per_second = units / took.count(),
        .mean_group = units / groups,
        .commit_us = static_cast<double>(counters.commit_us_sum) / groups,
        .p50_us = percentile(load.latencies_us(), 50),
        .p99_us = percentile(load.latencies_us(), 99),
    };
}

int run(const std::filesystem::path& directory, double seconds) {
    constexpr Setup kSetups[] = {
        {1, 1}, {16, 1}, {64, 1}, {512, 1}, {1, 12}, {16, 12}, {64, 12}, {512, 12}
    };
    std::string json;
    fmt::print("rows  waiting   units/s  mean group  commit µs   p50 µs   p99 µs\n");
    for (const Setup& setup : kSetups) {
        const Outcome o = measure(directory, setup, seconds);
        fmt::print(
            "{:4}  {:7}  {:8.0f}  {:10.1f}  {:9.0f}  {:7.0f}  {:7.0f}\n",
            setup.rows,
            setup.waiting,
            o.units_per_second,
            o.mean_group,
            o.commit_us,
            o.p50_us,
            o.p99_us
        );
        json += fmt::format(
            R"({}{{"rows":{},"waiting":{},"units_per_second":{:.0f},"mean_group":{:.1f},)"
            R"("commit_us":{:.0f},"p50_us":{:.0f},"p99_us":{:.0f}}})",
            json.empty() ? "" : ",",
            setup.rows,
            setup.waiting,
            o.units_per_second,
            o.mean_group,
            o.commit_us,
            o.p50_us,
            o.p99_us
        );
    }
    fmt::print("{{\"store_bench\":[{}]}}\n", json);
    std::filesystem::remove_all(directory);
    return 0;
}

} // namespace
} // namespace route9::bench

int main(int argc, char** argv) {
    const std::filesystem::path base = argc > 1 ? argv[1] : std::filesystem::temp_directory_path();
    const double seconds = argc > 2 ? std::atof(argv[2]) : 2.0;
    return route9::bench::run(base / fmt::format("route9-bench-{}", ::getpid()), seconds);
}
