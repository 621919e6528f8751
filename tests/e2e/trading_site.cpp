// SPDX-License-Identifier: Apache-2.0
#include "trading_site.hpp"

#include "core/time.hpp"

#include <stdexcept>
#include <utility>

namespace route9::e2e {
namespace {

void expect(const Answer& answer, int status) {
    if (answer.status != status) {
        throw std::runtime_error(std::to_string(answer.status) + " " + answer.body);
    }
}

std::string make_key(const Site& site, const char* tenant, const char* role, const char* party) {
    std::vector<std::string> words{"keys", "create", "--tenant", tenant, "--role", role};
    if (party != nullptr) {
        words.insert(words.end(), {"--party", party});
    }
    return run_checked(site, std::move(words));
}

void make_tenant(const Site& site, const char* id, const char* name) {
    run_checked(site, {"tenants", "create", "--id", id, "--name", name});
}

void make_party(const Site& site, const char* tenant, const char* kind, const char* id) {
    run_checked(
        site, {"parties", "create", "--tenant", tenant, "--kind", kind, "--id", id, "--name", id}
    );
}

void offer(Caller& seller, const Json& product, const char* sku, std::int64_t pieces) {
    const std::string target = std::string{"/v1/products/"} + sku;
    const Answer put = seller.put(target, product, {{"If-None-Match", "*"}});
    constexpr int known = 412; // from an earlier delivery
    if (put.status != known) {
        expect(put, 201);
    }
    expect(
        seller.post(
            "/v1/stock/adjustments",
            {{"sku", sku},
             {"warehouse", "DONGHA"},
             {"quantity", pieces},
             {"reason", "first delivery"}}
        ),
        201
    );
}

} // namespace

std::string run_checked(const Site& site, std::vector<std::string> words) {
    Outcome outcome = site.run(std::move(words));
    if (outcome.exit_code != 0) {
        throw std::runtime_error(outcome.error);
    }
    return std::move(outcome.out);
}

Keys set_up_by_command_line(const Site& site) {
    make_tenant(site, "qt", "Quảng Trị Fulfilment");
    make_party(site, "qt", "seller", "shop");
    make_party(site, "qt", "seller", "second-shop");
    make_party(site, "qt", "carrier", "lao-express");
    make_tenant(site, "ht", "Hà Tĩnh Fulfilment");
    make_party(site, "ht", "seller", "shop");
    run_checked(
        site,
        {"connections",
         "add",
         "--tenant",
         "qt",
         "--platform",
         "standard",
         "--party",
         "shop",
         "--id",
         "lao-shop",
         "--secret",
         kStandardSecret}
    );
    run_checked(
        site,
        {"connections",
         "add",
         "--tenant",
         "qt",
         "--platform",
         "haravan",
         "--party",
         "shop",
         "--id",
         "viet-shop",
         "--secret",
         kHaravanSecret,
         "--shop",
         kHaravanOrganisation}
    );
    return {
        .seller = make_key(site, "qt", "seller", "shop"),
        .second_seller = make_key(site, "qt", "seller", "second-shop"),
        .operator_ = make_key(site, "qt", "operator", nullptr),
        .other_tenant = make_key(site, "ht", "seller", "shop"),
    };
}

void offer_goods(Caller& seller, std::int64_t pieces) {
    offer(
        seller,
        {{"name", "Áo thun"}, {"weight_g", 250}, {"hs_code", "6109.10"}, {"origin", "VN"}},
        "TS-BLK-M",
        pieces
    );
    offer(
        seller,
        {{"name", "Túi vải"}, {"weight_g", 300}, {"hs_code", "4202.92"}, {"origin", "VN"}},
        "BAG-01",
        pieces
    );
}

void open_departure(Caller& operator_, const std::string& reference, std::int64_t max_kg) {
    const Instant leaves = business_now() + std::chrono::hours{3};
    const Json body{
        {"reference", reference},
        {"from", "DONGHA"},
        {"to", "SAVANNAKHET"},
        {"gate", "LAOBAO"},
        {"carrier", "lao-express"},
        {"truck_plate", "74C-000.01"},
        {"leaves", format_corridor(leaves)},
        {"max_kg", max_kg},
    };
    expect(operator_.post("/v1/departures", body), 201);
}

Json order_of(const std::string& external_id) {
    return Json::parse(
        R"({
      "channel": "rest", "placed_at": "2026-03-10T07:55:00+07:00", "currency": "LAK",
      "payment": {"method": "cod", "amount": "481000"},
      "recipient": {"name": "ນາງ ຕົວຢ່າງ", "phone": "020 5500 0001", "country": "LA",
        "province": "ສະຫວັນນະເຂດ", "district": "ໄກສອນ ພົມວິຫານ", "village": "ບ້ານ ຕົວຢ່າງ"},
      "items": [
        {"sku": "TS-BLK-M", "name": "Áo thun", "quantity": 2, "unit_price": "165500",
         "weight_g": 250, "hs_code": "610910", "origin": "VN"},
        {"sku": "BAG-01", "name": "Túi vải", "quantity": 1, "unit_price": "150000",
         "weight_g": 300, "hs_code": "420292", "origin": "VN"}],
      "external_id": ")" +
        external_id + R"("})"
    );
}

std::string standard_body(const std::string& external_id) {
    Json order = order_of(external_id);
    order.erase("channel");
    return Json{
        {"type", "order.created"}, {"timestamp", "2026-03-10T01:00:00Z"}, {"data", std::move(order)}
    }.dump();
}

std::string haravan_body(std::int64_t id) {
    Json message = Json::parse(R"({
      "name": "#100001", "created_at": "2026-03-10T00:58:00Z",
      "updated_at": "2026-03-10T00:58:30Z", "currency": "VND", "total_price": 349000.0,
      "financial_status": "pending", "cancelled_status": "uncancelled", "cancelled_at": null,
      "cancel_reason": null, "gateway_code": "cod", "note": "Giao giờ hành chính",
      "shipping_address": {"name": "Nguyễn Văn Mẫu", "phone": "0900000001",
        "address1": "12 Phố Thử Nghiệm", "ward": "Phường Hải Châu", "district": "Quận Hải Châu",
        "province": "Đà Nẵng", "country": "Vietnam", "country_code": "VN"},
      "line_items": [{"id": 1280000001, "sku": "TS-BLK-M", "title": "Áo thun", "quantity": 2,
        "price": 165500.00, "grams": 250, "requires_shipping": true}]})");
    message["id"] = id;
    return message.dump();
}

} // namespace route9::e2e
