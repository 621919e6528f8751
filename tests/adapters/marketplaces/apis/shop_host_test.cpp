// SPDX-License-Identifier: Apache-2.0
// Which hosts a person may name for a shop's API: public names, below the platform's domain where
// it has one.
#include "adapters/marketplaces/shop_host.hpp"
#include "marketplaces/shipped_profiles.hpp"

#include <gtest/gtest.h>

namespace route9::adapters {
namespace {

std::string host(const char* platform, std::string_view given) {
    auto found = shop_host(shipped_profiles().find(platform)->api, given);
    return found ? *found : found.error().fields.at(0).message;
}

TEST(ShopHosts, ArePublicNamesWithAPathWhereTheShopIsAnywhere) {
    EXPECT_EQ(host("woocommerce", "https://Shop.Example.VN/"), "shop.example.vn");
    EXPECT_EQ(host("woocommerce", "shop.example.vn/cua-hang"), "shop.example.vn/cua-hang");
    EXPECT_EQ(host("woocommerce", "xn--ca-hng-bya.xn--qxam"), "xn--ca-hng-bya.xn--qxam");
    const std::string mend = "give the shop's public address as https://shop.example.vn";
    for (const char* bad :
         {"",
          "shop",
          "http://shop.example.vn",
          "localhost",
          "shop.localhost",
          "127.0.0.1",
          "10.0.0.1/x",
          "[::1]",
          "2130706433",
          "0x7f.1",
          "db.internal",
          "printer.local",
          "shop.example.vn:8443",
          "key@shop.example.vn",
          "shop.example.vn?x=1",
          "shop.example.vn#x",
          "shop.example.vn/../admin",
          "shop.example.vn//x",
          "-a.example.vn",
          "a..example.vn",
          "shop.example.vn.",
          "shop example.vn",
          "shop.example.vn\r\nX: 1",
          "cửa-hàng.vn"}) {
        EXPECT_EQ(host("woocommerce", bad), mend) << bad;
    }
    EXPECT_EQ(host("woocommerce", std::string(64, 'a') + ".example.vn"), mend);
}

TEST(ShopHosts, LieInThePlatformsDomainWhereItHasOne) {
    EXPECT_EQ(host("shopify", "Gom.myshopify.com"), "gom.myshopify.com");
    EXPECT_EQ(host("sapo", "https://gom.mysapo.net"), "gom.mysapo.net");
    const std::string mend = "give the shop's public address as NAME.myshopify.com";
    for (const char* bad :
         {"gom",
          ".myshopify.com",
          "gom.example.vn",
          "gommyshopify.com",
          "gom.myshopify.com/x",
          "gom.myshopify.com.example.vn"}) {
        EXPECT_EQ(host("shopify", bad), mend) << bad;
    }
}

TEST(ShopHosts, AreSaidByTheRowThatNeedsThem) {
    const auto parse = [](const std::string& api) {
        std::string text = file_text(ROUTE9_SOURCE_DIR "/data/marketplaces/profiles.json");
        const std::string row = R"("api": {"base": "https://apis.haravan.com/com",)";
        const auto at = text.find(row);
        EXPECT_NE(at, std::string::npos);
        return ProfileTable::parse(text.replace(at, row.size(), api), "profiles.json");
    };
    EXPECT_TRUE(parse(R"("api": {"base": "https://{host}/com", "host_setting": "shop",)"));
    EXPECT_FALSE(parse(R"("api": {"base": "https://{host}/com",)"));
    EXPECT_FALSE(parse(R"("api": {"base": "https://a.example.vn", "host_setting": "shop",)"));
    EXPECT_FALSE(parse(
        R"("api": {"base": "https://{host}", "host_setting": "shop", "hosts": ["a.example.vn"],)"
    ));
}

} // namespace
} // namespace route9::adapters
