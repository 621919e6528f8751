// SPDX-License-Identifier: Apache-2.0
#include "gateway/language.hpp"

#include <array>

namespace route9::gateway {
namespace {

constexpr std::array<std::string_view, 3> kLanguages{"vi", "lo", "en"};

std::string_view trim(std::string_view text) {
    const auto first = text.find_first_not_of(" \t");
    if (first == std::string_view::npos) {
        return {};
    }
    return text.substr(first, text.find_last_not_of(" \t") - first + 1);
}

/// Thousandths: "q=0.8" is 800; without a quality 1000.
int quality_of(std::string_view parameters) {
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

} // namespace

std::string_view language_of(const http::Headers& headers) noexcept {
    std::string_view rest = headers.find("Accept-Language").value_or("");
    std::string_view best = "en";
    int best_quality = 0;
    while (!rest.empty()) {
        const auto comma = rest.find(',');
        const std::string_view entry = trim(rest.substr(0, comma));
        rest = comma == std::string_view::npos ? std::string_view{} : rest.substr(comma + 1);
        const auto semicolon = entry.find(';');
        const int quality =
            semicolon == std::string_view::npos ? 1'000 : quality_of(entry.substr(semicolon + 1));
        for (const std::string_view language : kLanguages) {
            if (entry.substr(0, 2) == language && quality > best_quality) {
                best = language;
                best_quality = quality;
            }
        }
    }
    return best;
}

} // namespace route9::gateway
