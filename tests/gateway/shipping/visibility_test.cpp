// SPDX-License-Identifier: Apache-2.0
// Who sees what: every role against every list, and against what it could name by id.
#include "gateway/stock/endpoints.hpp"
#include "gateway/visible_events.hpp"
#include "shipping_under_test.hpp"

#include <gtest/gtest.h>

#include <fstream>
#include <map>
#include <regex>
#include <set>
#include <string>

namespace route9::tests {
namespace {

namespace at = gateway::endpoints;
using fulfillment::PaymentMethod;

enum class Sees : std::uint8_t { rows, nothing, no_answer };

class Visibility : public testing::Test, protected ShippingUnderTest {
protected:
    Visibility() {
        const DepartureId truck = open_departure();
        const PlacedOrder placed =
            place({.method = PaymentMethod::cod, .amount = "100000", .departure = truck});
        order_ = placed.order.text();
        parcel_ = pack(placed.fulfillments.front());
        close(truck);
        place({.external_id = "A2"});
        call(at::post_draft, by_seller(), {.body = {{"text", "2 shirts"}}});
        call(at::post_connection, by_seller(), {.body = {{"platform", "standard"}}});
        reserve_a_shirt();
    }

    void reserve_a_shirt() {
        const Json line{{"sku", "SHIRT"}, {"warehouse", "DONGHA"}, {"quantity", 1}};
        const Json body{
            {"expires_at", format_utc(now() + Minutes{5})}, {"lines", Json::array({line})}
        };
        EXPECT_EQ(call(at::post_stock_reservation, by_seller(), {.body = body}).status, 201);
    }

    /// As the server does: a key without the route's scope gets no further.
    Sees outcome(const gateway::http::Route& route, const Principal& who) {
        if (route.scope && !who.scopes.has(*route.scope)) {
            return Sees::no_answer;
        }
        const bool is_of_account = route.name == "get_entries";
        const std::string query = is_of_account ? "?account=seller_pending:shop&currency=VND" : "";
        const auto answered = answer(route, {.principal = who, .target = route.pattern + query});
        if (!answered) {
            const ErrorCode code = is_of_account ? ErrorCode::not_found : ErrorCode::forbidden;
            EXPECT_EQ(answered.error().code, code) << route.name;
            return Sees::no_answer;
        }
        if (answered->status == 204) {
            return Sees::nothing;
        }
        const Json page = Json::parse(answered->content());
        return page.at("items").empty() ? Sees::nothing : Sees::rows;
    }

    std::set<std::string> types_seen(const Principal& who) {
        std::set<std::string> types;
        const Answer page = call(at::get_events, who, {.target = "/v1/events?limit=100"});
        for (const Json& event : page.json().at("items")) {
            types.insert(event.at("type").get<std::string>());
        }
        return types;
    }

    static Principal by_marketplace() { return as(Role::marketplace, "mall"); }
    static Principal by_broker() { return as(Role::broker, "brokers"); }
    static Principal with(Principal who, Scope scope) {
        who.scopes = Scopes{}.with(scope);
        return who;
    }

    std::string order_;
    std::string parcel_;
};

constexpr Sees Y = Sees::rows;
constexpr Sees N = Sees::nothing;
constexpr Sees X = Sees::no_answer;

TEST_F(Visibility, OfEveryListIsWhatTheRoleMayRead) {
    const std::array<Principal, 9> who{
        by_seller(),
        by_other_seller(),
        by_carrier(),
        by_other_carrier(),
        by_marketplace(),
        by_broker(),
        as(Role::warehouse, "DONGHA"),
        as(Role::finance),
        staff(),
    };
    // seller, other, carrier, other, marketplace, broker, warehouse, finance, operator
    const std::map<std::string, std::array<Sees, 9>> expected{
        {"get_aggregates", {X, X, X, X, X, X, N, X, N}},
        {"get_approvals", {X, X, X, X, X, X, X, X, N}},
        {"get_connections", {Y, N, X, X, N, X, X, X, Y}},
        {"get_declarations", {Y, N, X, X, X, Y, Y, X, Y}},
        {"get_departures", {X, X, X, X, X, Y, Y, X, Y}},
        {"get_drafts", {Y, N, X, X, N, X, Y, Y, Y}},
        {"get_empty_runs", {X, X, X, X, X, X, N, N, N}},
        {"get_entries", {Y, X, X, X, X, X, X, Y, Y}},
        {"get_events", {Y, N, Y, N, N, Y, Y, Y, Y}},
        {"get_freight_rates", {N, N, N, N, N, N, N, N, N}},
        {"get_fulfillments", {Y, N, X, X, X, X, Y, Y, Y}},
        {"get_gates", {Y, Y, Y, Y, Y, Y, Y, Y, Y}},
        {"get_legs", {Y, Y, Y, Y, Y, Y, Y, Y, Y}},
        {"get_manifests", {X, X, Y, N, X, X, X, X, X}},
        {"get_open_items", {X, X, X, X, X, X, X, N, N}},
        {"get_orders", {Y, N, X, X, N, X, Y, Y, Y}},
        {"get_receivables", {Y, N, X, X, X, X, X, Y, Y}},
        {"get_receipts", {N, N, X, X, X, X, N, X, N}},
        {"get_returns", {N, N, X, X, X, X, N, N, N}},
        {"get_signing_keys", {X, X, Y, Y, X, X, Y, X, Y}},
        {"get_stock", {Y, N, X, X, X, X, Y, X, Y}},
        {"get_stock_adjustments", {Y, N, X, X, X, X, Y, X, Y}},
        {"get_stock_channels", {Y, N, X, X, X, X, Y, X, Y}},
        {"get_timetable", {X, X, X, X, X, X, N, X, N}},
        {"get_stock_reservations", {Y, N, X, X, X, X, Y, X, Y}},
        {"get_warehouses", {Y, Y, X, X, X, X, Y, X, Y}},
        {"get_waves", {X, X, X, X, X, X, N, X, N}},
        {"get_users", {X, X, X, X, X, X, X, X, N}},
        {"get_vehicles", {X, X, X, X, X, X, N, X, N}},
    };
    std::set<std::string> walked;
    for (const auto& route : at::all(services())) {
        // Pages, an empty sheet, one subject's photographs and what a person sees of its own are
        // no lists of the tenant.
        const bool is_list = route.method == gateway::http::Method::get &&
                             route.access == gateway::http::Access::key &&
                             !route.pattern.contains('{') && route.name != "get_balances" &&
                             route.name != "get_gs1_prefix" &&
                             route.name != "get_import_template" && route.name != "get_attachments";
        if (!is_list) {
            continue;
        }
        walked.insert(route.name);
        ASSERT_TRUE(expected.contains(route.name)) << route.name << " is a list of its own";
        for (std::size_t i = 0; i < who.size(); ++i) {
            EXPECT_EQ(outcome(route, who[i]), expected.at(route.name)[i])
                << route.name << " by " << name(who[i].role) << " " << who[i].party.text();
        }
    }
    EXPECT_EQ(walked.size(), expected.size());
}

TEST_F(Visibility, OfASellersOrderIsNoneToAMarketplace) {
    const Principal mall = by_marketplace();
    EXPECT_EQ(read(at::get_order, mall, order_).status, 404);
    EXPECT_EQ(read(at::get_parcel, mall, parcel_).status, 404);
    EXPECT_EQ(write(at::post_order_cancel, mall, order_, Json::object()).status, 404);
    const Json change{{"recipient", {{"name", "Somebody Else"}}}};
    EXPECT_EQ(write(at::patch_order, mall, order_, change).status, 404);
    EXPECT_EQ(read(at::get_order, by_seller(), order_).status, 200);
}

// The order behind a label is its seller's, and behind the second wall for a carrier.
TEST_F(Visibility, OfAParcelIsItsLabelAndItsEvents) {
    for (const Principal& who : {by_carrier(), by_seller(), staff()}) {
        for (const auto endpoint : {at::get_parcel, at::get_parcel_label, at::get_parcel_events}) {
            EXPECT_EQ(read(endpoint, who, parcel_).status, 200) << name(who.role);
        }
    }
    EXPECT_EQ(read(at::get_parcel_label, as(Role::carrier, "viet-post"), parcel_).status, 404);
}

TEST_F(Visibility, GivesNobodyAnOrderInAnotherSellersName) {
    const Answer refused = call(
        at::post_order,
        by_marketplace(),
        {.target = "/v1/orders?seller=shop", .body = Json::object()}
    );
    EXPECT_EQ(refused.status, 403);
    EXPECT_EQ(refused.code(), "forbidden");
}

TEST_F(Visibility, OfASellerEndsWhereItNamesAnother) {
    const Principal seller = by_seller();
    for (const auto endpoint :
         {at::get_orders,
          at::get_stock,
          at::get_stock_channels,
          at::get_fulfillments,
          at::get_receivables,
          at::get_balances,
          at::get_declarations}) {
        EXPECT_EQ(call(endpoint, seller, {.target = "/v1/any?seller=shop"}).status, 200);
        EXPECT_EQ(call(endpoint, seller, {.target = "/v1/any?seller=annam"}).status, 404);
        EXPECT_EQ(call(endpoint, seller, {.target = "/v1/any?seller=nobody"}).status, 404);
    }
    const Ask order{.target = "/v1/orders?seller=annam", .body = Json::object()};
    EXPECT_EQ(call(at::post_order, seller, order).status, 404);
    const Ask shirt{.target = "/v1/products/SHIRT?seller=annam", .parameters = {{"sku", "SHIRT"}}};
    EXPECT_EQ(call(at::get_product, seller, shirt).status, 404);
}

TEST_F(Visibility, OfABrokerIsTheDeclarationsAndTheirPapers) {
    const Principal broker = by_broker();
    EXPECT_EQ(read(at::get_parcel, broker, parcel_).status, 404);
    EXPECT_EQ(read(at::get_parcel_label, broker, parcel_).status, 404);
    const Json found = call(at::get_declarations, broker, {.target = "/v1/declarations"}).json();
    ASSERT_EQ(found.at("items").size(), 2U); // Viet Nam and Laos
    const std::string id = found.at("items").at(0).at("id");
    EXPECT_EQ(read(at::get_declaration, broker, id).status, 200);
    const Ask paper{.parameters = {{"id", id}, {"format", "wco-dec"}}};
    EXPECT_EQ(call(at::get_declaration_document, broker, paper).status, 200);
    EXPECT_EQ(types_seen(broker), (std::set<std::string>{"declaration.status_changed"}));
}

TEST_F(Visibility, OfEventsEndsWhereTheScopesEnd) {
    const std::set<std::string> money{"receivable.booked"};
    EXPECT_EQ(types_seen(with(staff(), Scope::money_read)), money);
    EXPECT_EQ(types_seen(with(by_seller(), Scope::money_read)), money);
    EXPECT_EQ(
        types_seen(with(by_seller(), Scope::orders_read)),
        (std::set<std::string>{
            "order.accepted", "order.routed", "order.packed", "order.handed_over"
        })
    );
    EXPECT_EQ(
        types_seen(with(by_carrier(), Scope::manifests_read)),
        (std::set<std::string>{"manifest.sealed"})
    );
    EXPECT_EQ(types_seen(with(staff(), Scope::stock_read)), std::set<std::string>{});
}

TEST_F(Visibility, OfEventsPassesByWhatIsHiddenAndMissesNothing) {
    const Principal who = with(staff(), Scope::money_read);
    const auto walked = store().read([&](Tx& tx) -> Result<std::vector<std::string>> {
        std::vector<std::string> types;
        std::int64_t after = 0;
        while (true) {
            const auto page = gateway::read_visible(tx, who, after, 1);
            if (page.empty()) {
                EXPECT_EQ(page.position, journal::head(tx));
                return types;
            }
            EXPECT_GT(page.position, after);
            after = page.position;
            for (const JournalEntry& entry : page.entries) {
                types.push_back(entry.event.type);
            }
        }
    });
    EXPECT_EQ(*walked, std::vector<std::string>{"receivable.booked"});
}

/// The page of the API lists every type; what it lists has a rule, and what happens is listed.
TEST_F(Visibility, OfEventsIsSettledForEveryType) {
    std::ifstream file{ROUTE9_SOURCE_DIR "/docs/api.md"};
    const std::string text{std::istreambuf_iterator<char>{file}, {}};
    const std::string events = text.substr(text.find("\n## Events"));
    const std::regex word{"`([a-z_]+\\.[a-z_]+)`"};
    std::set<std::string> listed;
    for (std::sregex_iterator each{events.begin(), events.end(), word}, end; each != end; ++each) {
        listed.insert((*each)[1].str());
        EXPECT_TRUE(gateway::has_event_rule((*each)[1].str())) << (*each)[1].str();
    }
    EXPECT_GE(listed.size(), 28U);
    for (const std::string& type : this->events()) {
        EXPECT_TRUE(listed.contains(type)) << type;
    }
    EXPECT_FALSE(gateway::has_event_rule("secret.told"));
    EXPECT_FALSE(gateway::may_see_event(staff(), "secret.told"));
}

} // namespace
} // namespace route9::tests
