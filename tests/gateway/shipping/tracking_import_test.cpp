// SPDX-License-Identifier: Apache-2.0
// A carrier's sheet of events over a real store.
#include "fulfillment/parcel_store.hpp"
#include "payments/receivable.hpp"
#include "shipping_under_test.hpp"

#include <gtest/gtest.h>

#include <string>

namespace route9::tests {
namespace {

namespace at = gateway::endpoints;
using fulfillment::PaymentMethod;

class TrackingImport : public testing::Test, protected ShippingUnderTest {
protected:
    TrackingImport() {
        const DepartureId truck = open_departure();
        for (const auto* order : {"A", "B", "C", "D"}) { // more than one unit of work
            OrderWish wish{.external_id = order, .method = PaymentMethod::cod, .amount = "5000"};
            wish.parcels.assign(5, 1);
            wish.departure = truck;
            for (const FulfillmentId& item : place(wish).fulfillments) {
                const std::string id = pack(item);
                codes_.push_back(read(at::get_parcel, staff(), id).json().at("code"));
            }
        }
        close(truck);
        pass(Minutes{4 * 24 * 60}); // 2026-03-14T08:00:00+07:00
    }

    gateway::http::Response send(const std::string& sheet, const Principal& who = by_carrier()) {
        const auto answered = answer(
            at::post_tracking_import(services()),
            {.principal = who, .body = sheet, .type = "text/csv; charset=utf-8"}
        );
        if (!answered) {
            return gateway::http::text_response(
                error_info(answered.error().code).http_status, answered.error().detail
            );
        }
        return *answered;
    }
    Json told(const std::string& sheet) { return Json::parse(send(sheet).content()); }
    std::string delivered(std::size_t parcel, const std::string& cash) const {
        return codes_[parcel] + ",Delivered,12/03/2026 09:00,ໄກສອນ,," + cash + ",VND\n";
    }
    Money in_custody(std::size_t parcel) {
        const auto found = store().read([&](Tx& tx) -> Result<payments::Receivable> {
            return *payments::receivables::find_by_reference(tx, qt, codes_[parcel]);
        });
        return found->custody;
    }

    static constexpr const char* head_ = "parcel,status,at,place,note,cash_amount,cash_currency\n";
    std::vector<std::string> codes_;
};

TEST_F(TrackingImport, TellsEveryGoodRowAndSaysOfTheOthersWhatIsWrong) {
    std::string sheet = head_;
    for (std::size_t parcel = 0; parcel < 18; ++parcel) {
        sheet += delivered(parcel, "1000");
    }
    sheet += delivered(18, "1.000");                         // row 20
    sheet += "NOSUCH,delivered,2026-03-12 09:00,,,,\n";      // row 21
    sheet += codes_[19] + ",delivered,2026-03-12,,,5,\n";    // row 22
    sheet += codes_[19] + ",Đã giao,2026-03-12 09:00,,,,\n"; // row 23
    const Json answer = told(sheet);
    EXPECT_EQ(answer.at("moved"), 18) << answer;
    EXPECT_EQ(answer.at("refused"), 2);
    EXPECT_EQ(answer.at("not_found"), 1);
    EXPECT_EQ(answer.at("alert"), 1);
    EXPECT_EQ(answer.at("rows").size(), 22U);
    EXPECT_EQ(
        answer.at("rows").at(0),
        (Json{{"row", 2}, {"parcel", codes_[0]}, {"result", "moved"}, {"status", "delivered"}})
    );
    EXPECT_EQ(answer.at("rows").at(18).at("errors").at(0).at("code"), "ambiguous");
    EXPECT_EQ(answer.at("rows").at(20).at("row"), 22);
    EXPECT_EQ(answer.at("rows").at(20).at("errors").at(0).at("member"), "cash_currency");
    EXPECT_EQ(in_custody(0), Money::of_minor(1'000, Currency::VND));
}

TEST_F(TrackingImport, DoublesNothingWhenTheSheetComesAgain) {
    const std::string sheet = head_ + delivered(0, "1000") + delivered(1, "1000");
    EXPECT_EQ(told(sheet).at("moved"), 2);
    const Json again = told(sheet + delivered(2, "1000"));
    EXPECT_EQ(again.at("duplicate"), 2);
    EXPECT_EQ(again.at("moved"), 1);
    EXPECT_EQ(in_custody(0), Money::of_minor(1'000, Currency::VND));
    EXPECT_EQ(events("cod.collected").size(), 3U);
    EXPECT_EQ(events("parcel.status_changed").size(), 23U) << "20 were picked up, 3 delivered";
}

TEST_F(TrackingImport, TakesARowThatWasRefusedOnceItIsMended) {
    EXPECT_EQ(told(head_ + delivered(0, "999999")).at("refused"), 1);
    EXPECT_EQ(told(head_ + delivered(0, "1000")).at("moved"), 1);
    EXPECT_EQ(in_custody(0), Money::of_minor(1'000, Currency::VND));
}

TEST_F(TrackingImport, IsForCarriersAndTheirOwnParcels) {
    const std::string sheet = head_ + delivered(0, "1000");
    EXPECT_EQ(send(sheet, staff()).status, 403);
    const auto foreign = send(sheet, by_other_carrier());
    EXPECT_EQ(Json::parse(foreign.content()).at("not_found"), 1);
    const auto answered =
        answer(at::post_tracking_import(services()), {.principal = by_carrier(), .body = sheet});
    EXPECT_EQ(answered.error().code, ErrorCode::unsupported_media_type);
}

} // namespace
} // namespace route9::tests
