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
    };
    return apps.at(platform);
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

MarketSite::MarketSite(const std::vector<std::string>& platforms)
    : names_(platforms), simulated_(platforms, site_.directory() / "platforms.log"),
      keys_(set_up_by_command_line(site_)) {
    for (const std::string& platform : names_) {
        connect(platform);
        if (platform != "tiki") { // a seller's own program there needs no authorisation
            authorise(platform);
        }
    }
}

void MarketSite::connect(const std::string& platform) {
    const Json shop = simulated_.shop(platform);
    const App& app = app_of(platform);
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
        "sim-" + platform,
        "--secret",
        app.secret,
        "--shop",
        shop.at("shop_id").get<std::string>(),
        "--set",
        "base_url=" + simulated_.base_url(platform),
    };
    std::vector<std::string> settings = app.settings;
    if (platform == "tiktok") {
        settings.push_back("shop_cipher=" + shop.at("cipher").get<std::string>());
    } else if (platform == "tiki") {
        settings.push_back("queue=" + subscribe_tiki());
    }
    for (const std::string& setting : settings) {
        words.insert(words.end(), {"--set", setting});
    }
    run_checked(site_, words);
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
    const HeaderList headers{
        {"Authorization", "Bearer " + token.at("access_token").get<std::string>()},
        {"Content-Type", "application/json"},
    };
    const auto post = [&](const std::string& target, const Json& body) {
        return checked(client.send(
            {.method = "POST", .target = target, .headers = headers, .body = body.dump()}
        ));
    };
    const std::string queues = "/integration/v1/queues";
    const auto code = post(queues, {{"name", "orders"}}).at("code").get<std::string>();
    for (const char* type : {"ORDER_CREATED_SUCCESSFULLY", "ORDER_STATUS_UPDATED"}) {
        post(queues + "/" + code + "/subscriptions", {{"event_type", type}});
    }
    return code;
}

void MarketSite::authorise(const std::string& platform) {
    const Json shop = simulated_.shop(platform);
    run_checked(
        site_,
        {"connections",
         "authorise",
         "sim-" + platform,
         "--access-token",
         shop.at("access_token").get<std::string>(),
         "--refresh-token",
         shop.at("refresh_token").get<std::string>()}
    );
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
