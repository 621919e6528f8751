// SPDX-License-Identifier: Apache-2.0
#include "gateway/redis_services.hpp"

#include "core/crypto.hpp"

#include <array>
#include <utility>

namespace route9::gateway {
namespace {

using platform::RedisCounters;

constexpr std::size_t kWorkerIndex = 1'000; // in logs: none of the HTTP workers
constexpr std::size_t kPrefixBytes = 6;
constexpr std::size_t kSelfBytes = 8;
constexpr Milliseconds kStopBudget{1'000};

std::string prefix_of(const Secret& naming_key) {
    const Digest256 digest = keyed_digest(naming_key.reveal(), as_byte_view("deployment"));
    return "route9:" + hex(ByteView{digest}.first(kPrefixBytes)) + ":";
}

std::string random_name(Entropy& entropy) {
    std::array<std::byte, kSelfBytes> bytes{};
    entropy.fill(bytes);
    return hex(bytes);
}

} // namespace

RedisServices::RedisServices(
    const platform::RedisOptions& options, const Dependencies& dependencies
)
    : naming_key_(dependencies.vault.derive("redis")), prefix_(prefix_of(naming_key_)),
      several_(dependencies.store.engine() == Engine::postgresql),
      worker_(kWorkerIndex, dependencies.log), client_(worker_, options, dependencies.log),
      draws_(client_, prefix_ + "rate:", naming_key_),
      feeds_(
          client_,
          dependencies.wakeups,
          {.channel = prefix_ + "feeds", .self = random_name(dependencies.entropy)},
          [&store = dependencies.store](std::string_view feed) { store.announce(feed); }
      ),
      subscription_(worker_, options, prefix_ + "feeds", feeds_.listener(), dependencies.log) {
    mirror(dependencies.metrics);
}

AnswerCache::Place RedisServices::answers() {
    return {client_, prefix_ + "answer:", naming_key_};
}

void RedisServices::start() {
    worker_.start();
    client_.start();
    draws_.start();
    if (several_) {
        subscription_.start();
    }
}

void RedisServices::stop() {
    worker_.cancel_and_stop(kStopBudget);
}

void RedisServices::announce(std::string_view feed) {
    if (several_) {
        feeds_.announce(feed);
    }
}

void RedisServices::mirror(platform::Metrics& metrics) {
    const auto show = [&](const char* name, const char* help, const RedisCounters::Counter& counter
                      ) {
        platform::Gauge gauge = metrics.gauge(name, help);
        metrics.before_rendering([gauge, &counter]() mutable {
            gauge.set(static_cast<std::int64_t>(counter.load(std::memory_order_relaxed)));
        });
    };
    const RedisCounters& asked = client_.counters();
    show("route9_redis_connected", "1 while Redis is there", asked.connected);
    show("route9_redis_connects", "Connections made", asked.connects);
    show("route9_redis_connects_failed", "Attempts to connect that failed", asked.connects_failed);
    show("route9_redis_commands", "Commands with a reply", asked.commands);
    show("route9_redis_commands_failed", "Commands Redis refused", asked.commands_failed);
    show(
        "route9_redis_commands_away", "Commands not sent: Redis away or slow", asked.commands_away
    );
    show("route9_redis_commands_full", "Commands not sent: too many wait", asked.commands_full);
    show("route9_redis_commands_lost", "Commands that lost their connection", asked.commands_lost);
    const RedisCounters& heard = subscription_.counters();
    show("route9_redis_subscribed", "1 while other gateways are heard", heard.connected);
    show("route9_redis_messages", "Wake-ups heard of other gateways", heard.messages);
}

} // namespace route9::gateway
