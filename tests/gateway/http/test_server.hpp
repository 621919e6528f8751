// SPDX-License-Identifier: Apache-2.0
// A real server on loopback, on a port the system chose, with two workers and a handful of routes
// that make each behaviour visible. Budgets are short enough that no test waits long.
#pragma once

#include "core/crypto.hpp"
#include "gateway/http/server.hpp"
#include "platform/compute_pool.hpp"
#include "platform/log.hpp"
#include "platform/metrics.hpp"
#include "platform/system_clock.hpp"
#include "platform/worker.hpp"

#include <gtest/gtest.h>

#include <atomic>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace route9::tests {

inline constexpr std::string_view good_key = "r9_test_good";
inline constexpr std::string_view good_session =
    "c2Vzc2lvbnMtb2YtcGVvcGxlLWFyZS0zMi1ieXRlcy4"; // 43 characters
inline constexpr std::string_view reader_key = "r9_test_reader";

/// Knows good_key (orders:read and orders:write) and reader_key (orders:read).
class TwoKeys final : public gateway::http::Authenticator {
public:
    platform::task<Result<Principal>>
    authenticate(gateway::http::Credentials presented, Tick deadline) override;
};

/// Options with every budget at 150 ms and generous quotas.
gateway::http::ServerOptions quick_options();

/// Routes:
///   GET  /things/{id}   open   the id          GET  /orders       key, orders:read
///   POST /echo          open   the body        POST /orders       key, orders:write
///   GET  /list          open   JSON, POST too
///   POST /small         open   limit 16 bytes  POST /hooks/{c}    hook, 204
///   POST /form          open   limit 16 bytes, and a page of its own for more
///   GET  /throws        open   throws          GET  /slow         open, waits for release_slow()
///   GET  /refuses       open   an Error        GET  /splits       open, a header with CR LF
///   GET  /console/{rest...} open the rest
///   GET  /book/{bytes}  open   so much JSON, in gzip for whoever wants it
class TestServer {
public:
    /// The log is complete when the server is gone.
    explicit TestServer(
        const gateway::http::ServerOptions& options = quick_options(),
        const std::string& log_file = testing::TempDir() + "route9_http_test.log"
    );
    TestServer(const TestServer&) = delete;
    TestServer& operator=(const TestServer&) = delete;
    ~TestServer();

    std::uint16_t port() const { return server_->port(); }
    gateway::http::Server& server() { return *server_; }
    std::string metrics() { return metrics_.text(); }
    /// Blocks until GET /slow is being handled.
    void wait_for_slow();
    void release_slow();
    void stop(Milliseconds patience);

private:
    std::vector<gateway::http::Route> routes();
    platform::task<Result<gateway::http::Response>> slow(gateway::http::Request& request);

    platform::SystemClock clock_;
    SystemEntropy entropy_;
    platform::Log log_;
    platform::Metrics metrics_;
    TwoKeys keys_;
    platform::ComputePool compute_{1, 4};
    std::vector<std::unique_ptr<platform::Worker>> workers_;
    std::atomic<bool> slow_began_{false};
    std::atomic<bool> slow_released_{false};
    std::unique_ptr<gateway::http::Server> server_;
    bool stopped_ = false;
};

} // namespace route9::tests
