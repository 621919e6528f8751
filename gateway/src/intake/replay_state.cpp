// SPDX-License-Identifier: Apache-2.0
#include "gateway/intake/replay_state.hpp"

#include <algorithm>
#include <array>

namespace route9::gateway {

Result<std::string> replay_state(const Connection& connection, const std::string& asked) {
    constexpr std::array<std::string_view, 4> kStates{
        "done", "ignored", "quarantined", "unmatched"
    };
    constexpr std::string_view kUnmatched = "unmatched";
    if (!asked.empty() && std::ranges::find(kStates, asked) == kStates.end()) {
        return fail_field(
            "/state", "unknown_value", "give done, ignored, quarantined or unmatched"
        );
    }
    if (connection.is_app()) {
        return asked.empty() ? std::string{kUnmatched} : asked;
    }
    if (asked == kUnmatched) {
        return fail_field(
            "/state", "bad_value", "these are of another shop than " + connection.id.text() + "'s"
        );
    }
    return asked;
}

} // namespace route9::gateway
