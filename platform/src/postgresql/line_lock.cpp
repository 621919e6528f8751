// SPDX-License-Identifier: Apache-2.0
#include "postgresql/line_lock.hpp"

#include "core/limits.hpp"

#include <fmt/format.h>

#include <bit>
#include <cstdint>
#include <string>

namespace route9::platform::postgresql {
namespace {

constexpr std::int32_t kSpace = 0x72390009; // "r9": other locks of the database have other numbers
constexpr const char* kLeave = "SELECT pg_advisory_unlock_all()"; // also right when it had to go on

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

LineLock::LineLock(Connection& connection, Transaction& transaction, std::string_view tenant)
    : connection_(connection), transaction_(transaction) {
    const std::string lock =
        fmt::format("SELECT pg_advisory_lock({}, {})", kSpace, number_of(tenant));
    connection_.send(lock.c_str());
    connection_.exchange(limits::answer_budget);
    transaction_.run_after_commit(kLeave);
}

LineLock::~LineLock() {
    const bool has_left = transaction_.has_run_after_commit();
    transaction_.run_after_commit(nullptr);
    if (has_left || connection_.broken()) {
        return;
    }
    try {
        connection_.send(kLeave);
        connection_.exchange(limits::answer_budget);
    } catch (const StoreFailure&) {
        connection_.give_up();
    }
}

} // namespace route9::platform::postgresql
