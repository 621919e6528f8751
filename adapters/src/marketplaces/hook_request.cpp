// SPDX-License-Identifier: Apache-2.0
#include "adapters/marketplaces/hook_request.hpp"

#include <algorithm>

namespace route9::adapters {
namespace {

constexpr char lower(char character) {
    return character >= 'A' && character <= 'Z' ? static_cast<char>(character + ('a' - 'A'))
                                                : character;
}

} // namespace

bool same_header_name(std::string_view left, std::string_view right) noexcept {
    return std::ranges::equal(left, right, {}, lower, lower);
}

std::optional<std::string_view>
single_header(const HookRequest& request, std::string_view name) noexcept {
    std::optional<std::string_view> found;
    for (const auto& field : request.headers) {
        if (!same_header_name(field.name, name)) {
            continue;
        }
        if (found) {
            return std::nullopt;
        }
        found = field.value;
    }
    return found;
}

std::optional<std::string_view>
single_parameter(const HookRequest& request, std::string_view name) noexcept {
    const auto is_it = [name](const HeaderField& field) { return field.name == name; };
    const auto found = std::ranges::find_if(request.query, is_it);
    if (found == request.query.end() || std::ranges::count_if(request.query, is_it) > 1) {
        return std::nullopt;
    }
    return found->value;
}

} // namespace route9::adapters
