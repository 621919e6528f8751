// SPDX-License-Identifier: Apache-2.0
#include "shipping_under_test.hpp"

#include "core/journal.hpp"
#include "core/tenancy.hpp"
#include "fulfillment/departure_store.hpp"
#include "fulfillment/product_store.hpp"
#include "fulfillment/stock.hpp"
#include "gateway/http/problem.hpp"
#include "gateway/orders/order_events.hpp"
#include "gateway/orders/place_order.hpp"

#include <limits>

namespace route9::tests {
namespace {

using namespace fulfillment;

Order order_of(const OrderWish& wish, Instant placed_at) {
    Order order;
    order.external_id = wish.external_id;
    order.channel = "web";
    order.placed_at = placed_at;
    order.payment.method = wish.method;
    order.payment.amount = Money::parse(wish.amount, Currency::VND).value();
    order.recipient = {
        .name = wish.recipient,
        .phone = wish.phone,
        .country = "LA",
        .province = "Savannakhet",
        .district = "Kaysone Phomvihane",
        .village = "Ban Sounantha",
        .address_line = "",
        .landmark = "behind the market",
        .pickup_point = "",
    };
    order.note = wish.note;
    std::int64_t quantity = 0;
    for (const std::int64_t pieces : wish.parcels) {
        quantity += pieces;
    }
    order.lines.push_back(OrderLine{
        .sku = Sku{wish.sku},
        .name = "Cotton shirt",
        .quantity = quantity,
        .unit_price = Money::of_minor(100'000, Currency::VND),
        .weight_g = 250,
        .hs_code = "",
        .origin = "",
    });
    return order;
}

} // namespace

std::string Answer::header(std::string_view name) const {
    for (const auto& [known, value] : headers) {
        if (known == name) {
            return value;
        }
    }
    return {};
}

ShippingUnderTest::ShippingUnderTest() {
    add_parties();
    add_goods();
}

void ShippingUnderTest::add_parties() {
    const auto added = store().write([&](Tx& tx) -> Result<int> {
        for (const auto& [id, kind] :
             {std::pair{"annam", PartyKind::seller}, std::pair{"mekong-post", PartyKind::carrier}
             }) {
            const Party party{qt, PartyId{id}, kind, std::string{"Party "} + id, now()};
            EXPECT_TRUE(tenancy::create_party(tx, party));
        }
        return 0;
    });
    EXPECT_TRUE(added);
}

void ShippingUnderTest::add_goods() {
    const auto added = store().write([&](Tx& tx) -> Result<int> {
        for (const auto& [sku, hs_code] :
             {std::pair{"SHIRT", "61091000"}, std::pair{"MYSTERY", ""}}) {
            Product product;
            product.seller = PartyId{"shop"};
            product.sku = Sku{sku};
            product.name = "Cotton shirt";
            product.weight_g = 250;
            product.hs_code = hs_code;
            product.origin = "VN";
            products::put(tx, qt, product, std::nullopt);
            StockAdjustment adjustment;
            adjustment.id = make_id_bytes(now(), services().entropy);
            adjustment.tenant = qt;
            adjustment.seller = product.seller;
            adjustment.sku = product.sku;
            adjustment.warehouse = "DONGHA";
            adjustment.quantity = 100;
            adjustment.reason = "receipt";
            adjustment.at = now();
            EXPECT_TRUE(stock::adjust(tx, adjustment));
        }
        return 0;
    });
    EXPECT_TRUE(added);
}

Principal ShippingUnderTest::as(Role role, const std::string& party, int key) {
    IdBytes bytes{};
    bytes.back() = static_cast<std::byte>(key);
    return Principal{
        .tenant = qt,
        .role = role,
        .party = PartyId{party},
        .scopes = scopes_of(role),
        .key = KeyId{bytes},
    };
}

Answer ShippingUnderTest::call(Endpoint endpoint, const Principal& who, Ask ask) {
    const gateway::http::Route route = endpoint(services());
    EXPECT_TRUE(!route.scope || who.scopes.has(*route.scope)) << route.name;
    ask.headers.emplace_back("Idempotency-Key", "key-" + std::to_string(++requests_));
    const auto answered = answer(
        route,
        {.principal = who,
         .target = ask.target,
         .body = ask.body.is_null() ? "" : ask.body.dump(),
         .headers = ask.headers,
         .parameters = ask.parameters}
    );
    const gateway::http::Response response =
        answered ? *answered : gateway::http::problem(answered.error(), "req_test");
    return {
        response.status, std::string{response.content()}, response.content_type, response.headers
    };
}

Answer ShippingUnderTest::read(Endpoint endpoint, const Principal& who, const std::string& id) {
    return call(endpoint, who, {.parameters = {{"id", id}}});
}

Answer ShippingUnderTest::write(
    Endpoint endpoint, const Principal& who, const std::string& id, Json body
) {
    return call(endpoint, who, {.parameters = {{"id", id}}, .body = std::move(body)});
}

DepartureId ShippingUnderTest::open_departure(const std::string& reference, const Json& changes) {
    Json body{
        {"reference", reference},
        {"from", "DONGHA"},
        {"to", "SAVANNAKHET"},
        {"gate", "LAOBAO"},
        {"carrier", "lao-express"},
        {"truck_plate", "74C-123.45"},
        {"leaves", "2026-03-10T12:00:00+07:00"},
        {"max_kg", 1000},
    };
    body.update(changes);
    const Answer answer =
        call(gateway::endpoints::post_departure, staff(), {.body = std::move(body)});
    EXPECT_EQ(answer.status, 201) << answer.text;
    return DepartureId::parse(answer.json().at("id").get<std::string>()).value();
}

PlacedOrder ShippingUnderTest::place(const OrderWish& wish) {
    const auto keys = run([this] {
                          return services().keyring.tenant(qt, ServicesUnderTest::deadline());
                      }).value();
    const auto prepared = gateway::prepare_order(
        {.tenant = qt,
         .seller = PartyId{"shop"},
         .order = order_of(wish, now()),
         .source_time = now()},
        {.addresses = services().catalogue.corridor.addresses,
         .keys = *keys,
         .vault = services().vault,
         .entropy = services().entropy,
         .now = now()}
    );
    gateway::OrderDecision decision;
    OrderRecord& record = decision.record;
    record.tenant = qt;
    record.id = prepared.id;
    record.seller = prepared.seller;
    record.status = OrderStatus::routed;
    record.order = prepared.order;
    record.person = prepared.sealed.person;
    record.recipient = prepared.sealed.sealed;
    record.phone_index = prepared.sealed.phone_index;
    record.name_index = prepared.sealed.name_index;
    record.received_at = now();
    PlacedOrder placed{prepared.id, {}};
    for (std::size_t i = 0; i < wish.parcels.size(); ++i) {
        Fulfillment item;
        item.tenant = qt;
        item.id = prepared.fulfillment_ids[i];
        item.order = prepared.id;
        item.seller = prepared.seller;
        item.warehouse = "DONGHA";
        item.gate = "LAOBAO";
        item.departure = wish.departure;
        item.carrier = PartyId{"lao-express"};
        item.lines.push_back({Sku{wish.sku}, wish.parcels[i]});
        item.mass_g = 250 * wish.parcels[i];
        item.plan = R"({"chosen":[],"rejected":[],"path":["DONGHA","LAOBAO","SAVANNAKHET"]})";
        item.assessment = "{}";
        decision.stock = {{Sku{wish.sku}, "DONGHA", record.order.lines[0].quantity}};
        if (wish.departure) {
            decision.rooms.push_back({*wish.departure, load_of(item)});
        }
        placed.fulfillments.push_back(item.id);
        decision.fulfillments.push_back(std::move(item));
    }
    gateway::add_order_events(decision, prepared.event_ids, now());
    const auto stored = store().write([&](Tx& tx) {
        gateway::OrderDecision again = decision;
        again.ground_number =
            departures::read_snapshot_number(departures::ask_snapshot_number(tx, qt));
        return gateway::store_order(
            tx,
            prepared,
            again,
            gateway::Prohibited::refuse,
            {services().vault, services().keyring},
            [] { return true; }
        );
    });
    EXPECT_TRUE(stored) << (stored ? "" : stored.error().detail);
    return placed;
}

std::string ShippingUnderTest::pack(const FulfillmentId& fulfillment, std::int64_t weight_g) {
    const Answer answer = write(
        gateway::endpoints::post_fulfillment_pack,
        staff(),
        fulfillment.text(),
        Json{{"weight_g", weight_g}}
    );
    EXPECT_EQ(answer.status, 201) << answer.text;
    return answer.json().at("id").get<std::string>();
}

Json ShippingUnderTest::close(const DepartureId& departure) {
    const Answer answer =
        write(gateway::endpoints::post_departure_close, staff(), departure.text());
    EXPECT_EQ(answer.status, 200) << answer.text;
    return answer.json();
}

std::string ShippingUnderTest::ship(const OrderWish& wish, const std::string& reference) {
    OrderWish on_truck = wish;
    const Json soon{{"leaves", format_corridor(now() + std::chrono::hours{4})}};
    on_truck.departure = open_departure(reference, soon);
    const PlacedOrder placed = place(on_truck);
    const std::string parcel = pack(placed.fulfillments.front(), 250 * wish.parcels.front());
    close(*on_truck.departure);
    return parcel;
}

std::vector<std::string> ShippingUnderTest::events(const std::string& type) {
    const JournalFilter filter{.tenant = qt, .seller = std::nullopt, .carrier = std::nullopt};
    const auto entries = store().read([&](Tx& tx) -> Result<std::vector<JournalEntry>> {
        return journal::read(tx, filter, 0, std::numeric_limits<int>::max());
    });
    std::vector<std::string> found;
    for (const JournalEntry& entry : *entries) {
        if (type.empty()) {
            found.push_back(entry.event.type);
        } else if (entry.event.type == type) {
            found.push_back(entry.event.data);
        }
    }
    return found;
}

std::string ShippingUnderTest::order_status(const OrderId& order) {
    const auto found = store().read([&](Tx& tx) -> Result<std::string> {
        return std::string{name(orders::find(tx, qt, order)->status)};
    });
    return *found;
}

} // namespace route9::tests
