// SPDX-License-Identifier: Apache-2.0
// One closed truck and what both sides say of its manifest. Every parcel has exactly one custodian
// when a test ends. Used on the test's thread.
#pragma once

#include "fulfillment/custody_store.hpp"
#include "shipping_under_test.hpp"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace route9::tests {

namespace at = gateway::endpoints;

class CustodyUnderTest : public testing::Test, protected ShippingUnderTest {
protected:
    /// A truck with so many parcels, closed; codes_ and manifest_ are its.
    void close_truck(int parcels, const std::string& reference = "T1") {
        OrderWish wish{.external_id = reference, .method = method_};
        wish.parcels.assign(static_cast<std::size_t>(parcels), 1);
        wish.departure = open_departure(
            reference, Json{{"leaves", format_corridor(now() + std::chrono::hours{4})}}
        );
        truck_ = *wish.departure;
        ids_.clear();
        codes_.clear();
        for (const FulfillmentId& item : place(wish).fulfillments) {
            ids_.push_back(pack(item));
            codes_.push_back(read(at::get_parcel, staff(), ids_.back()).json().at("code"));
        }
        close(truck_);
        manifest_ = read(at::get_parcel, staff(), ids_.back()).json().at("manifest");
    }
    void depart() {
        EXPECT_EQ(write(at::post_departure_depart, staff(), truck_.text()).status, 200);
    }
    Json line(int parcel, const std::string& result, const std::string& liable = "") const {
        Json json{{"parcel", codes_[static_cast<std::size_t>(parcel)]}, {"result", result}};
        if (!liable.empty()) {
            json["liable"] = liable;
        }
        return json;
    }
    Answer ack(Json lines) {
        return write(at::post_manifest_ack, by_carrier(), manifest_, {{"lines", std::move(lines)}});
    }
    Answer settle(const Principal& who, Json lines) {
        return write(at::post_manifest_settle, who, manifest_, {{"lines", std::move(lines)}});
    }
    Json custody(const Principal& who = staff()) {
        const Answer answer = read(at::get_manifest_custody, who, manifest_);
        EXPECT_EQ(answer.status, 200) << answer.text;
        return answer.json();
    }
    /// "warehouse:DONGHA", "truck:T1", "carrier:lao-express", "recipient".
    std::string custodian(int parcel) {
        const Json all = custody();
        for (const Json& item : all.at("parcels")) {
            if (item.at("parcel") == codes_[static_cast<std::size_t>(parcel)]) {
                const Json& who = item.at("custodian");
                const std::string kind = who.at("kind");
                return who.contains("id") ? kind + ":" + who.at("id").get<std::string>() : kind;
            }
        }
        return "none";
    }
    Json told(int parcel, const std::string& status, bool correction = false) {
        pass(Minutes{60});
        Json event{
            {"parcel", codes_[static_cast<std::size_t>(parcel)]},
            {"status", status},
            {"at", format_corridor(now())},
        };
        if (correction) {
            event["correction"] = true;
        }
        return write(at::post_tracking_events, by_carrier(), "", {{"events", Json::array({event})}})
            .json()
            .at("results")
            .at(0);
    }
    std::vector<ParcelId> without_one_custodian() {
        return store()
            .read([](Tx& tx) -> Result<std::vector<ParcelId>> {
                return fulfillment::custody::check(tx, qt);
            })
            .value();
    }
    void run_sql(const Statement& statement) {
        const auto done =
            store().write([&](Tx& tx) -> Result<std::int64_t> { return tx.execute(statement); });
        EXPECT_TRUE(done);
    }
    void TearDown() override { EXPECT_EQ(without_one_custodian(), std::vector<ParcelId>{}); }

    fulfillment::PaymentMethod method_ = fulfillment::PaymentMethod::prepaid;
    DepartureId truck_;
    std::string manifest_;
    std::vector<std::string> ids_;
    std::vector<std::string> codes_;
};

} // namespace route9::tests
