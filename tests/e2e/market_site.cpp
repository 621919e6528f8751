// SPDX-License-Identifier: Apache-2.0
#include "market_site.hpp"

#include "core/crypto.hpp"
#include "eventually.hpp"

#include <map>
#include <stdexcept>

namespace route9::e2e {
namespace {

using namespace std::chrono_literals;

constexpr const char* kTikiApp = "7590139168389961";
constexpr const char* kTikiSecret = "sim-tiki-client-secret";
constexpr std::int64_t kPieces = 100'000;
constexpr int kShopIds = 880'000'000; // of further shops

struct App {
    std::string secret;
    std::vector<std::string> settings;
};

const App& app_of(const std::string& platform) {
    static const std::map<std::string, App> apps{
        {"shopee",
         {"sim-shopee-partner-key",
          {"partner_id=2001887", "public_url=https://hooks.example.test/v1/hooks/shopee/sim-shopee"}
         }},
        {"lazada", {"sim-lazada-app-secret", {"app_key=123456"}}},
        {"tiktok", {"sim-tiktok-app-secret", {"app_key=29a39d"}}},
        {"tiki", {kTikiSecret, {std::string{"app_key="} + kTikiApp}}},
        {"woocommerce", {"sim-woocommerce-webhook-secret", {}}},
        {"haravan", {"sim-haravan-client-secret", {}}},
    };
    return apps.at(platform);
}

void append(std::vector<std::string>& words, const std::vector<std::string>& more) {
    words.insert(words.end(), more.begin(), more.end());
}

std::vector<std::string>
words_to_add(const std::string& platform, const Json& shop, const std::string& id) {
    std::vector<std::string> words{
        "connections",
        "add",
        "--tenant",
        "qt",
        "--platform",
        platform,
        "--party",
        "shop",
        "--id",
        id,
    };
    if (platform != "woocommerce") { // whose messages name no shop
        append(words, {"--shop", shop.at("shop_id").get<std::string>()});
    }
    return words;
}

std::vector<std::string>
settings_of(const std::string& platform, const SimulatedPlatforms& simulated) {
    std::vector<std::string> words{"--set", "base_url=" + simulated.base_url(platform)};
    for (const std::string& setting : app_of(platform).settings) {
        append(words, {"--set", setting});
    }
    return words;
}

Json checked(const HttpAnswer& answer) {
    if (answer.status >= 300) {
        throw std::runtime_error("the simulator answered " + answer.body);
    }
    return Json::parse(answer.body);
}

} // namespace

Json shirts(std::int64_t quantity) {
    return {{{"sku", "TS-BLK-M"}, {"quantity", quantity}, {"price", 165'500}}};
}

Json to_danang() {
    return {
        {"name", "Trần Thị Sen"},
        {"phone", "0905000001"},
        {"province", "Đà Nẵng"},
        {"district", "Quận Hải Châu"},
        {"ward", "Phường Thạch Thang"},
        {"street", "12 Trần Phú"},
    };
}

MarketSite::MarketSite(
    const std::vector<std::string>& platforms, const std::map<std::string, int>& shops
)
    : names_(platforms), simulated_(platforms, site_.directory() / "platforms.log"),
      keys_(set_up_by_command_line(site_)) {
    for (const std::string& platform : names_) {
        const auto wanted = shops.find(platform);
        if (wanted != shops.end() && wanted->second > 1) {
            for (int more = 1; more < wanted->second; ++more) {
                simulated_.tell(platform, "shops", {{"shop", std::to_string(kShopIds + more)}});
            }
            connect_app(platform);
            continue;
        }
        connect(platform);
        if (platform != "tiki") { // a seller's own program there needs no authorisation
            authorise(platform);
        }
    }
}

void MarketSite::connect(const std::string& platform) {
    const Json shop = simulated_.shop(platform);
    std::vector<std::string> words = words_to_add(platform, shop, "sim-" + platform);
    append(words, {"--secret", app_of(platform).secret});
    append(words, settings_of(platform, simulated_));
    if (platform == "tiktok") {
        append(words, {"--set", "shop_cipher=" + shop.at("cipher").get<std::string>()});
    } else if (platform == "tiki") {
        append(words, {"--set", "queue=" + subscribe_tiki()});
    }
    run_checked(site_, words);
}

void MarketSite::connect_app(const std::string& platform) {
    int number = 0;
    for (const Json& shop : simulated_.shops(platform)) {
        const std::string id = "sim-" + platform + "-" + std::to_string(++number);
        std::vector<std::string> words = words_to_add(platform, shop, id);
        append(words, {"--app", "sim-" + platform});
        if (number == 1) {
            append(words, {"--secret", app_of(platform).secret});
            append(words, settings_of(platform, simulated_));
            if (platform == "tiki") {
                append(words, {"--set", "queue=" + subscribe_tiki()});
            }
        }
        if (platform == "tiktok") {
            append(words, {"--set", "shop_cipher=" + shop.at("cipher").get<std::string>()});
        }
        run_checked(site_, words);
        authorise_shop(id, shop);
    }
}

std::string MarketSite::subscribe_tiki() {
    HttpClient client{simulated_.port("tiki")};
    const std::string pair = std::string{kTikiApp} + ":" + kTikiSecret;
    const Json token = checked(client.send(
        {.method = "POST",
         .target = "/sc/oauth2/token",
         .headers =
             {{"Authorization", "Basic " + base64(as_byte_view(pair))},
              {"Content-Type", "application/x-www-form-urlencoded"}},
         .body = "grant_type=client_credentials"}
    ));
    const auto post = [&](const std::string& bearer, const std::string& target, const Json& body) {
        const HeaderList headers{
            {"Authorization", "Bearer " + bearer}, {"Content-Type", "application/json"}
        };
        return checked(client.send(
            {.method = "POST", .target = target, .headers = headers, .body = body.dump()}
        ));
    };
    const std::string queues = "/integration/v1/queues";
    const auto own = token.at("access_token").get<std::string>();
    const auto code = post(own, queues, {{"name", "orders"}}).at("code").get<std::string>();
    for (const Json& shop : simulated_.shops("tiki")) {
        const auto seller = shop.at("access_token").get<std::string>();
        for (const char* type : {"ORDER_CREATED_SUCCESSFULLY", "ORDER_STATUS_UPDATED"}) {
            post(seller, queues + "/" + code + "/subscriptions", {{"event_type", type}});
        }
    }
    return code;
}

void MarketSite::authorise(const std::string& platform) {
    authorise_shop("sim-" + platform, simulated_.shop(platform));
}

void MarketSite::authorise_shop(const std::string& connection, const Json& shop) const {
    std::vector<std::string> words{
        "connections",
        "authorise",
        connection,
        "--access-token",
        shop.at("access_token").get<std::string>(),
    };
    const bool stays_good = connection == "sim-woocommerce" || connection == "sim-haravan";
    if (!stays_good) {
        append(words, {"--refresh-token", shop.at("refresh_token").get<std::string>()});
    }
    run_checked(site_, words);
}

void MarketSite::open() {
    server_ = std::make_unique<RunningServer>(site_);
    seller_ = std::make_unique<Caller>(server_->port(), keys_.seller);
    offer_goods(*seller_, kPieces);
    for (const std::string& platform : names_) {
        if (platform == "tiki") {
            continue; // it pushes nothing
        }
        const std::string path = "/v1/hooks/" + platform + "/sim-" + platform;
        simulated_.tell(
            platform,
            "target",
            {{"url", "http://127.0.0.1:" + std::to_string(server_->port()) + path},
             {"signed_url", "https://hooks.example.test" + path},
             {"auto", true}}
        );
    }
}

void MarketSite::reopen() {
    const std::string address = "127.0.0.1:" + std::to_string(server_->port());
    server_ = std::make_unique<RunningServer>(site_, std::vector<std::string>{"--listen", address});
    seller_ = std::make_unique<Caller>(server_->port(), keys_.seller);
}

std::string MarketSite::place(const std::string& platform, Json members) {
    const Json usual{
        {"items", shirts(2)},
        {"recipient", to_danang()},
        {"cod", true},
        {"shipping_fee", 18'000},
    };
    for (const auto& [name, value] : usual.items()) {
        if (!members.contains(name)) {
            members[name] = value;
        }
    }
    return simulated_.place(platform, members);
}

Json MarketSite::order(const std::string& external_id) {
    const Answer list = seller_->get("/v1/orders?limit=100");
    for (const Json& item : list.json.at("items")) {
        if (item.at("external_id") == external_id) {
            return seller_->get("/v1/orders/" + item.at("id").get<std::string>()).json;
        }
    }
    return {};
}

Json MarketSite::order_when(
    const std::string& external_id, const std::function<bool(const Json&)>& holds
) {
    Json seen;
    tests::eventually(
        [&] {
            seen = order(external_id);
            return !seen.is_null() && holds(seen);
        },
        50ms
    );
    return seen;
}

Json MarketSite::order_with(const std::string& external_id, const std::string& status) {
    return order_when(external_id, [&status](const Json& seen) {
        return seen.at("status") == status;
    });
}

Json MarketSite::order_told(const std::string& external_id) {
    return order_when(external_id, [](const Json& seen) {
        return seen.at("status") != "awaiting_details";
    });
}

std::vector<std::string> MarketSite::reasons(const Json& order) {
    std::vector<std::string> codes;
    for (const Json& reason : order.at("reasons")) {
        codes.push_back(reason.at("code").get<std::string>());
    }
    return codes;
}

} // namespace route9::e2e
