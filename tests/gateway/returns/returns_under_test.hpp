// SPDX-License-Identifier: Apache-2.0
// One parcel of shirts with its carrier in Savannakhet, and what is done to its return. Used on the
// test's thread.
#pragma once

#include "custody_under_test.hpp"
#include "fulfillment/departure_store.hpp"
#include "fulfillment/stock.hpp"
#include "gateway/returns/return_endpoints.hpp"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace route9::tests {

class ReturnsUnderTest : public CustodyUnderTest {
protected:
    /// One parcel of so many shirts for 100000 VND each, with its carrier in Savannakhet.
    void send(fulfillment::PaymentMethod method, std::int64_t shirts) {
        OrderWish wish{
            .external_id = "A1",
            .parcels = {shirts},
            .method = method,
            .amount = std::to_string(100'000 * shirts),
        };
        truck_ = open_departure();
        wish.departure = truck_;
        close_with(wish);
        depart();
        EXPECT_EQ(ack(Json::array({line(0, "received")})).status, 200);
    }
    void stand_on_closed_truck() {
        truck_ = open_departure();
        OrderWish wish{.external_id = "A1", .parcels = {1}};
        wish.departure = truck_;
        close_with(wish);
    }
    Answer open(const std::string& reason, const Principal& who = staff(), Json more = {}) {
        Json body{{"parcel", codes_[0]}, {"reason", reason}};
        if (more.is_object()) {
            body.update(more);
        }
        return call(at::post_return, who, {.body = body});
    }
    /// Its id.
    std::string opened(const std::string& reason) {
        const Answer answer = open(reason);
        EXPECT_EQ(answer.status, 201) << answer.text;
        return answer.json().value("id", "");
    }
    Answer decide(const std::string& id, const Json& body = Json::object()) {
        return write(at::post_return_decide, staff(), id, body);
    }
    Answer receive(const std::string& id) {
        return write(at::post_return_receive, staff(), id, Json::object());
    }
    Answer grade(const std::string& id, const Json& pieces) {
        Json line{{"sku", "SHIRT"}};
        line.update(pieces);
        return write(at::post_return_grade, staff(), id, Json{{"lines", Json::array({line})}});
    }
    /// On hand, reserved, blocked.
    std::vector<std::int64_t> shirts() {
        const auto level = store().read([](Tx& tx) -> Result<fulfillment::StockLevel> {
            const std::vector<Sku> skus{Sku{"SHIRT"}};
            return fulfillment::stock::read_levels(
                       fulfillment::stock::ask_levels(tx, qt, PartyId{"shop"}, skus)
            )
                .at(0);
        });
        return {level->on_hand, level->reserved, level->blocked};
    }
    std::int64_t promised(const DepartureId& departure) {
        const auto found = store().read([&](Tx& tx) -> Result<std::int64_t> {
            return fulfillment::departures::find(tx, qt, departure)->mass_used_g;
        });
        return found.value();
    }
    DepartureId truck_back(const std::string& reference, const std::string& to = "DONGHA") {
        return open_departure(reference, Json{{"from", "SAVANNAKHET"}, {"to", to}});
    }

    OrderId order_;

private:
    void close_with(const OrderWish& wish) {
        const PlacedOrder placed = place(wish);
        order_ = placed.order;
        ids_ = {pack(placed.fulfillments.front(), 250 * wish.parcels.front())};
        codes_ = {read(at::get_parcel, staff(), ids_[0]).json().at("code")};
        close(truck_);
        manifest_ = read(at::get_parcel, staff(), ids_[0]).json().at("manifest");
    }
};

} // namespace route9::tests
