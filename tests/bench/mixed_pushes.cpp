// SPDX-License-Identifier: Apache-2.0
#include "mixed_pushes.hpp"

#include "core/crypto.hpp"
#include "core/time.hpp"

#include <utility>
#include <vector>

namespace route9::bench {
namespace {

constexpr const char* kSecret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
constexpr const char* kPublicUrl = "https://r9.example.vn/v1/hooks/shopee/mixed-shopee";
constexpr const char* kAppKey = "6a1b2c3d";
constexpr std::string_view kPlace = "@ID@";
constexpr std::uint64_t kFirstNumber = 700'000'000;

constexpr std::array<SamplePush, sample_pushes_count> kSamples{{
    {"shopify",
     "orders/create",
     R"({"id":@ID@,"created_at":"2026-03-10T07:55:00+07:00","updated_at":)"
     R"("2026-03-10T07:55:00+07:00","currency":"VND","total_price":"349000","financial_status":)"
     R"("paid","shipping_address":{"name":"Trần Thị Sen","phone":"0905000001","address1":)"
     R"("12 Hùng Vương","province":"Quảng Trị","city":"Đông Hà","country_code":"VN"},)"
     R"("line_items":[{"sku":"TS-BLK-M","title":"Áo thun","quantity":2,"price":"165500",)"
     R"("grams":250}]})",
     true},
    {"woocommerce",
     "order.created",
     R"({"id":@ID@,"status":"processing","currency":"VND","date_created_gmt":)"
     R"("2026-03-10T00:55:00","date_modified_gmt":"2026-03-10T00:55:00","total":"349000",)"
     R"("payment_method":"cod","shipping":{"first_name":"Sen","last_name":"Trần Thị","phone":)"
     R"("0905000001","address_1":"12 Hùng Vương","city":"Quảng Trị","country":"VN"},)"
     R"("line_items":[{"name":"Áo thun","sku":"TS-BLK-M","quantity":2,"total":"331000"}]})",
     true},
    {"nhanh",
     "",
     R"({"event":"orderAdd","businessId":654321,"webhooksVerifyToken":)"
     R"("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw","data":{"orderId":@ID@,"typeId":1,)"
     R"("calcTotalMoney":349000,"customerName":"Trần Thị Sen","customerMobile":"0905000001",)"
     R"("customerCity":"Quảng Trị","status":"New","createdDateTime":"2026-03-10 07:55:00",)"
     R"("products":[{"code":"TS-BLK-M","name":"Áo thun","quantity":2,"price":165500}]}})",
     true},
    {"standard",
     "",
     R"({"type":"order.created","timestamp":"2026-03-10T01:00:00Z","data":{"external_id":"M@ID@",)"
     R"("placed_at":"2026-03-10T07:55:00+07:00","currency":"VND","payment":{"method":"prepaid",)"
     R"("amount":"331000"},"recipient":{"name":"Trần Thị Sen","phone":"0905000001","country":)"
     R"("VN","province":"Quảng Trị","district":"Đông Hà","address_line":"12 Hùng Vương"},"items":)"
     R"([{"sku":"TS-BLK-M","name":"Áo thun","quantity":2,"unit_price":"165500"}]}})",
     true},
    {"shopee",
     "",
     R"({"code":3,"shop_id":220001,"timestamp":1773104100,"data":{"ordersn":"S@ID@","status":)"
     R"("READY_TO_SHIP","update_time":1773104100}})",
     false},
    {"lazada",
     "",
     R"({"seller_id":"200165552811","message_type":0,"timestamp":1773104100,"site":"lazada_vn",)"
     R"("data":{"order_status":"pending","trade_order_id":"@ID@","trade_order_line_id":"@ID@1",)"
     R"("status_update_time":1773104100}})",
     false},
    {"tiktok",
     "",
     R"({"type":1,"tts_notification_id":"n@ID@","shop_id":"7494726673780148744","timestamp":)"
     R"(1773104100,"data":{"order_id":"5@ID@","order_status":"AWAITING_SHIPMENT","update_time":)"
     R"(1773104100}})",
     false},
}};

using Headers = std::vector<std::pair<std::string, std::string>>;

Bytes mac(std::string_view key, const std::string& text) {
    const auto digest = hmac_sha256(as_byte_view(key), as_byte_view(text));
    return {digest.begin(), digest.end()};
}

std::string connection_of(std::string_view platform) {
    return "mixed-" + std::string{platform};
}

Headers standard_headers(const std::string& body, std::uint64_t number) {
    const std::string id = "msg_" + std::to_string(number);
    const auto now = e2e::business_now().time_since_epoch();
    const std::string at = std::to_string(std::chrono::floor<Seconds>(now).count());
    const auto key = *from_base64(std::string_view{kSecret}.substr(6));
    const std::string_view raw{reinterpret_cast<const char*>(key.data()), key.size()};
    return {
        {"webhook-id", id},
        {"webhook-timestamp", at},
        {"webhook-signature", "v1," + base64(mac(raw, id + "." + at + "." + body))},
    };
}

/// As each platform's documentation says.
Headers signed_headers(const SamplePush& sample, const std::string& body, std::uint64_t number) {
    const std::string_view platform = sample.platform;
    const std::string topic{sample.topic};
    if (platform == "shopify") {
        return {
            {"X-Shopify-Hmac-Sha256", base64(mac(kSecret, body))},
            {"X-Shopify-Topic", topic},
            {"X-Shopify-Shop-Domain", "gom.myshopify.com"},
            {"X-Shopify-Event-Id", "event-" + std::to_string(number)},
        };
    }
    if (platform == "woocommerce") {
        return {
            {"X-WC-Webhook-Signature", base64(mac(kSecret, body))},
            {"X-WC-Webhook-Topic", topic},
            {"X-WC-Webhook-Delivery-ID", std::to_string(number)},
        };
    }
    if (platform == "shopee") {
        return {{"Authorization", hex(mac(kSecret, std::string{kPublicUrl} + "|" + body))}};
    }
    if (platform == "lazada" || platform == "tiktok") {
        return {{"Authorization", hex(mac(kSecret, kAppKey + body))}};
    }
    return platform == "standard" ? standard_headers(body, number) : Headers{};
}

} // namespace

const std::array<SamplePush, sample_pushes_count>& sample_pushes() noexcept {
    return kSamples;
}

std::string body_of(const SamplePush& sample, std::uint64_t number) {
    std::string body{sample.body};
    const std::string text = std::to_string(kFirstNumber + number);
    for (auto at = body.find(kPlace); at != std::string::npos; at = body.find(kPlace, at)) {
        body.replace(at, kPlace.size(), text);
    }
    return body;
}

MixedPushes::MixedPushes(const e2e::Site& site) {
    for (const SamplePush& sample : kSamples) {
        std::vector<std::string> words{"connections", "add", "--tenant", "qt", "--party", "shop"};
        const std::string platform{sample.platform};
        words.insert(words.end(), {"--platform", platform, "--id", connection_of(platform)});
        words.insert(words.end(), {"--secret", kSecret});
        if (platform == "shopee") {
            words.insert(words.end(), {"--set", std::string{"public_url="} + kPublicUrl});
        } else if (platform == "lazada" || platform == "tiktok") {
            words.insert(words.end(), {"--set", std::string{"app_key="} + kAppKey});
        }
        e2e::run_checked(site, words);
    }
}

e2e::HttpRequest MixedPushes::next() {
    const SamplePush& sample = kSamples.at(made_ % kSamples.size());
    e2e::HttpRequest request{
        .method = "POST",
        .target =
            "/v1/hooks/" + std::string{sample.platform} + "/" + connection_of(sample.platform),
        .headers = {{"Content-Type", "application/json"}},
        .body = body_of(sample, made_),
    };
    for (auto& header : signed_headers(sample, request.body, made_)) {
        request.headers.push_back(std::move(header));
    }
    ++made_;
    return request;
}

} // namespace route9::bench
