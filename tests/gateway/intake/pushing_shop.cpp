// SPDX-License-Identifier: Apache-2.0
#include "pushing_shop.hpp"

#include "core/crypto.hpp"
#include "fulfillment/product_store.hpp"
#include "fulfillment/stock.hpp"
#include "gateway/endpoints.hpp"
#include "gateway/intake/connection.hpp"
#include "gateway/intake/take_delivery.hpp"

#include <stdexcept>
#include <utility>

namespace route9::tests {
namespace {

constexpr std::string_view kKey = "A secret of thirty-two bytes, ok";
constexpr std::int64_t kLeaseMs = 60'000;

constexpr Statement kLast{
    "test.last_delivery", "SELECT state, reason FROM inbox WHERE dedupe = $1"
};

constexpr Statement kOfConnection{
    "test.deliveries", "SELECT state, reason FROM inbox WHERE connection_id = $1"
};

} // namespace

PushingShop::PushingShop(ServicesUnderTest& under_test) : under_test_(under_test) {
    const std::string secret = "whsec_" + base64(as_byte_view(kKey));
    connect("lao-shop", "standard", secret);
    connect("second-shop", "standard", secret);
    stock_up();
}

void PushingShop::connect(
    const std::string& id,
    const std::string& platform,
    const std::string& secret,
    const std::map<std::string, std::string>& settings
) {
    const gateway::Connection connection{
        .tenant = under_test_.tenant(),
        .id = ConnectionId{id},
        .platform = PlatformName{platform},
        .party = under_test_.seller(),
        .secrets = {{Secret{std::string_view{secret}}, std::nullopt}},
        .settings = settings,
        .paused = false,
        .created_at = under_test_.now(),
    };
    create(connection);
}

void PushingShop::connect_app(
    const std::string& id,
    const std::string& platform,
    const std::string& secret,
    const std::map<std::string, std::string>& settings
) {
    create({
        .tenant = under_test_.tenant(),
        .id = ConnectionId{id},
        .platform = PlatformName{platform},
        .party = {},
        .secrets = {{Secret{std::string_view{secret}}, std::nullopt}},
        .settings = settings,
        .paused = false,
        .created_at = under_test_.now(),
    });
}

void PushingShop::connect_to_app(
    const std::string& id, const std::string& app, const std::string& shop
) {
    const auto known =
        under_test_.store().read([&](Tx& tx) -> Result<std::optional<gateway::Connection>> {
            return gateway::connections::find(tx, ConnectionId{app}, under_test_.services().vault);
        });
    create({
        .tenant = under_test_.tenant(),
        .id = ConnectionId{id},
        .platform = (*known)->platform,
        .party = under_test_.seller(),
        .secrets = {},
        .settings = {},
        .paused = false,
        .created_at = under_test_.now(),
        .app = ConnectionId{app},
        .shop = shop,
    });
}

void PushingShop::pause(const std::string& connection, bool paused) {
    const auto done = under_test_.store().write([&](Tx& tx) {
        return gateway::connections::set_paused(tx, ConnectionId{connection}, paused);
    });
    if (!done) {
        throw std::runtime_error(done.error().detail);
    }
}

void PushingShop::create(const gateway::Connection& connection) {
    const SealNonce nonce = make_nonce(under_test_.services().entropy);
    const auto created = under_test_.store().write([&](Tx& tx) {
        return gateway::connections::create(tx, connection, under_test_.services().vault, nonce);
    });
    if (!created) {
        throw std::runtime_error(created.error().detail);
    }
}

void PushingShop::stock_up() {
    const auto stocked = under_test_.store().write([this](Tx& tx) -> Result<bool> {
        fulfillment::Product product;
        product.seller = under_test_.seller();
        product.sku = Sku{"TS-BLK-M"};
        product.name = "Áo thun";
        fulfillment::products::put(tx, under_test_.tenant(), product, std::nullopt);
        fulfillment::StockAdjustment arrival;
        arrival.id = make_id_bytes(under_test_.now(), under_test_.services().entropy);
        arrival.tenant = under_test_.tenant();
        arrival.seller = under_test_.seller();
        arrival.sku = Sku{"TS-BLK-M"};
        arrival.warehouse = "DONGHA";
        arrival.quantity = 10;
        arrival.reason = "first delivery";
        arrival.at = under_test_.now();
        return fulfillment::stock::adjust(tx, arrival).has_value();
    });
    if (!stocked || !*stocked) {
        throw std::runtime_error("no stock");
    }
}

int PushingShop::push(const std::string& body, const std::string& connection) {
    const int status = deliver(body, connection, kKey);
    work_off();
    return status;
}

int PushingShop::push_forged(const std::string& body, const std::string& connection) {
    return deliver(body, connection, "Some other secret of thirty-two!");
}

int PushingShop::deliver(
    const std::string& body, const std::string& connection, std::string_view key
) {
    const std::string id = "m-" + std::to_string(++pushes_);
    const auto second = std::chrono::floor<Seconds>(under_test_.now()).time_since_epoch().count();
    const std::string text = id + "." + std::to_string(second) + "." + body;
    const auto mac = hmac_sha256(as_byte_view(key), as_byte_view(text));
    return answer_to(
               "standard",
               connection,
               {{"webhook-id", id},
                {"webhook-timestamp", std::to_string(second)},
                {"webhook-signature", "v1," + base64(mac)}},
               body
    )
        .status;
}

gateway::http::Response PushingShop::answer_to(
    const std::string& platform,
    const std::string& connection,
    const Fields& headers,
    const std::string& body
) {
    auto answer = under_test_.answer(
        gateway::endpoints::post_hook(under_test_.services()),
        {.principal = {},
         .target = "/v1/hooks/" + platform + "/" + connection,
         .body = body,
         .headers = headers,
         .parameters = {{"platform", platform}, {"connection", connection}}}
    );
    if (!answer) {
        throw std::runtime_error(answer.error().detail);
    }
    return *std::move(answer);
}

gateway::http::Response PushingShop::push_as(
    const std::string& platform,
    const std::string& connection,
    const Fields& headers,
    const std::string& body
) {
    auto answer = answer_to(platform, connection, headers, body);
    work_off();
    return answer;
}

std::vector<std::string> PushingShop::deliveries(const std::string& connection) {
    using Found = std::vector<std::string>;
    return *under_test_.store().read([&](Tx& tx) -> Result<Found> {
        Found found;
        Rows rows = tx.query(kOfConnection, connection);
        while (rows.next()) {
            const Row row = rows.row();
            found.push_back(row.get<std::string>(0) + ": " + row.get<std::string>(1));
        }
        return found;
    });
}

void PushingShop::work_off() {
    auto items = under_test_.store().write([](Tx& tx) -> Result<std::vector<gateway::InboxItem>> {
        return gateway::inbox::claim(tx, 0, kLeaseMs, 10);
    });
    for (gateway::InboxItem& item : *items) {
        const auto taken = under_test_.run([&] {
            return gateway::take_delivery(
                under_test_.services(), std::move(item), ServicesUnderTest::deadline()
            );
        });
        if (!taken) {
            throw std::runtime_error(taken.error().detail);
        }
    }
}

std::string PushingShop::last_delivery() {
    const Bytes dedupe = gateway::filed_key("m-" + std::to_string(pushes_));
    return *under_test_.store().read([&](Tx& tx) -> Result<std::string> {
        Rows rows = tx.query(kLast, ByteView{dedupe});
        if (!rows.next()) {
            return fail(ErrorCode::not_found);
        }
        const Row row = rows.row();
        return row.get<std::string>(0) + ": " + row.get<std::string>(1);
    });
}

std::optional<fulfillment::OrderRecord>
PushingShop::order(const std::string& channel, const std::string& external_id) {
    using Found = std::optional<fulfillment::OrderRecord>;
    return *under_test_.store().read([&](Tx& tx) -> Result<Found> {
        return fulfillment::orders::find_external(
            tx, {under_test_.tenant(), under_test_.seller(), channel, external_id}
        );
    });
}

void PushingShop::mark(
    const std::string& channel, const std::string& external_id, fulfillment::OrderStatus status
) {
    auto record = order(channel, external_id);
    record->status = status;
    const auto marked = under_test_.store().write([&](Tx& tx) -> Result<bool> {
        return fulfillment::orders::update(tx, *record);
    });
    if (!marked || !*marked) {
        throw std::runtime_error("the order changed meanwhile");
    }
}

std::string PushingShop::status(const std::string& channel, const std::string& external_id) {
    const auto found = order(channel, external_id);
    return found ? std::string{name(found->status)} : "";
}

std::string order_data(const std::string& members, const std::string& phone) {
    return "{" + members +
           R"(,"placed_at":"2026-03-10T07:55:00+07:00","currency":"LAK",)"
           R"("payment":{"method":"cod","amount":"165500"},"recipient":{"name":"ນາງ ຕົວຢ່າງ",)"
           R"("phone":")" +
           phone +
           R"(","country":"LA","province":"ສະຫວັນນະເຂດ","district":"ໄກສອນ ພົມວິຫານ"},)"
           R"("items":[{"sku":"TS-BLK-M","name":"Áo thun","quantity":1,"unit_price":"165500",)"
           R"("weight_g":250,"hs_code":"610910","origin":"VN"}]})";
}

std::string message(const std::string& type, const std::string& data, const std::string& at) {
    return R"({"type":")" + type + R"(","timestamp":")" + at + R"(","data":)" + data + "}";
}

} // namespace route9::tests
