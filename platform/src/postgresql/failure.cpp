// SPDX-License-Identifier: Apache-2.0
#include "postgresql/failure.hpp"

#include <algorithm>
#include <array>

namespace route9::platform::postgresql {
namespace {

using namespace std::string_view_literals;

template <std::size_t N>
bool is_one_of(const std::array<std::string_view, N>& codes, std::string_view sqlstate) noexcept {
    return std::ranges::find(codes, sqlstate) != codes.end();
}

constexpr std::array kRepeat{"40001"sv, "40P01"sv};
// Lock and statement time-outs, a standby, and a server that stops, starts or has no more room for
// connections.
constexpr std::array kUnavailable{
    "25006"sv,
    "55P03"sv,
    "57014"sv,
    "57P01"sv,
    "57P02"sv,
    "57P03"sv,
    "57P05"sv,
    "25P03"sv,
    "53300"sv
};
constexpr std::array kDamaged{"XX001"sv, "XX002"sv};
constexpr std::array kSessionEnds{"25006"sv, "57P01"sv, "57P02"sv, "57P03"sv, "57P05"sv, "25P03"sv};

} // namespace

StoreFault fault_of(std::string_view sqlstate) noexcept {
    const std::string_view kind = sqlstate.substr(0, 2);
    if (kind == "23") {
        return StoreFault::constraint;
    }
    if (sqlstate == "53100") {
        return StoreFault::full;
    }
    if (is_one_of(kDamaged, sqlstate)) {
        return StoreFault::damaged;
    }
    // 58: the server's own files; 53: its memory and connections.
    if (kind == "08" || kind == "40" || kind == "53" || kind == "58" ||
        is_one_of(kUnavailable, sqlstate)) {
        return StoreFault::unavailable;
    }
    return StoreFault::misuse;
}

bool asks_to_repeat(std::string_view sqlstate) noexcept {
    return is_one_of(kRepeat, sqlstate);
}

bool surely_undone(std::string_view sqlstate) noexcept {
    return asks_to_repeat(sqlstate) || sqlstate == "40002" || sqlstate.starts_with("23");
}

bool ends_the_session(std::string_view sqlstate) noexcept {
    return sqlstate.starts_with("08") || is_one_of(kSessionEnds, sqlstate);
}

} // namespace route9::platform::postgresql
