// SPDX-License-Identifier: Apache-2.0
#include "postgresql/line_lock.hpp"

#include "core/limits.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <bit>
#include <cstdint>

namespace route9::platform::postgresql {
namespace {

constexpr std::int32_t kSpace = 0x72390009; // "r9": other locks of the database have other numbers

/// FNV-1a. Tenants that share a number wait for each other, no more.
std::int32_t number_of(std::string_view tenant) {
    constexpr std::uint32_t kOffset = 2'166'136'261U;
    constexpr std::uint32_t kPrime = 16'777'619U;
    std::uint32_t hash = kOffset;
    for (const char byte : tenant) {
        hash = (hash ^ static_cast<unsigned char>(byte)) * kPrime;
    }
    return std::bit_cast<std::int32_t>(hash);
}

} // namespace

LineLock::LineLock(Connection& connection, std::string_view tenant)
    : connection_(connection), key_(fmt::format("({}, {})", kSpace, number_of(tenant))) {
    connection_.send(("SELECT pg_advisory_lock" + key_).c_str());
    const auto answers = connection_.exchange(limits::answer_budget);
    held_ = std::ranges::all_of(answers, [](const ResultPtr& answer) {
        return PQresultStatus(answer.get()) == PGRES_TUPLES_OK;
    });
}

LineLock::~LineLock() {
    if (!held_ || connection_.broken()) {
        return;
    }
    try {
        connection_.send(("SELECT pg_advisory_unlock" + key_).c_str());
        connection_.exchange(limits::answer_budget);
    } catch (const StoreFailure&) {
        connection_.give_up();
    }
}

} // namespace route9::platform::postgresql
