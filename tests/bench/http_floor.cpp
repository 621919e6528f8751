// SPDX-License-Identifier: Apache-2.0
// How much our HTTP server costs over a bare Beast handler: the same generator, the same request,
// the two in turns (the machine's mood changes), medians and their ratio. The generator is a
// process of its own (fork), so that it shares nothing with the server but the cores.
// Usage: http_floor [rounds] [milliseconds per round] [connections] [requests per second, open
// loop]
#include "beast_floor.hpp"
#include "core/crypto.hpp"
#include "gateway/http/server.hpp"
#include "load_generator.hpp"
#include "platform/system_clock.hpp"

#include <fmt/format.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <functional>
#include <memory>
#include <span>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

namespace route9::bench {
namespace {

using namespace gateway::http;

constexpr std::size_t threads = 2;

class NoKeys final : public Authenticator {
public:
    platform::task<Result<Principal>> authenticate(Credentials, Tick) override {
        co_return fail(ErrorCode::unauthenticated);
    }
};

class OurServer {
public:
    OurServer() : log_(clock_, {}) {
        std::vector<std::reference_wrapper<platform::Worker>> workers;
        for (std::size_t i = 0; i < threads; ++i) {
            workers_.push_back(std::make_unique<platform::Worker>(i, log_));
            workers.emplace_back(*workers_.back());
        }
        const ServerDependencies dependencies{clock_, entropy_, log_, metrics_, keys_, compute_};
        server_ = std::make_unique<Server>(options(), routes(), dependencies, workers);
        if (!server_->listen()) {
            throw std::runtime_error("cannot listen");
        }
        for (const auto& worker : workers_) {
            worker->start();
        }
        server_->start();
    }
    OurServer(const OurServer&) = delete;
    OurServer& operator=(const OurServer&) = delete;
    ~OurServer() {
        server_->drain();
        for (const auto& worker : workers_) {
            worker->stop(Milliseconds{500});
        }
    }

    std::uint16_t port() const { return server_->port(); }

private:
    static ServerOptions options() {
        ServerOptions options{.port = 0};
        options.rates.hook = {.quota = 100'000'000, .window = Seconds{10}};
        return options;
    }
    static std::vector<Route> routes() {
        std::vector<Route> table;
        table.push_back(Route{
            .method = Method::post,
            .pattern = "/v1/hooks/{platform}/{connection}",
            .name = "hook",
            .access = Access::hook,
            .scope = std::nullopt,
            .handler = [](Request&) { return text_response(200, "ok"); },
        });
        return table;
    }

    platform::SystemClock clock_;
    SystemEntropy entropy_;
    platform::Log log_;
    platform::Metrics metrics_;
    NoKeys keys_;
    platform::ComputePool compute_{1, 1};
    std::vector<std::unique_ptr<platform::Worker>> workers_;
    std::unique_ptr<Server> server_;
};

void write_request(std::uint64_t, std::string& out) {
    static const std::string body(300, 'x');
    out += "POST /v1/hooks/standard/shop HTTP/1.1\r\nHost: 127.0.0.1:8080\r\n"
           "User-Agent: bench\r\nAccept: */*\r\nContent-Type: application/json\r\n"
           "webhook-id: msg_2KWPBgLlAfxdpx2AI54pPJ85f4W\r\nwebhook-timestamp: 1674087231\r\n"
           "webhook-signature: v1,K5oZfzN95Z9UVu1EsfQmfVNQhnkZ2pj9o9NDN/H/pI4=\r\n"
           "Content-Length: 300\r\n\r\n";
    out += body;
}

/// The generator in a child; its answers per second come back through a pipe.
std::uint64_t measure(const LoadPlan& plan, std::string_view name) {
    std::array<int, 2> ends{};
    if (::pipe(ends.data()) != 0) {
        throw std::runtime_error("no pipe");
    }
    const pid_t child = ::fork();
    if (child == 0) {
        const LoadReport report = run_load(plan);
        fmt::print("{:<8} {}\n", name, report.json());
        std::fflush(stdout);
        const std::uint64_t rate = report.per_second();
        const bool told = ::write(ends[1], &rate, sizeof(rate)) == sizeof(rate);
        ::_exit(told ? 0 : 1);
    }
    std::uint64_t rate = 0;
    const bool heard = ::read(ends[0], &rate, sizeof(rate)) == sizeof(rate);
    ::waitpid(child, nullptr, 0);
    ::close(ends[0]);
    ::close(ends[1]);
    return heard ? rate : 0;
}

std::uint64_t median(std::vector<std::uint64_t> values) {
    std::ranges::sort(values);
    return values[values.size() / 2];
}

int run(std::span<char*> arguments) {
    const auto number = [&](std::size_t at, int otherwise) {
        return arguments.size() > at ? std::atoi(arguments[at]) : otherwise;
    };
    const int rounds = number(1, 5);
    LoadPlan plan{.request = write_request};
    plan.duration = std::chrono::milliseconds{number(2, 2'000)};
    plan.connections = static_cast<std::size_t>(number(3, 64));
    plan.per_second = static_cast<std::uint64_t>(number(4, 0));
    const BeastFloor floor{threads};
    const OurServer ours;
    std::vector<std::uint64_t> floor_rates;
    std::vector<std::uint64_t> our_rates;
    for (int i = 0; i < rounds; ++i) {
        plan.port = floor.port();
        floor_rates.push_back(measure(plan, "beast"));
        plan.port = ours.port();
        our_rates.push_back(measure(plan, "route9"));
    }
    const std::uint64_t floor_rate = median(floor_rates);
    const std::uint64_t our_rate = median(our_rates);
    fmt::print(
        R"({{"bench":"http_floor","beast_per_second":{},"route9_per_second":{},"percent":{}}})"
        "\n",
        floor_rate,
        our_rate,
        floor_rate > 0 ? our_rate * 100 / floor_rate : 0
    );
    return 0;
}

} // namespace
} // namespace route9::bench

int main(int count, char** arguments) {
    return route9::bench::run({arguments, static_cast<std::size_t>(count)});
}
