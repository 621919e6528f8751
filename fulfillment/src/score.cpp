// SPDX-License-Identifier: Apache-2.0
#include "score.hpp"

#include <array>
#include <span>

namespace route9::fulfillment {
namespace {

enum class Criterion : std::uint8_t { promise, grams, cost, eta, km };

constexpr std::array kWithPromise{
    Criterion::promise, Criterion::cost, Criterion::eta, Criterion::km
};
constexpr std::array kFastest{Criterion::eta, Criterion::cost, Criterion::km};
constexpr std::array kCheapest{Criterion::cost, Criterion::eta, Criterion::km};
constexpr std::array kGreenest{Criterion::grams, Criterion::eta, Criterion::cost, Criterion::km};

std::span<const Criterion> criteria(Ranking ranking) {
    switch (ranking.policy) {
    case Policy::promise:
        return ranking.has_promise ? std::span<const Criterion>{kWithPromise} : kFastest;
    case Policy::fastest:
        return kFastest;
    case Policy::cheapest:
        return kCheapest;
    case Policy::greenest:
        return kGreenest;
    }
    return kFastest;
}

Comparison compare_in(Criterion criterion, const Score& left, const Score& right) {
    switch (criterion) {
    case Criterion::promise:
        return {left.misses_promise <=> right.misses_promise, Why::misses_promise};
    case Criterion::grams:
        return {left.grams <=> right.grams, Why::more_grams};
    case Criterion::cost:
        return {left.cost <=> right.cost, Why::dearer};
    case Criterion::eta:
        return {left.eta <=> right.eta, Why::later};
    case Criterion::km:
        return {left.km <=> right.km, Why::longer};
    }
    return {};
}

} // namespace

Comparison compare(const Score& left, const Score& right, Ranking ranking) {
    for (const Criterion criterion : criteria(ranking)) {
        const Comparison result = compare_in(criterion, left, right);
        if (result.order != std::strong_ordering::equal) {
            return result;
        }
    }
    return {};
}

} // namespace route9::fulfillment
