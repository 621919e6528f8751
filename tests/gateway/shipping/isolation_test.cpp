// SPDX-License-Identifier: Apache-2.0
// Isolation: every route that takes an id answers another tenant or another party, who names what
// exists, as it answers for what does not; and no list, feed, cursor or stored answer tells them of
// it. The other tenant has parties of the same names.
#include "attached_photo.hpp"
#include "core/tenancy.hpp"
#include "fulfillment/aggregate.hpp"
#include "fulfillment/receipt_store.hpp"
#include "fulfillment/return_case.hpp"
#include "fulfillment/stock_hold.hpp"
#include "fulfillment/wave_store.hpp"
#include "gateway/aggregates/aggregate_endpoints.hpp"
#include "gateway/drafts/draft_id.hpp"
#include "gateway/fleet/fleet_endpoints.hpp"
#include "gateway/floor/floor_endpoints.hpp"
#include "gateway/http/problem.hpp"
#include "gateway/intake/connection.hpp"
#include "gateway/returns/return_endpoints.hpp"
#include "gateway/stock/endpoints.hpp"
#include "payments/reconciliation_run.hpp"
#include "shipping_under_test.hpp"

#include <gtest/gtest.h>

#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

namespace route9::tests {
namespace {

namespace at = gateway::endpoints;
using fulfillment::PaymentMethod;
using gateway::http::Method;
using gateway::http::Route;

/// What is there, and an id of the same kind that nothing has.
struct Subject {
    std::string real;
    std::string none;
};

class Isolation : public testing::Test, protected ShippingUnderTest {
protected:
    Isolation() {
        add_other_tenant();
        const DepartureId truck = open_departure();
        const PlacedOrder placed =
            place({.method = PaymentMethod::cod, .amount = "100000", .departure = truck});
        const std::string parcel = pack(placed.fulfillments.front());
        const Json seals{{"seals", {"VN-000123"}}};
        EXPECT_EQ(write(at::post_departure_seals, staff(), truck.text(), seals).status, 200);
        close(truck);
        EXPECT_EQ(write(at::post_departure_depart, staff(), truck.text(), {}).status, 200);
        subjects_ = {
            {"/v1/orders/{id}", {placed.order.text(), fresh<OrderId>()}},
            {"/v1/connections/{id}", {connected_shop(), "con-nobodys"}},
            {"/v1/attachments/{id}", {attached_photo(*this, parcel), fresh<AttachmentId>()}},
            {"/v1/drafts/{id}", {typed_draft(), fresh<DraftId>()}},
            {"/v1/departures/{id}", {truck.text(), fresh<DepartureId>()}},
            {"/v1/fulfillments/{id}", {placed.fulfillments.front().text(), fresh<FulfillmentId>()}},
            {"/v1/parcels/{id}", {parcel, fresh<ParcelId>()}},
            {"/v1/declarations/{id}", {first_of(at::get_declarations), fresh<DeclarationId>()}},
            {"/v1/manifests/{id}", {first_manifest(), fresh<ManifestId>()}},
            {"/v1/carriers/{id}",
             {party_of_this_tenant("pakse-post", PartyKind::carrier), "no-such-carrier"}},
            {"/v1/sellers/{id}",
             {party_of_this_tenant("pakse-coffee", PartyKind::seller), "no-such-seller"}},
            {"/v1/receivables/{id}", {first_of(at::get_receivables), fresh<ReceivableId>()}},
            {"/v1/reconciliation/runs/{id}", {started_run(), fresh<RunId>()}},
            {"/v1/users/{id}", {invited_user(), fresh<UserId>()}},
            {"/v1/products/{sku}", {"SHIRT", "NOTHING"}},
            {"/v1/returns/{id}", {opened_return(parcel), fresh<fulfillment::ReturnId>()}},
            {"/v1/seals/{number}", {"VN-000123", "VN-000124"}},
            {"/v1/timetable/{id}", {row_of_the_timetable(), "QT-NO-ROW"}},
            {"/v1/vehicles/{id}", {own_vehicle(), "QT-NO-TRUCK"}},
            {"/v1/receipts/{id}", {announced_shirts(), fresh<fulfillment::ReceiptId>()}},
            {"/v1/waves/{id}", {own_wave(), fresh<fulfillment::WaveId>()}},
            {"/v1/bins/{id}", {own_bin(), "QT-NO-BIN"}},
            {"/v1/aggregates/{id}",
             {made(at::post_aggregate, staff(), {{"kind", "bag"}, {"warehouse", "DONGHA"}}),
              fresh<fulfillment::AggregateId>()}},
            {"/v1/stock/reservations/{id}", {reserved_shirt(), fresh<fulfillment::HoldId>()}},
            {"/v1/stock/channels/{connection}/{sku}", {shop_that_is_told(), "no-such-shop"}},
        };
    }

    void add_other_tenant() {
        const auto tenant =
            tenancy::prepare_tenant("ht", "Hà Tĩnh", services().vault, services().entropy, now());
        ASSERT_TRUE(tenant);
        const auto added = store().write([&](Tx& tx) -> Result<int> {
            EXPECT_TRUE(tenancy::create_tenant(tx, *tenant));
            for (const auto& [id, kind] :
                 {std::pair{"shop", PartyKind::seller}, std::pair{"lao-express", PartyKind::carrier}
                 }) {
                EXPECT_TRUE(tenancy::create_party(tx, {tenant->id, PartyId{id}, kind, id, now()}));
            }
            return 0;
        });
        ASSERT_TRUE(added);
    }

    template <class Id>
    std::string fresh() {
        return Id::make(now(), services().entropy).text();
    }
    std::string made(Endpoint endpoint, const Principal& who, const Json& body) {
        return call(endpoint, who, {.body = body}).json().at("id");
    }
    std::string first_of(Endpoint list) {
        return call(list, staff(), {.target = "/"}).json().at("items").at(0).at("id");
    }
    std::string party_of_this_tenant(const std::string& id, PartyKind kind) {
        const auto added = store().write([&](Tx& tx) -> Result<int> {
            EXPECT_TRUE(tenancy::create_party(tx, {qt, PartyId{id}, kind, "Pakse", now()}));
            return 0;
        });
        EXPECT_TRUE(added);
        return id;
    }
    std::string first_manifest() {
        const Json page = call(at::get_manifests, by_carrier(), {.target = "/v1/manifests"}).json();
        return page.at("items").at(0).at("id");
    }
    std::string started_run() {
        const RunId id = RunId::make(now(), services().entropy);
        const auto started = store().write([&](Tx& tx) -> Result<RunId> {
            return payments::runs::start(tx, qt, id, Digest256{}, now()).id;
        });
        EXPECT_TRUE(started);
        return id.text();
    }
    std::string connected_shop() {
        return made(at::post_connection, by_seller(), Json{{"platform", "standard"}});
    }
    std::string reserved_shirt() {
        const Json line{{"sku", "SHIRT"}, {"warehouse", "DONGHA"}, {"quantity", 1}};
        const Json body{
            {"expires_at", format_utc(now() + Minutes{5})}, {"lines", Json::array({line})}
        };
        return call(at::post_stock_reservation, by_seller(), {.body = body}).json().at("id");
    }
    std::string opened_return(const std::string& parcel) {
        return made(at::post_return, staff(), {{"parcel", parcel}, {"reason", "refused"}});
    }
    std::string announced_shirts() {
        const Json body = Json::parse(R"({"warehouse": "DONGHA",
            "lines": [{"sku": "SHIRT", "quantity": 3}]})");
        return call(at::post_receipt, by_seller(), {.body = body}).json().at("id");
    }
    std::string own_wave() {
        place({.external_id = "W1", .departure = open_departure("T-WAVE")});
        return call(at::post_wave, staff(), {.body = {{"warehouse", "DONGHA"}}}).json().at("id");
    }
    std::string own_bin() {
        write(at::put_bin, staff(), "QT-A-01", Json::parse(bodies_.at("put_bin")));
        return "QT-A-01";
    }
    std::string typed_draft() {
        return made(at::post_draft, by_seller(), Json{{"text", "2 shirts"}});
    }
    std::string shop_that_is_told() {
        const gateway::Connection shop{
            .tenant = qt,
            .id = ConnectionId{"gom-shopee"},
            .platform = PlatformName{"shopee"},
            .party = PartyId{"shop"},
            .secrets = {},
            .settings = {{"stock", "on"}},
            .paused = false,
            .created_at = now(),
        };
        const SealNonce nonce = make_nonce(services().entropy);
        EXPECT_TRUE(store().write([&](Tx& tx) {
            return gateway::connections::create(tx, shop, services().vault, nonce);
        }));
        return shop.id.text();
    }
    std::string own_vehicle() {
        const Json body = Json::parse(bodies_.at("put_vehicle"));
        EXPECT_EQ(write(at::put_vehicle, staff(), "QT-TRUCK-7", body).status, 201);
        return "QT-TRUCK-7";
    }
    std::string row_of_the_timetable() {
        const Json body = Json::parse(bodies_.at("put_timetable_row"));
        EXPECT_EQ(write(at::put_timetable_row, staff(), "QT-LB-NOON", body).status, 201);
        return "QT-LB-NOON";
    }
    std::string invited_user() {
        const Json body{{"email", "mai@qt.vn"}, {"name", "Mai"}, {"role", "finance"}};
        return call(at::post_user, staff(), {.body = body}).json().at("id");
    }

    static Principal of_other_tenant(Role role, const std::string& party = "") {
        Principal who = as(role, party);
        who.tenant = TenantId{"ht"};
        return who;
    }
    static std::vector<Principal> strangers() {
        return {
            of_other_tenant(Role::operator_),
            of_other_tenant(Role::finance),
            of_other_tenant(Role::warehouse, "DONGHA"),
            of_other_tenant(Role::seller, "shop"),
            of_other_tenant(Role::carrier, "lao-express"),
            of_other_tenant(Role::broker, "brokers"),
            by_other_seller(),
            by_other_carrier(),
            as(Role::marketplace, "mall"),
        };
    }
    static std::string describe(const Principal& who) {
        return who.tenant.text() + " " + std::string{name(who.role)} + " " + who.party.text();
    }

    const Subject* subject_of(const Route& route) const {
        for (const auto& [pattern, subject] : subjects_) {
            if (route.pattern.starts_with(pattern)) {
                return &subject;
            }
        }
        return nullptr;
    }

    /// Status and body; the id that was asked for is called ID.
    std::string told(const Route& route, const Principal& who, const std::string& id) {
        Call asked{.principal = who, .parameters = {{"format", "wco-dec"}}};
        for (const char* name : {"id", "sku", "connection", "number", "point"}) {
            asked.parameters.emplace_back(name, id);
        }
        asked.target = route.pattern;
        asked.headers = {{"Idempotency-Key", "key-" + std::to_string(++keys_)}};
        if (route.method != Method::get) {
            asked.body = bodies_.contains(route.name) ? bodies_.at(route.name) : "{}";
        }
        const auto answered = answer(route, asked);
        const auto response =
            answered ? *answered : gateway::http::problem(answered.error(), "req_test");
        std::string text = std::to_string(response.status) + " " + std::string{response.content()};
        for (auto found = text.find(id); found != std::string::npos; found = text.find(id)) {
            text.replace(found, id.size(), "ID");
        }
        return text;
    }

    std::map<std::string, Subject> subjects_;
    /// So that a changing route comes as far as looking for its id.
    const std::map<std::string, std::string> bodies_{
        {"patch_draft", R"({"note": "call first"})"},
        {"patch_order", R"({"note": "call first"})"},
        {"post_order_cancel", R"({"reason": "changed mind"})"},
        {"post_fulfillment_pack", R"({"weight_g": 250})"},
        {"post_fulfillment_pick", R"({"lines": [{"sku": "SHIRT", "picked": 1}]})"},
        {"post_aggregate_members", R"({"add": ["none"]})"},
        {"post_departure_load", R"({"parcels": []})"},
        {"post_departure_unload", R"({"parcels": ["none"], "reason": "short"})"},
        {"post_departure_seals", R"({"seals": ["VN-7"]})"},
        {"post_departure_vehicle", R"({"vehicle": "QT-TRUCK-7"})"},
        {"post_return_grade", R"({"lines": [{"sku": "SHIRT", "resellable": 1}]})"},
        {"post_seal_alarm", R"({"kind": "opened", "at": "2026-03-10T08:00:00Z"})"},
        {"put_timetable_row",
         R"({"from": "DONGHA", "to": "SAVANNAKHET", "carrier": "lao-express", "leaves": "12:00",
             "truck_plate": "74C-123.45", "max_kg": 1000})"},
        {"put_bin", R"({"warehouse": "DONGHA"})"},
        {"put_vehicle",
         R"({"plates": {"vn": "74C-123.45"}, "gross_mass_kg": 10000, "payload_kg": 5000})"},
        {"post_departure_reroute", R"({"gate": "CHALO", "reason": "other"})"},
        {"post_manifest_ack", R"({"accepted": []})"},
        {"post_receivable_qr", R"({"scheme": "vietqr", "bank": "970436", "account": "0123"})"},
        {"put_product", R"({"name": "Cap", "weight_g": 80, "hs_code": "6505.00", "origin": "VN"})"},
        {"put_carrier_signing_key",
         R"({"public_key": "11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo="})"},
        {"put_carrier_terms", R"({"home": true})"},
        {"put_seller_policy", R"({"policy": "cheapest"})"},
        {"put_stock_channel", R"({"listings": [{"item": "2600144043"}]})"},
        {"patch_user", R"({"role": "warehouse"})"},
    };
    int keys_ = 0;
};

TEST_F(Isolation, OfEveryRouteWithAnIdIsThatOfNothing) {
    // Nobody's own: the corridor's gates, the tenant's warehouses, carriers' points, doors that ask
    // for a secret instead of a key, the page for whoever holds a parcel's code, and public logs.
    const std::set<std::string> open{
        "get_gate_reports",
        "put_gate_state",
        "put_leg_state",
        "get_pickup_points",
        "get_warehouse",
        "put_warehouse",
        "post_hook",
        "get_hook",
        "get_tracking_page",
        "get_tracking_passport",
        "get_log_checkpoint",
        "get_log_key",
        "get_log_tile"
    };
    // Their subjects belong to a person who has signed in, or need two of them:
    // tests/gateway/people, tests/gateway/privacy and tests/gateway/carriers.
    const std::vector<std::string> of_people{
        "/v1/approvals/{id}",
        "/v1/erasures/{id}",
        "/v1/sessions/{id}",
        "/v1/passkeys/{id}",
        "/carrier/manifests/{id}"
    };
    const std::string order =
        read(at::get_order, staff(), subjects_.at("/v1/orders/{id}").real).text;
    int walked = 0;
    for (const Route& route : at::all(services())) {
        const bool is_of_people = std::ranges::any_of(of_people, [&](const std::string& pattern) {
            return route.pattern.starts_with(pattern);
        });
        if (!route.pattern.contains('{') || open.contains(route.name) || is_of_people) {
            continue;
        }
        const Subject* subject = subject_of(route);
        ASSERT_NE(subject, nullptr) << route.name << " takes an id this test does not know";
        for (const Principal& who : strangers()) {
            if (route.scope && !who.scopes.has(*route.scope)) {
                continue; // gets no further than the door
            }
            EXPECT_EQ(told(route, who, subject->real), told(route, who, subject->none))
                << route.name << " to " << describe(who);
            ++walked;
        }
    }
    EXPECT_GT(walked, 80);
    EXPECT_EQ(read(at::get_order, staff(), subjects_.at("/v1/orders/{id}").real).text, order)
        << "and nothing was changed";
}

TEST_F(Isolation, OfEveryListTellsNothingOfTheOthers) {
    for (const Route& route : at::all(services())) {
        if (route.method != Method::get || route.pattern.contains('{') ||
            route.access != gateway::http::Access::key) {
            continue;
        }
        for (const Principal& who : strangers()) {
            if (route.scope && !who.scopes.has(*route.scope)) {
                continue;
            }
            for (const char* query :
                 {"", "?seller=shop", "?account=seller_pending:shop&currency=VND"}) {
                const auto answered =
                    answer(route, {.principal = who, .target = route.pattern + query});
                const std::string text = answered ? std::string{answered->content()} : "";
                for (const auto& [pattern, subject] : subjects_) {
                    const bool is_sku = pattern == "/v1/products/{sku}";
                    EXPECT_TRUE(is_sku || !text.contains(subject.real))
                        << route.name << query << " tells " << describe(who) << " of " << pattern;
                }
            }
        }
    }
}

TEST_F(Isolation, OfACursorEndsWithWhomItWasGivenTo) {
    place({.external_id = "A2"});
    const Answer page = call(at::get_orders, by_seller(), {.target = "/v1/orders?limit=1"});
    const std::string cursor = page.json().at("next").get<std::string>();
    for (const Principal& who : {of_other_tenant(Role::seller, "shop"), by_other_seller()}) {
        const auto status = [&](const std::string& with) {
            const std::string target = "/v1/orders?cursor=" + with;
            return call(at::get_orders, who, {.target = target}).status;
        };
        EXPECT_EQ(status(cursor), status("nonsense")) << describe(who);
        EXPECT_EQ(status(cursor), 400) << describe(who);
    }
}

TEST_F(Isolation, OfAStoredAnswerIsItsCallers) {
    const std::string adjust =
        R"({"sku": "SHIRT", "warehouse": "DONGHA", "quantity": 5, "reason": "receipt"})";
    const Route route = at::post_stock_adjustment(services());
    const auto ask = [&](const Principal& who) {
        return answer(
            route,
            {.principal = who,
             .target = "/v1/stock/adjustments",
             .body = adjust,
             .headers = {{"Idempotency-Key", "same-key"}}}
        );
    };
    ASSERT_TRUE(ask(by_seller()));
    for (const Principal& who : {of_other_tenant(Role::seller, "shop"), by_other_seller()}) {
        const auto answered = ask(who);
        const auto is_mark = [](const auto& header) {
            return header.first == "Idempotent-Replayed";
        };
        EXPECT_FALSE(answered && std::ranges::any_of(answered->headers, is_mark)) << describe(who);
    }
}

} // namespace
} // namespace route9::tests
