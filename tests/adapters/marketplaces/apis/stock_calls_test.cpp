// SPDX-License-Identifier: Apache-2.0
// What platforms are told of stock, call by call as their pages show it, and which figures their
// answers say they did not take. Signatures were computed with openssl (dgst -sha256 -hmac).
#include "adapters/marketplaces/stock_api.hpp"

#include <gtest/gtest.h>

#include <vector>

namespace route9::adapters {
namespace {

const Instant kNow{Seconds{1767236400}}; // 2026-01-01T03:00:00Z

using Figures = std::vector<StockFigure>;
using Complaints = std::vector<std::string>;

ApiAccess access(HookSettings settings) {
    return {
        .settings = std::move(settings),
        .app_secret = Secret{std::string_view{"helloworld"}},
        .access_token = Secret{std::string_view{"tok-test-1"}},
        .shop = "1234567",
    };
}

const Figures kShirts{
    {{"AO-DEN-M", "2600144043", "10000800"}, 7},
    {{"AO-DEN-L", "2600144043", "10000801"}, 0},
};

TEST(ShopeeStock, IsToldOfTheModelsOfAnItem) {
    const auto* api = find_stock_api("shopee");
    ASSERT_NE(api, nullptr);
    EXPECT_TRUE(api->of_one_item);
    EXPECT_EQ(api->figures_at_once, 50U);
    const ApiCall call = api->call(access({{"partner_id", "2001887"}}), kShirts, kNow);
    EXPECT_EQ(call.method, "POST");
    EXPECT_TRUE(call.target.starts_with("/api/v2/product/update_stock?")) << call.target;
    EXPECT_EQ(
        call.body,
        R"({"item_id":2600144043,"stock_list":[)"
        R"({"model_id":10000800,"seller_stock":[{"stock":7}]},)"
        R"({"model_id":10000801,"seller_stock":[{"stock":0}]}]})"
    );
    const Figures plain{{{"NON-LA", "2600144099", ""}, 3}};
    const ApiAccess of_place = access({{"partner_id", "2001887"}, {"stock_warehouse", "VN0001"}});
    EXPECT_EQ(
        api->call(of_place, plain, kNow).body,
        R"({"item_id":2600144099,"stock_list":[)"
        R"({"model_id":0,"seller_stock":[{"location_id":"VN0001","stock":3}]}]})"
    ) << "an item without models, in one of several places";
}

TEST(ShopeeStock, ThatWasNotTakenIsNamedByItsModel) {
    const auto* api = find_stock_api("shopee");
    const Json some = Json::parse(
        R"({"error":"","response":{"failure_list":[{"model_id":10000801,"failed_reason":)"
        R"("Wrong model_id."}],"success_list":[{"model_id":10000800,"stock":7}]}})"
    );
    EXPECT_EQ(api->complaints(some, kShirts), (Complaints{"", "Wrong model_id."}));
    EXPECT_EQ(api->complaints(Json::parse(R"({"error":""})"), kShirts), (Complaints{"", ""}));
}

TEST(LazadaStock, IsToldAsXmlInASignedForm) {
    const auto* api = find_stock_api("lazada");
    ASSERT_NE(api, nullptr);
    EXPECT_FALSE(api->of_one_item);
    EXPECT_EQ(api->figures_at_once, 50U);
    const Figures figures{
        {{"AO-DEN-M", "1884392091", "10044238042"}, 7}, {{"A<&>B", "1884392092", ""}, 2}
    };
    const ApiCall call = api->call(access({{"app_key", "123456"}}), figures, kNow);
    EXPECT_EQ(call.method, "POST");
    EXPECT_EQ(call.headers.at(0).value, "application/x-www-form-urlencoded");
    EXPECT_EQ(
        call.body,
        "payload=%3CRequest%3E%3CProduct%3E%3CSkus%3E"
        "%3CSku%3E%3CItemId%3E1884392091%3C%2FItemId%3E%3CSkuId%3E10044238042%3C%2FSkuId%3E"
        "%3CSellerSku%3EAO-DEN-M%3C%2FSellerSku%3E%3CSellableQuantity%3E7%3C%2FSellableQuantity%3E"
        "%3C%2FSku%3E"
        "%3CSku%3E%3CItemId%3E1884392092%3C%2FItemId%3E"
        "%3CSellerSku%3EA%26lt%3B%26amp%3B%26gt%3BB%3C%2FSellerSku%3E"
        "%3CSellableQuantity%3E2%3C%2FSellableQuantity%3E%3C%2FSku%3E"
        "%3C%2FSkus%3E%3C%2FProduct%3E%3C%2FRequest%3E"
    );
    const Figures one{{{"AO-DEN-M", "1884392091", "10044238042"}, 7}};
    EXPECT_EQ(
        api->call(access({{"app_key", "123456"}}), one, kNow).target,
        "/product/stock/sellable/update?access_token=tok-test-1&app_key=123456&sign="
        "C59255DA3263F73E9370E22DE9D65EDA90AF60A79586BA89B60F0B3CD9663C1F"
        "&sign_method=sha256&timestamp=1767236400000"
    );
    const ApiAccess of_place = access({{"app_key", "123456"}, {"stock_warehouse", "dropshipping"}});
    const std::string body = api->call(of_place, one, kNow).body;
    EXPECT_NE(
        body.find("%3CMultiWarehouseInventories%3E%3CMultiWarehouseInventory%3E"
                  "%3CWarehouseCode%3Edropshipping%3C%2FWarehouseCode%3E"
                  "%3CSellableQuantity%3E7%3C%2FSellableQuantity%3E"
                  "%3C%2FMultiWarehouseInventory%3E%3C%2FMultiWarehouseInventories%3E"),
        std::string::npos
    ) << body;
}

TEST(LazadaStock, ThatWasNotTakenIsNamedInTheDetail) {
    const auto* api = find_stock_api("lazada");
    const Figures figures{
        {{"AO-DEN-M", "1884392091", "10044238042"}, 7}, {{"NON-LA", "1884392092", "10044238050"}, 2}
    };
    const Json by_sku =
        Json::parse(R"({"code":"501","detail":[{"seller_sku":"NON-LA","message":"SKU not exist"}]})"
        );
    EXPECT_EQ(api->complaints(by_sku, figures), (Complaints{"", "SKU not exist"}));
    const Json nameless = Json::parse(
        R"({"code":"0","detail":[{"field":"ItemId","message":"ITEM_NOT_FOUND","code":"E0501"}]})"
    );
    EXPECT_EQ(
        api->complaints(nameless, figures),
        (Complaints{"E0501 ItemId ITEM_NOT_FOUND", "E0501 ItemId ITEM_NOT_FOUND"})
    ) << "it may be either";
    EXPECT_EQ(api->complaints(Json::parse(R"({"code":"0"})"), figures), (Complaints{"", ""}));
}

TEST(TikTokStock, IsToldOfTheSkusOfAProduct) {
    const auto* api = find_stock_api("tiktok");
    ASSERT_NE(api, nullptr);
    EXPECT_TRUE(api->of_one_item);
    EXPECT_EQ(api->pieces_max, 99'998) << "less than 99,999";
    const Figures figures{{{"AO-DEN-M", "1729592969712207008", "1729592969712207012"}, 5}};
    const ApiCall call = api->call(access({{"app_key", "29a39d"}}), figures, kNow);
    EXPECT_EQ(call.method, "POST");
    EXPECT_TRUE(call.target.starts_with(
        "/product/202309/products/1729592969712207008/inventory/update?app_key=29a39d"
    )) << call.target;
    EXPECT_EQ(call.body, R"({"skus":[{"id":"1729592969712207012","inventory":[{"quantity":5}]}]})");
    const ApiAccess of_place = access({{"app_key", "29a39d"}, {"stock_warehouse", "7068517275"}});
    EXPECT_EQ(
        api->call(of_place, figures, kNow).body,
        R"({"skus":[{"id":"1729592969712207012","inventory":)"
        R"([{"quantity":5,"warehouse_id":"7068517275"}]}]})"
    );
    const Figures strange{{{"X", "../orders?x=1", "1"}, 5}};
    EXPECT_TRUE(api->call(access({}), strange, kNow)
                    .target.starts_with("/product/202309/products/..%2Forders%3Fx%3D1/inventory"));
}

TEST(TikTokStock, ThatWasNotTakenIsNamedByItsSku) {
    const auto* api = find_stock_api("tiktok");
    const Json answer = Json::parse(
        R"({"code":0,"data":{"errors":[{"code":12019024,"message":"stock count is invalid",)"
        R"("detail":{"sku_id":"10000801"}}]}})"
    );
    EXPECT_EQ(
        api->complaints(answer, kShirts), (Complaints{"", "12019024 stock count is invalid"})
    );
    EXPECT_EQ(
        api->complaints(Json::parse(R"({"code":0,"data":{}})"), kShirts), (Complaints{"", ""})
    );
}

TEST(TikiStock, IsToldSkuBySkuForAWarehouse) {
    const auto* api = find_stock_api("tiki");
    ASSERT_NE(api, nullptr);
    EXPECT_TRUE(api->needs_place);
    EXPECT_EQ(api->figures_at_once, 1U);
    const Figures figures{{{"AO-DEN-M", "2138351", "AO-DEN-M"}, 5}};
    const ApiCall call = api->call(access({{"stock_warehouse", "9063"}}), figures, kNow);
    EXPECT_EQ(call.method, "PUT");
    EXPECT_EQ(call.target, "/v2.1/products/updateSku");
    EXPECT_EQ(
        call.body,
        R"({"original_sku":"AO-DEN-M","product_id":2138351,)"
        R"("warehouse_quantities":[{"qty_available":5,"warehouse_id":9063}]})"
    );
}

TEST(StockRefusals, AreInThePlatformsWords) {
    EXPECT_EQ(
        stock_refusal(Json::parse(R"({"code":12052260,"message":"The product ID does not exist"})")
        ),
        "The product ID does not exist"
    );
    EXPECT_EQ(
        stock_refusal(Json::parse(R"({"error":"x","error_description":"no such SKU"})")),
        "no such SKU"
    );
    EXPECT_EQ(stock_refusal(Json{}), "");
    EXPECT_EQ(find_stock_api("kiotviet"), nullptr) << "its own stock is the master";
}

} // namespace
} // namespace route9::adapters
