// SPDX-License-Identifier: Apache-2.0
// Cups of the seller "shop" in two warehouses, reservations of them, and the law they must keep.
// Builds on ReplanningUnderTest.
#pragma once

#include "fulfillment/stock_check.hpp"
#include "gateway/stock/endpoints.hpp"
#include "gateway/stock/expire_holds.hpp"
#include "replanning_under_test.hpp"

#include <string>
#include <vector>

namespace route9::tests {

class StockUnderTest : public ReplanningUnderTest {
public:
    StockUnderTest() {
        const Answer answer = call(
            at::put_product,
            by_seller(),
            {.parameters = {{"sku", "CUP"}},
             .body =
                 Json{{"name", "Cup"}, {"weight_g", 250}, {"hs_code", "69120000"}, {"origin", "VN"}}
            }
        );
        EXPECT_LT(answer.status, 300) << answer.text;
    }

    Answer adjust(std::int64_t pieces, const std::string& warehouse = "DONGHA") {
        const Json body{
            {"sku", "CUP"}, {"warehouse", warehouse}, {"quantity", pieces}, {"reason", "receipt"}
        };
        return call(at::post_stock_adjustment, by_seller(), {.body = body});
    }
    static Json cups(std::int64_t pieces, const std::string& warehouse = "DONGHA") {
        return Json{{"sku", "CUP"}, {"warehouse", warehouse}, {"quantity", pieces}};
    }
    /// Until 08:15, a quarter of an hour from the start.
    Answer reserve(const Json& lines, const std::string& until = "2026-03-10T08:15:00+07:00") {
        return call(
            at::post_stock_reservation,
            by_seller(),
            {.body = {{"expires_at", until}, {"lines", lines}}}
        );
    }
    std::string reserved_cups(std::int64_t pieces) {
        const Answer answer = reserve(Json::array({cups(pieces)}));
        EXPECT_EQ(answer.status, 201) << answer.text;
        return answer.json().value("id", "");
    }
    Answer commit(const std::string& id) {
        return write(at::post_stock_reservation_commit, by_seller(), id);
    }
    Answer release(const std::string& id) {
        return write(at::post_stock_reservation_release, by_seller(), id);
    }
    int expire() {
        return run([this] { return gateway::expire_holds(services()); }).value();
    }

    Json order_of_cups(
        const std::string& external_id, const std::vector<std::int64_t>& lines, int status = 201
    ) {
        Json recipient = to_savannakhet;
        recipient["name"] = "Nang Tuayang";
        recipient["phone"] = "020 5512 3456";
        recipient["village"] = "Ban Sounantha";
        Json items = Json::array();
        for (const std::int64_t pieces : lines) {
            items.push_back(
                {{"sku", "CUP"}, {"name", "Cup"}, {"quantity", pieces}, {"unit_price", "10000"}}
            );
        }
        const Json body{
            {"external_id", external_id},
            {"channel", "rest"},
            {"placed_at", "2026-03-10T07:55:00+07:00"},
            {"currency", "LAK"},
            {"payment", {{"method", "prepaid"}, {"amount", "165500"}}},
            {"recipient", recipient},
            {"items", items},
        };
        const Answer answer = call(at::post_order, by_seller(), {.body = body});
        EXPECT_EQ(answer.status, status) << answer.text;
        return read(at::get_order, staff(), answer.json().at("id")).json();
    }
    Answer cancel(const Json& order) {
        return write(
            at::post_order_cancel, staff(), order.at("id"), Json{{"reason", "changed my mind"}}
        );
    }

    /// "DONGHA 10/3" for each warehouse that has cups: on hand, reserved.
    std::vector<std::string> levels() {
        std::vector<std::string> all;
        const Json page = call(at::get_stock, staff(), {.target = "/v1/stock?sku=CUP"}).json();
        for (const Json& level : page.at("items")) {
            all.push_back(
                level.at("warehouse").get<std::string>() + " " + level.at("on_hand").dump() + "/" +
                level.at("reserved").dump()
            );
        }
        return all;
    }
    /// "CUP at DONGHA: 3 reserved, 2 held"
    std::vector<std::string> differences() {
        std::vector<std::string> all;
        const auto found =
            store().read([](Tx& tx) -> Result<std::vector<fulfillment::stock::Difference>> {
                return fulfillment::stock::check(tx, qt);
            });
        for (const auto& each : found.value()) {
            const std::string place = each.sku.text() + " at " + each.warehouse + ": ";
            all.push_back(
                each.in_lots ? place + std::to_string(*each.in_lots) + " in lots"
                             : place + std::to_string(each.reserved) + " reserved, " +
                                   std::to_string(each.held) + " held"
            );
        }
        return all;
    }
};

using Texts = std::vector<std::string>;

} // namespace route9::tests
