// SPDX-License-Identifier: Apache-2.0
#include "adapters/marketplaces/write_back.hpp"

#include "marketplaces/apis/platform_apis.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace route9::adapters {
namespace {

constexpr std::array<std::pair<std::string_view, WriteSteps>, 12> kPlatforms{{
    {"adobe", adobe_write_step},
    {"haravan", haravan_write_step},
    {"kiotviet", kiotviet_write_step},
    {"lazada", lazada_write_step},
    {"nhanh", nhanh_write_step},
    {"sapo", sapo_write_step},
    {"sendo", sendo_write_step},
    {"shopee", shopee_write_step},
    {"shopify", shopify_write_step},
    {"tiki", tiki_write_step},
    {"tiktok", tiktok_write_step},
    {"woocommerce", woocommerce_write_step},
}};

constexpr std::array<std::string_view, 6> kActions{
    "accepted", "packed", "shipped", "delivery_failed", "delivered", "cancelled"
};

} // namespace

WriteStep WriteStep::make_call(ApiCall next) {
    return {.kind = Kind::call, .call = std::move(next)};
}

WriteStep WriteStep::finish(std::string words) {
    return {.kind = Kind::done, .words = std::move(words)};
}

WriteStep WriteStep::refuse(std::string words) {
    return {.kind = Kind::refused, .words = std::move(words)};
}

WriteSteps find_write_steps(std::string_view platform) noexcept {
    const auto* row =
        std::ranges::find(kPlatforms, platform, &decltype(kPlatforms)::value_type::first);
    return row == kPlatforms.end() ? nullptr : row->second;
}

std::span<const std::string_view> written_platforms() noexcept {
    static const std::array<std::string_view, kPlatforms.size()> kNames = [] {
        std::array<std::string_view, kPlatforms.size()> names{};
        std::ranges::transform(kPlatforms, names.begin(), &decltype(kPlatforms)::value_type::first);
        return names;
    }();
    return kNames;
}

std::string_view name(WriteAction action) noexcept {
    return kActions.at(static_cast<std::size_t>(action));
}

std::optional<WriteAction> parse_write_action(std::string_view text) noexcept {
    const auto* found = std::ranges::find(kActions, text);
    if (found == kActions.end()) {
        return std::nullopt;
    }
    return static_cast<WriteAction>(found - kActions.begin());
}

} // namespace route9::adapters
