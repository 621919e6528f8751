// SPDX-License-Identifier: Apache-2.0
#include "gateway/http/weighted_list.hpp"

#include "gateway/http/headers.hpp"
#include "http/list_element.hpp"

namespace route9::gateway::http {
namespace {

/// "q=0.8" is 800; without a quality 1000.
int quality_of(std::string_view parameters) noexcept {
    const auto at = parameters.find("q=");
    if (at == std::string_view::npos) {
        return 1'000;
    }
    const std::string_view text = parameters.substr(at + 2);
    if (text.empty() || text.front() != '0') {
        return 1'000;
    }
    int value = 0;
    int scale = 100;
    for (std::size_t i = 2; i < text.size() && i < 5 && text[i] >= '0' && text[i] <= '9'; ++i) {
        value += (text[i] - '0') * scale;
        scale /= 10;
    }
    return value;
}

/// 3 = the type itself, 2 = its kind, 1 = any, 0 = another.
int nearness(std::string_view range, std::string_view type) noexcept {
    if (equal_ignoring_case(range, type)) {
        return 3;
    }
    if (range == "*/*") {
        return 1;
    }
    const std::string_view kind = type.substr(0, type.find('/') + 1);
    const bool is_kind =
        range.ends_with("/*") && equal_ignoring_case(range.substr(0, range.size() - 1), kind);
    return is_kind ? 2 : 0;
}

} // namespace

std::optional<Weighted> take_weighted(std::string_view& rest) noexcept {
    while (!rest.empty()) {
        const std::string_view entry = take_element(rest);
        if (entry.empty()) {
            continue;
        }
        const auto semicolon = entry.find(';');
        const bool is_plain = semicolon == std::string_view::npos;
        return Weighted{
            .value = trim_blanks(entry.substr(0, semicolon)),
            .quality = is_plain ? 1'000 : quality_of(entry.substr(semicolon + 1)),
        };
    }
    return std::nullopt;
}

int accept_quality(std::string_view accept, std::string_view type) noexcept {
    int best = 0;
    int nearest = 0;
    while (const auto range = take_weighted(accept)) {
        const int near = nearness(range->value, type);
        if (near > nearest) {
            nearest = near;
            best = range->quality;
        }
    }
    return best;
}

} // namespace route9::gateway::http
