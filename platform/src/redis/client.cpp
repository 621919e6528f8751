// SPDX-License-Identifier: Apache-2.0
#include "platform/redis_client.hpp"
#include "platform/timer.hpp"
#include "redis/link.hpp"
#include "redis/opening.hpp"
#include "redis/pipeline.hpp"

#include <boost/asio/experimental/awaitable_operators.hpp>
#include <boost/asio/post.hpp>

#include <algorithm>
#include <optional>
#include <utility>

namespace route9::platform {
namespace {

using SteadyClock = std::chrono::steady_clock;

constexpr Milliseconds kLook{100}; // at commands without a reply

void add(RedisCounters::Counter& counter) {
    counter.fetch_add(1, std::memory_order_relaxed);
}

} // namespace

class RedisClient::State {
public:
    State(Worker& home, const RedisOptions& given, Log& to)
        : worker(home), options(given), log(to),
          pipeline({.commands_max = given.commands_max, .bytes_max = given.bytes_max}),
          unsent(home.executor(), Tick::max()) {}

    task<void> run() {
        redis::Backoff backoff{options};
        Timer pause{worker.executor()};
        while (true) {
            const redis::Opened opened = co_await redis::open_link(options);
            if (opened) {
                const Tick since = SteadyClock::now();
                co_await serve(**opened);
                if (SteadyClock::now() - since > options.pause_max) {
                    backoff.reset();
                }
            } else {
                note_failure(opened.error());
            }
            pause.expires_after(backoff.next());
            co_await pause.async_wait(awaiting);
        }
    }

    void submit(const RedisCommand& command, Complete complete) {
        const Tick now = SteadyClock::now();
        const auto since = pipeline.waiting_since();
        if (!connected || (since && now - *since > options.stall)) {
            add(counters.commands_away);
            complete(std::unexpected{RedisFault::away});
            return;
        }
        auto counted = [this, complete = std::move(complete)](RedisAnswer answer) mutable {
            count(answer);
            complete(std::move(answer));
        };
        pipeline.push(command, std::move(counted), now);
        unsent.cancel();
    }

    Worker& worker;
    const RedisOptions options;
    RedisCounters counters;
    std::atomic<bool> connected{false};

private:
    task<void> serve(redis::Link& link) {
        using namespace net::experimental::awaitable_operators;
        log.info("redis.connected");
        add(counters.connects);
        counters.connected.store(1);
        failing = false;
        connected = true;
        const Disconnected at_the_end{*this};
        co_await (hear(link) || speak(link) || watch());
        link.close();
        log.warning("redis.lost", {{"unanswered", pipeline.size()}});
    }

    /// However the connection ends, nobody goes on waiting for it.
    struct Disconnected {
        State& state;
        ~Disconnected() {
            state.connected = false;
            state.counters.connected.store(0);
            state.pipeline.abandon();
        }
    };

    task<void> hear(redis::Link& link) {
        while (true) {
            const std::string_view bytes = co_await link.read();
            if (bytes.empty() || !pipeline.receive(bytes)) {
                co_return;
            }
        }
    }

    task<void> speak(redis::Link& link) {
        while (true) {
            if (!pipeline.has_unsent()) {
                unsent.expires_at(Tick::max());
                co_await unsent.async_wait(awaiting);
                continue;
            }
            const std::string wire = pipeline.take_unsent();
            if (!co_await link.write(wire)) {
                co_return;
            }
        }
    }

    /// Ends when a reply is overdue; a connection that is idle is asked whether it is there.
    task<void> watch() {
        Timer look{worker.executor()};
        Tick spoken = SteadyClock::now();
        while (true) {
            look.expires_after(kLook);
            co_await look.async_wait(awaiting);
            const Tick now = SteadyClock::now();
            const auto since = pipeline.waiting_since();
            if (since && now - *since > options.answer_budget) {
                co_return;
            }
            if (since) {
                spoken = now;
            } else if (now - spoken > options.idle) {
                submit({"PING"}, [](const RedisAnswer&) {});
                spoken = now;
            }
        }
    }

    void count(const RedisAnswer& answer) {
        if (answer) {
            add(counters.commands);
            if (answer->kind == RedisReply::Kind::error) {
                add(counters.commands_failed);
            }
        } else if (answer.error() == RedisFault::full) {
            add(counters.commands_full);
        } else {
            add(counters.commands_lost);
        }
    }

    void note_failure(Word reason) {
        add(counters.connects_failed);
        if (!std::exchange(failing, true)) { // once for each outage
            log.warning("redis.away", {{"reason", reason}});
        }
    }

    Log& log;
    redis::Pipeline pipeline;
    Timer unsent; // rings when there is something to send
    bool failing = false;
};

namespace {

/// What a caller on another worker waits with.
struct CallWait {
    CallWait(const Executor& executor, Tick deadline) : home(executor), bell(executor, deadline) {}

    Executor home;
    Timer bell; // touched on the home executor only
    std::optional<RedisAnswer> answer;
};

} // namespace

RedisClient::RedisClient(Worker& worker, const RedisOptions& options, Log& log)
    : state_(std::make_shared<State>(worker, options, log)) {}

RedisClient::~RedisClient() = default;

void RedisClient::start() {
    state_->worker.run_and_wait([state = state_.get()] {
        state->worker.tasks().spawn("redis", state->run());
    });
}

bool RedisClient::connected() const noexcept {
    return state_->connected.load(std::memory_order_relaxed);
}

task<RedisAnswer> RedisClient::call(RedisCommand command, Tick deadline) {
    if (!connected()) {
        add(state_->counters.commands_away);
        co_return std::unexpected{RedisFault::away};
    }
    const Executor executor = co_await net::this_coro::executor;
    auto wait = std::make_shared<CallWait>(executor, deadline);
    net::post(
        state_->worker.executor(),
        [state = state_, wait, command = std::move(command)]() mutable {
            state->submit(command, [wait = std::move(wait)](RedisAnswer answer) mutable {
                const Executor home = wait->home;
                net::post(home, [wait = std::move(wait), answer = std::move(answer)]() mutable {
                    wait->answer.emplace(std::move(answer));
                    wait->bell.cancel();
                });
            });
        }
    );
    co_await wait->bell.async_wait(awaiting);
    if (!wait->answer) {
        co_return std::unexpected{RedisFault::late};
    }
    co_return std::move(*wait->answer);
}

void RedisClient::post(RedisCommand command) {
    if (!connected()) {
        add(state_->counters.commands_away);
        return;
    }
    net::post(state_->worker.executor(), [state = state_, command = std::move(command)] {
        state->submit(command, [](const RedisAnswer&) {});
    });
}

void RedisClient::submit(const RedisCommand& command, Complete complete) {
    state_->submit(command, std::move(complete));
}

Worker& RedisClient::worker() noexcept {
    return state_->worker;
}

const RedisCounters& RedisClient::counters() const noexcept {
    return state_->counters;
}

} // namespace route9::platform
