// SPDX-License-Identifier: Apache-2.0
#include "adapters/marketplaces/shop_api.hpp"

#include "marketplaces/apis/platform_apis.hpp"

#include <algorithm>
#include <array>

namespace route9::adapters {
namespace {

/// Its whole API is data: "parcel_ask" of its row.
ShopApi carrier(std::string_view platform) {
    return {.platform = platform, .is_pushed = true, .is_carrier = true};
}

} // namespace

std::span<const ShopApi> shop_apis() noexcept {
    static const std::array<ShopApi, 14> kApis{
        adobe_api(),
        carrier("ghn"),
        carrier("ghtk"),
        haravan_api(),
        kiotviet_api(),
        lazada_api(),
        nhanh_api(),
        sapo_api(),
        sendo_api(),
        shopee_api(),
        shopify_api(),
        tiki_api(),
        tiktok_api(),
        woocommerce_api(),
    };
    return kApis;
}

const ShopApi* find_shop_api(std::string_view platform) noexcept {
    const auto apis = shop_apis();
    const auto row = std::ranges::find(apis, platform, &ShopApi::platform);
    return row == apis.end() ? nullptr : &*row;
}

} // namespace route9::adapters
