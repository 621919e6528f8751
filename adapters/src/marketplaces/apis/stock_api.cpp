// SPDX-License-Identifier: Apache-2.0
#include "adapters/marketplaces/stock_api.hpp"

#include "marketplaces/apis/api_answers.hpp"
#include "marketplaces/apis/platform_apis.hpp"

#include <algorithm>
#include <array>

namespace route9::adapters {

std::string stock_refusal(const Json& answer) {
    for (const char* name : {"message", "error_description"}) {
        const Json* said =
            answer.is_object() ? find_path(answer, std::string{"/"} + name) : nullptr;
        if (said != nullptr && said->is_string() && !said->get_ref<const std::string&>().empty()) {
            return complaint_text(answer, {name});
        }
    }
    return {};
}

std::span<const StockApi> stock_apis() noexcept {
    static const std::array<StockApi, 4> kApis{
        lazada_stock(), shopee_stock(), tiki_stock(), tiktok_stock()
    };
    return kApis;
}

const StockApi* find_stock_api(std::string_view platform) noexcept {
    const auto apis = stock_apis();
    const auto row = std::ranges::find(apis, platform, &StockApi::platform);
    return row == apis.end() ? nullptr : &*row;
}

} // namespace route9::adapters
