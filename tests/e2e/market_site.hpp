// SPDX-License-Identifier: Apache-2.0
// A seller whose shops stand on simulated marketplaces: connections, tokens, a server and a view of
// the orders. The simulators push every change by themselves once the server runs. Throws
// std::runtime_error with what was refused. One thread.
#pragma once

#include "simulated_platforms.hpp"
#include "trading_site.hpp"

#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

namespace route9::e2e {

/// One line of TS-BLK-M at 165,500 đồng.
Json shirts(std::int64_t quantity);
/// Trần Thị Sen in Đà Nẵng, with a readable phone.
Json to_danang();

class MarketSite {
public:
    /// Connected and authorised: "sim-PLATFORM" each; where `shops` asks for several, that is their
    /// app and they are "sim-PLATFORM-1" and so on. `settings` are of each platform's only shop.
    /// The server is not started yet.
    explicit MarketSite(
        const std::vector<std::string>& platforms,
        const std::map<std::string, int>& shops = {},
        std::vector<std::string> settings = {}
    );

    /// Starts the server with goods in stock, and has the simulators push to it.
    void open();
    /// After the server's end: another one at the same port.
    void reopen();
    /// An order of two shirts to Đà Nẵng, cash on delivery, unless `members` say otherwise.
    std::string place(const std::string& platform, Json members = Json::object());
    void authorise(const std::string& platform);

    /// As the seller sees it; null when there is none of this number.
    Json order(const std::string& external_id);
    /// Once that holds of it; as it is when it never does.
    Json order_when(const std::string& external_id, const std::function<bool(const Json&)>& holds);
    Json order_with(const std::string& external_id, const std::string& status);
    /// Once its details are there.
    Json order_told(const std::string& external_id);
    static std::vector<std::string> reasons(const Json& order);

    const Site& site() const noexcept { return site_; }
    SimulatedPlatforms& platforms() noexcept { return simulated_; }
    Caller& seller() { return *seller_; }
    const Keys& keys() const noexcept { return keys_; }
    RunningServer& server() { return *server_; }

private:
    void connect(const std::string& platform);
    void connect_app(const std::string& platform);
    /// Makes the app's queue and subscribes its shops; its code.
    std::string subscribe_tiki();
    void authorise_shop(const std::string& connection, const Json& shop) const;

    std::vector<std::string> names_;
    std::vector<std::string> settings_;
    Site site_;
    SimulatedPlatforms simulated_;
    Keys keys_;
    std::unique_ptr<RunningServer> server_;
    std::unique_ptr<Caller> seller_;
};

} // namespace route9::e2e
