// SPDX-License-Identifier: Apache-2.0
#include "gateway/answer_cache.hpp"

#include "core/limits.hpp"

#include <algorithm>
#include <utility>

namespace route9::gateway {
namespace {

using SteadyClock = std::chrono::steady_clock;

constexpr Milliseconds kAnswerBudget{20};
constexpr std::size_t kAnswerBytesMax = 64 * 1024;
constexpr std::size_t kNameBytes = 16;

/// How long the key of the claim's day is the key of today.
Milliseconds left_of_day(Instant at) {
    const Day today = corridor_day(at);
    const Day next{std::chrono::sys_days{today} + std::chrono::days{1}};
    return corridor_midnight(next) - at;
}

bool is_replayed(const http::Response& response) {
    return std::ranges::any_of(response.headers, [](const auto& header) {
        return header.first == "Idempotent-Replayed";
    });
}

std::string text_of(ByteView bytes) {
    return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

} // namespace

AnswerCache::AnswerCache(std::optional<Place> place, Entropy& entropy)
    : place_(std::move(place)), entropy_(entropy) {}

platform::task<Result<std::optional<http::Response>>>
AnswerCache::find(const IdempotencyClaim& claim, Tick deadline) {
    if (!place_ || !place_->client.connected()) {
        co_return std::nullopt;
    }
    platform::RedisCommand command{"GET", name_of(claim)};
    const Tick until = std::min(deadline, SteadyClock::now() + kAnswerBudget);
    const auto answer = co_await place_->client.call(std::move(command), until);
    if (!answer || answer->kind != platform::RedisReply::Kind::text) {
        co_return std::nullopt;
    }
    co_return idempotency::open_copy(claim, as_byte_view(answer->text));
}

void AnswerCache::keep(const IdempotencyClaim& claim, const http::Response& response) {
    const bool wanted = place_ && place_->client.connected() &&
                        response.content().size() <= kAnswerBytesMax && !is_replayed(response);
    if (!wanted) {
        return;
    }
    const Milliseconds life =
        std::min<Milliseconds>(left_of_day(claim.at), limits::idempotency_retention);
    const Bytes copy = idempotency::seal_copy(claim, response, make_nonce(entropy_));
    place_->client.post({
        "SET",
        name_of(claim),
        text_of(copy),
        "PX",
        std::to_string(std::max<std::int64_t>(life.count(), 1)),
    });
}

/// A key may be anything, an order's number or a phone: it is not told.
std::string AnswerCache::name_of(const IdempotencyClaim& claim) const {
    const std::string place = claim.tenant.text() + "/" + claim.scope + "/" + claim.key;
    const Digest256 digest = keyed_digest(place_->naming_key.reveal(), as_byte_view(place));
    return place_->prefix + hex(ByteView{digest}.first(kNameBytes));
}

} // namespace route9::gateway
