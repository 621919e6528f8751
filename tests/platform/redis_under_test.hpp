// SPDX-License-Identifier: Apache-2.0
// A client with its worker, and another worker that calls it, as a gateway has them.
#pragma once

#include "eventually.hpp"
#include "platform/redis_client.hpp"
#include "platform/system_clock.hpp"

#include <gtest/gtest.h>

#include <chrono>
#include <functional>
#include <future>
#include <optional>
#include <string>
#include <utility>

namespace route9::tests {

/// A running worker that is stopped without waiting for its tasks.
class EndlessWorker {
public:
    explicit EndlessWorker(platform::Log& log) : worker(0, log) { worker.start(); }
    EndlessWorker(const EndlessWorker&) = delete;
    EndlessWorker& operator=(const EndlessWorker&) = delete;
    ~EndlessWorker() { stop(); }
    /// Whatever lives on it may go then.
    void stop() { worker.cancel_and_stop(Milliseconds{1'000}); }

    platform::Worker worker;
};

class RedisUnderTest {
public:
    using Adjust = std::function<void(platform::RedisOptions&)>;

    /// Pauses between attempts are short, unless told otherwise.
    explicit RedisUnderTest(const std::string& url, const Adjust& adjust = {})
        : client_(home_.worker, options_for(url, adjust), log_) {
        client_.start();
    }
    RedisUnderTest(const RedisUnderTest&) = delete;
    RedisUnderTest& operator=(const RedisUnderTest&) = delete;
    ~RedisUnderTest() { stop(); }
    /// Whatever lives on its worker may go then.
    void stop() {
        caller_.stop();
        home_.stop();
    }

    static platform::RedisOptions options_for(const std::string& url, const Adjust& adjust = {}) {
        platform::RedisOptions options{.url = platform::RedisUrl::parse(url).value()};
        options.pause_min = Milliseconds{5};
        options.pause_max = Milliseconds{20};
        if (adjust) {
            adjust(options);
        }
        return options;
    }

    platform::RedisClient& client() noexcept { return client_; }
    platform::Worker& worker() noexcept { return home_.worker; }
    platform::Log& log() noexcept { return log_; }
    void await_connected() {
        ASSERT_TRUE(eventually([this] { return client_.connected(); }));
    }

    platform::RedisAnswer
    call(platform::RedisCommand command, std::chrono::milliseconds budget = Seconds{10}) {
        std::promise<platform::RedisAnswer> promise;
        caller_.worker.post([&] {
            caller_.worker.tasks().spawn("test", deliver(std::move(command), budget, promise));
        });
        return promise.get_future().get();
    }

    std::string
    text_of(platform::RedisCommand command, std::chrono::milliseconds budget = Seconds{10}) {
        const auto answer = call(std::move(command), budget);
        return answer ? answer->text : "(no answer)";
    }

    std::optional<platform::RedisFault>
    fault_of(platform::RedisCommand command, std::chrono::milliseconds budget = Seconds{10}) {
        const auto answer = call(std::move(command), budget);
        return answer ? std::nullopt : std::optional{answer.error()};
    }

    void on_worker(const std::function<void()>& work) { home_.worker.run_and_wait(work); }

private:
    platform::task<void> deliver(
        platform::RedisCommand command,
        std::chrono::milliseconds budget,
        std::promise<platform::RedisAnswer>& promise
    ) {
        const Tick deadline = std::chrono::steady_clock::now() + budget;
        promise.set_value(co_await client_.call(std::move(command), deadline));
    }

    platform::SystemClock clock_;
    platform::Log log_{clock_, {.file = testing::TempDir() + "route9_redis_test.log"}};
    EndlessWorker caller_{log_};
    EndlessWorker home_{log_};
    platform::RedisClient client_;
};

} // namespace route9::tests
