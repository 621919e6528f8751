// SPDX-License-Identifier: Apache-2.0
#include "core/crypto.hpp"
#include "platform/redis_draws.hpp"

#include <fmt/format.h>

#include <chrono>
#include <utility>

namespace route9::platform {
namespace {

using SteadyClock = std::chrono::steady_clock;
using std::chrono::microseconds;
using std::chrono::nanoseconds;

constexpr Milliseconds kRound{10};
constexpr Milliseconds kAway{100}; // between looks for a connection
constexpr std::size_t kNameBytes = 16;
constexpr std::size_t kBucketsAtOnce = 1'024;

// The generic cell rate algorithm: a bucket is the time at which it is full again, in microseconds
// of Redis's clock. ARGV: what to charge, and the span of a whole quota. A debt beyond two of them
// is a clock that was set back.
constexpr const char* kScript =
    "local time = redis.call('TIME') "
    "local now = time[1] * 1000000 + time[2] "
    "local full_at = tonumber(redis.call('GET', KEYS[1])) or now "
    "local debt = math.min(math.max(full_at - now, 0), 2 * ARGV[2]) + ARGV[1] "
    "redis.call('SET', KEYS[1], string.format('%.1f', now + debt), "
    "'PX', math.ceil(debt / 1000) + 1000) "
    "return math.ceil(debt)";

std::string text_of(nanoseconds span) {
    constexpr double kPerMicrosecond = 1'000.0;
    return fmt::format("{:.3f}", static_cast<double>(span.count()) / kPerMicrosecond);
}

} // namespace

RedisDraws::RedisDraws(RedisClient& client, std::string prefix, Secret naming_key)
    : client_(client), prefix_(std::move(prefix)), naming_key_(std::move(naming_key)),
      bell_(client.worker().executor(), Tick::max()) {}

void RedisDraws::share(const std::string& name, TokenBuckets& buckets) {
    shared_.push_back({prefix_ + name + ":", &buckets});
    buckets.remember_draws([this](Telling telling) { hear_due(telling); });
}

void RedisDraws::start() {
    client_.worker().run_and_wait([this] { client_.worker().tasks().spawn("redis.draws", run()); });
}

void RedisDraws::hear_due(Telling telling) {
    const bool more = telling == Telling::now && !many_.exchange(true);
    const bool first = !some_.exchange(true);
    if (first || more) {
        client_.worker().post([this] { bell_.cancel(); });
    }
}

task<void> RedisDraws::run() {
    while (true) {
        co_await wait(Milliseconds::max(), &some_);
        if (!client_.connected()) {
            co_await wait(kAway, nullptr);
            continue;
        }
        some_ = false;
        many_ = false;
        learn_digest();
        std::size_t told = 0;
        for (const Shared& shared : shared_) {
            told += tell(shared);
        }
        co_await wait(Milliseconds::max(), &answered_);
        if (told >= kBucketsAtOnce) {
            some_ = true; // perhaps there are more
        } else {
            co_await wait(kRound, &many_);
        }
    }
}

/// Until the pause is over, or somebody has set the flag and rung.
task<void> RedisDraws::wait(Milliseconds pause, const std::atomic<bool>* flag) {
    const Tick until = pause == Milliseconds::max() ? Tick::max() : SteadyClock::now() + pause;
    while (!(flag != nullptr && *flag) && SteadyClock::now() < until) {
        bell_.expires_at(until);
        co_await bell_.async_wait(awaiting);
    }
}

std::size_t RedisDraws::tell(const Shared& shared) {
    std::vector<UntoldDraws> all = shared.buckets->take_untold(kBucketsAtOnce, SteadyClock::now());
    const std::size_t told = all.size();
    for (UntoldDraws& untold : all) {
        ++open_;
        answered_ = false;
        tell(shared, std::move(untold), !digest_.empty());
    }
    return told;
}

void RedisDraws::tell(const Shared& shared, UntoldDraws untold, bool by_digest) {
    const nanoseconds interval = shared.buckets->interval();
    const Digest256 name = keyed_digest(naming_key_.reveal(), as_byte_view(untold.key));
    const RedisCommand command{
        by_digest ? "EVALSHA" : "EVAL",
        by_digest ? digest_ : kScript,
        "1",
        shared.prefix + hex(ByteView{name}.first(kNameBytes)),
        text_of(interval * untold.draws),
        text_of(interval * shared.buckets->policy().quota),
    };
    auto complete = [this, &shared, untold = std::move(untold), by_digest](RedisAnswer answer) {
        take(shared, untold, by_digest, std::move(answer));
    };
    client_.submit(command, std::move(complete));
}

void RedisDraws::take(
    const Shared& shared, const UntoldDraws& untold, bool by_digest, RedisAnswer answer
) {
    if (answer && by_digest && answer->is_error("NOSCRIPT")) {
        tell(shared, untold, false); // a new master, or its scripts were flushed
        return;
    }
    if (answer && answer->kind == RedisReply::Kind::integer) {
        shared.buckets->settle(untold.key, microseconds{answer->integer}, SteadyClock::now());
    } else if (!answer &&
               (answer.error() == RedisFault::away || answer.error() == RedisFault::full)) {
        shared.buckets->put_back(untold);
        some_ = true;
    }
    if (--open_ == 0) {
        answered_ = true;
        bell_.cancel();
    }
}

/// An account that may not load scripts goes on sending the whole text.
void RedisDraws::learn_digest() {
    if (std::exchange(digest_asked_, true)) {
        return;
    }
    client_.submit({"SCRIPT", "LOAD", kScript}, [this](const RedisAnswer& answer) {
        digest_asked_ = answer.has_value();
        if (answer && answer->kind == RedisReply::Kind::text) {
            digest_ = answer->text;
        }
    });
}

} // namespace route9::platform
