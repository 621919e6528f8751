// SPDX-License-Identifier: Apache-2.0
// The row of a platform names the calls by which it is told something: exactly those that its steps
// make, in that order. The steps are driven through answers as the platforms give them.
#include "marketplaces/apis/telling.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <set>

namespace route9::adapters {
namespace {

using Answers = std::vector<const char*>;

/// A way through the steps: they ask for one answer after the other.
struct Way {
    const char* platform;
    WriteBack what;
    Answers answers;
};

constexpr const char* kHaravan = R"({"order":{"id":727,"confirmed_status":"unconfirmed",
    "fulfillments":[]}})";
constexpr const char* kHaravanSent = R"({"order":{"fulfillments":[{"id":5,"status":"success"}]}})";
constexpr const char* kShopify = R"({"data":{"order":{"cancelledAt":null,"fulfillments":[
    {"id":"gid://shopify/Fulfillment/2","status":"SUCCESS","displayStatus":"FULFILLED"}],
    "fulfillmentOrders":{"nodes":[{"id":"gid://shopify/FulfillmentOrder/2","status":"OPEN"}]}}}})";
constexpr const char* kTiki = R"({"fulfillment_type":"dropship","tiki_warehouse":{"code":"sgn"},
    "items":[{"id":1,"confirmation":{"status":"waiting"}}]})";
constexpr const char* kTikiOwn = R"({"fulfillment_type":"seller_delivery",
    "tiki_warehouse":{"code":"sgn"},"items":[{"id":1,"confirmation":{"status":"waiting"}}]})";
constexpr const char* kTikiWarehouse =
    R"({"mappings":[{"tiki_warehouse_code":"sgn","seller_inventory_ids":[7]}]})";
constexpr const char* kLazada =
    R"({"data":[{"order_item_id":1,"status":"pending","delivery_option_sof":"0"}]})";
constexpr const char* kLazadaPacked = R"({"result":{"data":{"pack_order_list":[
    {"order_item_list":[{"item_err_code":"0","package_id":"FP01"}]}]}}})";
constexpr const char* kLazadaOwn = R"({"data":[{"order_item_id":1,"status":"packed",
    "package_id":"FP01","delivery_option_sof":"1"}]})";
constexpr const char* kLazadaReasons =
    R"({"data":{"reason_options":[{"reason_id":"15","reason_name":"Out of stock"}]}})";
constexpr const char* kTikTok = R"({"data":{"orders":[{"status":"AWAITING_SHIPMENT",
    "shipping_type":"SELLER","packages":[{"id":"1152"}]}]}})";
constexpr const char* kShopeeItems =
    R"({"response":{"order_list":[{"item_list":[{"item_id":1}]}]}})";
constexpr const char* kShopeeWays = R"({"response":{"info_needed":{"dropoff":[]}}})";
constexpr const char* kSendo =
    R"({"result":{"sales_order":{"order_status":2,"is_self_shipping":true}}})";
constexpr const char* kSendoReasons = R"({"result":[{"code":"CBS1"}]})";
constexpr const char* kNhanh = R"({"data":{"orders":{"727":{"id":727,"statusCode":"New"}}}})";

std::vector<Way> ways() {
    return {
        {"haravan", kAccepted, {kHaravan}},
        {"haravan", kPacked, {kHaravan, "{}"}},
        {"haravan", kShipped, {kHaravanSent}},
        {"haravan", kFailed, {kHaravanSent}},
        {"haravan", kDelivered, {kHaravanSent}},
        {"haravan", kCancelled, {kHaravan}},
        {"sapo", kPacked, {R"({"order":{"id":727}})"}},
        {"sapo", kCancelled, {R"({"order":{"id":727}})"}},
        {"kiotviet", kCancelled, {R"({"status":1})"}},
        {"shopify", kPacked, {kShopify}},
        {"shopify", kShipped, {kShopify}},
        {"shopify", kFailed, {kShopify}},
        {"shopify", kDelivered, {kShopify}},
        {"shopify", kCancelled, {kShopify}},
        {"woocommerce", kPacked, {R"({"status":"processing"})", "{}", "[]"}},
        {"woocommerce", kFailed, {"[]"}},
        {"woocommerce", kDelivered, {R"({"status":"processing"})"}},
        {"woocommerce", kCancelled, {R"({"status":"processing"})"}},
        {"adobe", kPacked, {R"({"state":"processing","items":[]})"}},
        {"adobe", kCancelled, {R"({"state":"processing","items":[]})"}},
        {"nhanh", kAccepted, {kNhanh}},
        {"nhanh", kPacked, {kNhanh}},
        {"nhanh", kCancelled, {kNhanh}},
        {"sendo", kAccepted, {kSendo}},
        {"sendo", kPacked, {kSendo}},
        {"sendo", kDelivered, {kSendo}},
        {"sendo", kCancelled, {kSendo, kSendoReasons}},
        {"tiki", kAccepted, {kTiki, kTikiWarehouse}},
        {"tiki", kAccepted, {kTikiOwn, kTikiWarehouse}},
        {"tiki", kPacked, {kTiki, kTikiWarehouse}},
        {"tiki", kPacked, {kTikiOwn, kTikiWarehouse}},
        {"tiki", kFailed, {kTikiOwn}},
        {"tiki", kDelivered, {kTikiOwn}},
        {"tiki", kCancelled, {kTiki, kTikiWarehouse}},
        {"lazada", kPacked, {kLazada, kLazadaPacked}},
        {"lazada", kShipped, {kLazadaOwn}},
        {"lazada", kFailed, {kLazadaOwn}},
        {"lazada", kDelivered, {kLazadaOwn}},
        {"lazada", kCancelled, {kLazada, kLazadaReasons}},
        {"tiktok", kPacked, {kTikTok}},
        {"tiktok", kFailed, {kTikTok}},
        {"tiktok", kDelivered, {kTikTok}},
        {"tiktok", kCancelled, {kTikTok}},
        {"shopee", kPacked, {kShopeeWays, "{}"}},
        {"shopee", kCancelled, {}},
        {"shopee", out_of_stock(), {kShopeeItems}},
    };
}

/// A step in braces, but for an ending such as ".json", stands for one part of a path.
bool fits(const std::string& pattern, const std::string& path) {
    std::size_t at = 0;
    for (std::size_t of = 0; of < pattern.size(); ++of) {
        if (pattern[of] != '{') {
            if (at >= path.size() || path[at] != pattern[of]) {
                return false;
            }
            ++at;
            continue;
        }
        of = pattern.find('}', of);
        const char next = of + 1 < pattern.size() ? pattern[of + 1] : '\0';
        const std::size_t from = at;
        while (at < path.size() && path[at] != '/' && path[at] != next) {
            ++at;
        }
        if (at == from) {
            return false;
        }
    }
    return at == path.size();
}

bool is(const ToldCall& named, const ApiCall& made) {
    const std::string path = made.target.substr(0, made.target.find('?'));
    return named.method == made.method && fits(named.path, path) &&
           (named.field.empty() || made.body.contains(" { " + named.field + "(") ||
            made.body.contains(") { " + named.field + "("));
}

/// Where the call stands in the row, by its own path before one that fits; -1 where it does not.
std::ptrdiff_t place_of(const std::vector<ToldCall>& row, const ApiCall& made) {
    const auto at = [&](bool is_plain) {
        return std::ranges::find_if(row, [&](const ToldCall& named) {
            return named.path.contains('{') != is_plain && is(named, made);
        });
    };
    const auto plain = at(true);
    const auto found = plain == row.end() ? at(false) : plain;
    return found == row.end() ? -1 : found - row.begin();
}

const WriteAction kActions[] = {
    WriteAction::accepted,
    WriteAction::packed,
    WriteAction::shipped,
    WriteAction::delivery_failed,
    WriteAction::delivered,
    WriteAction::cancelled,
};

TEST(ToldCalls, AreThoseThatTheRowNamesInItsOrder) {
    std::map<std::pair<std::string, WriteAction>, std::set<std::ptrdiff_t>> made;
    for (const Way& way : ways()) {
        const auto& tells = shipped_profiles().find(way.platform)->tells;
        const std::string title =
            std::string{way.platform} + " " + std::string{name(way.what.action)};
        ASSERT_TRUE(tells.contains(way.what.action)) << title;
        const auto& row = tells.at(way.what.action);
        const Telling telling{
            .platform = way.platform, .settings = {{"shipping_provider_id", "6617"}}
        };
        std::ptrdiff_t last = -1;
        for (std::size_t given = 0; given <= way.answers.size(); ++given) {
            const Answers so_far{
                way.answers.begin(), way.answers.begin() + static_cast<std::ptrdiff_t>(given)
            };
            const WriteStep step = telling.step(way.what, so_far);
            ASSERT_EQ(step.kind, WriteStep::Kind::call) << title << given << step.words;
            const auto place = place_of(row, step.call);
            EXPECT_GT(place, last)
                << title << " makes " << step.call.method << " " << step.call.target;
            last = place;
            made[{way.platform, way.what.action}].insert(place);
        }
    }
    for (const auto& profile : shipped_profiles().rows()) {
        for (const auto& [action, row] : profile.tells) {
            const auto& seen = made[{profile.platform, action}];
            EXPECT_EQ(seen.size(), row.size())
                << profile.platform << " " << name(action) << ": a call of the row is never made";
        }
    }
}

TEST(ToldCalls, AreMadeForNothingThatTheRowDoesNotName) {
    for (const std::string_view platform : written_platforms()) {
        const auto& tells = shipped_profiles().find(platform)->tells;
        EXPECT_FALSE(tells.empty()) << platform;
        for (const WriteAction action : kActions) {
            if (!tells.contains(action)) {
                const Telling telling{.platform = platform.data()};
                EXPECT_EQ(telling.step(of(action), {}).kind, WriteStep::Kind::done)
                    << platform << " " << name(action);
            }
        }
    }
    for (const auto& profile : shipped_profiles().rows()) {
        EXPECT_EQ(find_write_steps(profile.platform) != nullptr, !profile.tells.empty())
            << profile.platform;
    }
}

} // namespace
} // namespace route9::adapters
