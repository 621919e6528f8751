// SPDX-License-Identifier: Apache-2.0
// A shop that pushes webhooks and sees what they did: Standard ones through connections of its own,
// others through connections that a test adds. Every push is worked off before it returns.
#pragma once

#include "fulfillment/order_store.hpp"
#include "gateway/http/response.hpp"
#include "gateway/intake/connection.hpp"
#include "gateway/intake/inbox.hpp"
#include "services_under_test.hpp"

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace route9::tests {

class PushingShop {
public:
    /// Connections "lao-shop" and "second-shop" of the seller; ten pieces of TS-BLK-M at DONGHA.
    explicit PushingShop(ServicesUnderTest& under_test);

    /// The status of the answer; the delivery is worked off.
    int push(const std::string& body, const std::string& connection = "lao-shop");
    /// Signed with a secret that is not the connection's.
    int push_forged(const std::string& body, const std::string& connection);
    /// State and reason of the newest delivery, e.g. "done: cancelled".
    std::string last_delivery();

    using Fields = std::vector<std::pair<std::string, std::string>>;
    void connect(
        const std::string& id,
        const std::string& platform,
        const std::string& secret,
        const std::map<std::string, std::string>& settings = {}
    );
    /// An app of the tenant: no seller, the secret of all its shops.
    void connect_app(
        const std::string& id,
        const std::string& platform,
        const std::string& secret,
        const std::map<std::string, std::string>& settings = {}
    );
    /// A connection of the seller for that shop of an app.
    void connect_to_app(const std::string& id, const std::string& app, const std::string& shop);
    void pause(const std::string& connection, bool paused);
    /// Under the path of that platform and connection.
    gateway::http::Response push_as(
        const std::string& platform,
        const std::string& connection,
        const Fields& headers,
        const std::string& body
    );
    /// State and reason of every delivery of the connection, in any order.
    std::vector<std::string> deliveries(const std::string& connection);

    /// What waits is worked off, also what another delivery's work has brought.
    void work_off();

    /// Status of the order; "" when there is none.
    std::string status(const std::string& channel, const std::string& external_id);
    std::optional<fulfillment::OrderRecord>
    order(const std::string& channel, const std::string& external_id);
    /// As if the parcels had gone that far.
    void mark(
        const std::string& channel, const std::string& external_id, fulfillment::OrderStatus status
    );

private:
    void create(const gateway::Connection& connection);
    void stock_up();
    int deliver(const std::string& body, const std::string& connection, std::string_view key);
    gateway::http::Response answer_to(
        const std::string& platform,
        const std::string& connection,
        const Fields& headers,
        const std::string& body
    );

    ServicesUnderTest& under_test_;
    int pushes_ = 0;
};

/// An order's data; `members` come first and may say channel and external_id.
std::string order_data(const std::string& members, const std::string& phone = "020 5500 0001");
std::string message(
    const std::string& type, const std::string& data, const std::string& at = "2026-03-10T01:00:00Z"
);

} // namespace route9::tests
