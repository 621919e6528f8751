// SPDX-License-Identifier: Apache-2.0
#include "platform/redis_subscription.hpp"
#include "platform/timer.hpp"
#include "redis/link.hpp"
#include "redis/opening.hpp"

#include <boost/asio/experimental/awaitable_operators.hpp>

#include <utility>

namespace route9::platform {
namespace {

using SteadyClock = std::chrono::steady_clock;

} // namespace

class RedisSubscription::State {
public:
    State(
        Worker& home, const RedisOptions& given, std::string name, RedisListener listening, Log& to
    )
        : worker(home), options(given), channel(std::move(name)), listener(std::move(listening)),
          log(to) {}

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
                counters.connects_failed.fetch_add(1);
            }
            listener.on_gap(false);
            pause.expires_after(backoff.next());
            co_await pause.async_wait(awaiting);
        }
    }

    Worker& worker;
    RedisCounters counters;

private:
    task<void> serve(redis::Link& link) {
        using namespace net::experimental::awaitable_operators;
        heard = SteadyClock::now();
        const Deaf at_the_end{*this};
        co_await (hear(link) || ask(link));
        link.close();
        log.warning("redis.subscription_lost");
    }

    struct Deaf {
        State& state;
        ~Deaf() { state.counters.connected.store(0); }
    };

    task<void> hear(redis::Link& link) {
        redis::ReplyReader reader;
        while (true) {
            const std::string_view bytes = co_await link.read();
            if (bytes.empty() || !reader.feed(bytes)) {
                co_return;
            }
            heard = SteadyClock::now();
            while (const auto reply = reader.next()) {
                if (!take(*reply)) {
                    co_return;
                }
            }
            if (reader.is_broken()) {
                co_return;
            }
        }
    }

    /// Subscribes; then asks from time to time whether the other end is there.
    task<void> ask(redis::Link& link) {
        std::string wire;
        redis::append_command(wire, {"SUBSCRIBE", channel});
        Timer bell{worker.executor()};
        Milliseconds patience = options.answer_budget;
        while (co_await link.write(wire)) {
            const Tick asked = SteadyClock::now();
            bell.expires_after(patience);
            co_await bell.async_wait(awaiting);
            if (heard < asked) {
                co_return;
            }
            wire.clear();
            redis::append_command(wire, {"PING"});
            patience = options.idle;
        }
    }

    /// False when it is no answer to a subscriber.
    bool take(const RedisReply& reply) {
        if (reply.kind != RedisReply::Kind::list || reply.items.size() < 2) {
            return false;
        }
        const std::string& kind = reply.items.front().text;
        if (kind == "subscribe") {
            counters.connects.fetch_add(1);
            log.info("redis.subscribed");
            listener.on_gap(true);
            counters.connected.store(1); // from now on nothing is missed, and nobody told of a gap
        } else if (kind == "message" && reply.items.size() == 3) {
            counters.messages.fetch_add(1);
            listener.on_message(reply.items[2].text);
        } else if (kind != "pong") {
            return false;
        }
        return true;
    }

    const RedisOptions options;
    const std::string channel;
    const RedisListener listener;
    Log& log;
    Tick heard{};
};

RedisSubscription::RedisSubscription(
    Worker& worker,
    const RedisOptions& options,
    std::string channel,
    RedisListener listener,
    Log& log
)
    : state_(std::make_unique<State>(worker, options, std::move(channel), std::move(listener), log)
      ) {}

RedisSubscription::~RedisSubscription() = default;

void RedisSubscription::start() {
    state_->worker.run_and_wait([state = state_.get()] {
        state->worker.tasks().spawn("redis.subscription", state->run());
    });
}

bool RedisSubscription::connected() const noexcept {
    return state_->counters.connected.load() == 1;
}

const RedisCounters& RedisSubscription::counters() const noexcept {
    return state_->counters;
}

} // namespace route9::platform
