// SPDX-License-Identifier: Apache-2.0
// From the routed order to the delivered parcel through the endpoints, over a real store: a second
// seller "annam" and carrier "mekong-post", shirts in stock at Đông Hà. Time stands still until a
// test moves it. Used on the test's thread.
#pragma once

#include "fulfillment/order.hpp"
#include "gateway/endpoints.hpp"
#include "services_under_test.hpp"

#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace route9::tests {

struct Answer {
    int status = 0;
    std::string text;
    std::string content_type;
    std::vector<std::pair<std::string, std::string>> headers;

    Json json() const { return Json::parse(text); }
    std::string header(std::string_view name) const;
    /// The problem's code; empty for success.
    std::string code() const { return status < 400 ? "" : json().value("code", ""); }
};

struct Ask {
    std::string target = "/";
    std::vector<std::pair<std::string, std::string>> parameters{};
    Json body{};
    std::vector<std::pair<std::string, std::string>> headers{};
};

struct PlacedOrder {
    OrderId order;
    std::vector<FulfillmentId> fulfillments;
};

struct OrderWish {
    std::string external_id = "A1";
    /// Pieces of a 250 g shirt (61091000) for 100000 VND; one parcel each.
    std::vector<std::int64_t> parcels{1};
    std::string sku = "SHIRT";
    fulfillment::PaymentMethod method = fulfillment::PaymentMethod::prepaid;
    std::string amount = "100000";
    std::optional<DepartureId> departure{};
    std::string recipient = "Somchai Vongsa";
    std::string phone = "+8562055512345";
    std::string note{};
};

class ShippingUnderTest : public ServicesUnderTest {
public:
    using Endpoint = gateway::http::Route (*)(gateway::Services&);

    ShippingUnderTest();

    Answer call(Endpoint endpoint, const Principal& who, Ask ask);
    Answer read(Endpoint endpoint, const Principal& who, const std::string& id);
    Answer write(Endpoint endpoint, const Principal& who, const std::string& id, Json body = {});

    static Principal as(Role role, const std::string& party = "", int key = 1);
    static Principal staff() { return as(Role::operator_); }
    static Principal by_carrier() { return as(Role::carrier, "lao-express"); }
    static Principal by_other_carrier() { return as(Role::carrier, "mekong-post"); }
    static Principal by_seller() { return as(Role::seller, "shop"); }
    static Principal by_other_seller() { return as(Role::seller, "annam"); }

    /// Đông Hà to Savannakhet over Lao Bảo with 1000 kg, carried on by lao-express.
    DepartureId
    open_departure(const std::string& reference = "T1", const Json& changes = Json::object());
    PlacedOrder place(const OrderWish& wish);
    /// The parcel's id.
    std::string pack(const FulfillmentId& fulfillment, std::int64_t weight_g = 250);
    Json close(const DepartureId& departure);
    /// Departure, order, parcel, close; the parcel's id.
    std::string ship(const OrderWish& wish, const std::string& reference = "T1");

    /// "order.accepted order.routed …", oldest first.
    std::vector<std::string> events(const std::string& type = "");
    std::string order_status(const OrderId& order);

    void pass(Minutes time) { clock().set(now() + time); }

private:
    void add_parties();
    void add_goods();

    int requests_ = 0;
};

inline const TenantId qt{"qt"};

} // namespace route9::tests
