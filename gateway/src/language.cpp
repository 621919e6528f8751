// SPDX-License-Identifier: Apache-2.0
#include "gateway/language.hpp"

#include "gateway/http/weighted_list.hpp"

#include <array>

namespace route9::gateway {
namespace {

constexpr std::array<std::string_view, 3> kLanguages{"vi", "lo", "en"};

} // namespace

std::optional<std::string_view> wanted_language(const http::Headers& headers) noexcept {
    std::optional<std::string_view> best;
    int best_quality = 0;
    std::string_view rest = headers.find("Accept-Language").value_or("");
    while (const auto wanted = http::take_weighted(rest)) {
        for (const std::string_view language : kLanguages) {
            if (wanted->value.substr(0, 2) == language && wanted->quality > best_quality) {
                best = language;
                best_quality = wanted->quality;
            }
        }
    }
    return best;
}

std::string_view language_of(const http::Headers& headers) noexcept {
    return wanted_language(headers).value_or("en");
}

} // namespace route9::gateway
