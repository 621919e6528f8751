// SPDX-License-Identifier: Apache-2.0
// An order that names a carrier's pick-up point goes there, with that carrier, or waits and says
// why. The point is in Kaysone Phomvihane, Savannakhet, unless a test says otherwise.
#include "gateway/carriers/pickup_endpoints.hpp"
#include "gateway/quotes/quote_endpoints.hpp"
#include "replanning_under_test.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

namespace route9::tests {
namespace {

class OrdersAtPoints : public testing::Test, public ReplanningUnderTest {
protected:
    void point(
        const std::string& id, const Json& changes = {}, const std::string& carrier = "lao-express"
    ) {
        Json body{
            {"name", {{"lo", "ສາຂາ ໄກສອນ"}}},
            {"kind", "branch"},
            {"country", "LA"},
            {"province", "LA-SV"},
            {"district", "1301"},
            {"landmark", "ຕະຫຼາດສິງຄະໂປ"},
            {"cash", true},
        };
        if (!changes.is_null()) {
            body.update(changes);
        }
        Ask ask{.parameters = {{"id", carrier}, {"point", id}}, .body = body};
        const Answer stood = call(at::get_pickup_point, staff(), {.parameters = ask.parameters});
        if (stood.status == 200) {
            ask.headers.emplace_back("If-Match", stood.header("ETag"));
        }
        const Answer put = call(at::put_pickup_point, staff(), ask);
        EXPECT_TRUE(put.status == 200 || put.status == 201) << put.text;
    }
    /// The buyer lives in Outhoumphone, in the same province.
    static Json fetched_at(const std::string& name) {
        return {
            {"country", "LA"}, {"province", "LA-SV"}, {"district", "1302"}, {"pickup_point", name}
        };
    }
    Json paid_in_cash(const std::string& external_id, const std::string& name, int shirts = 1) {
        Json recipient = fetched_at(name);
        recipient["name"] = "Nang Tuayang";
        recipient["phone"] = "020 5512 3456";
        const Json item{
            {"sku", "SHIRT"}, {"name", "Shirt"}, {"quantity", shirts}, {"unit_price", "165500"}
        };
        const Json body{
            {"external_id", external_id},
            {"channel", "rest"},
            {"placed_at", "2026-03-10T07:55:00+07:00"},
            {"currency", "LAK"},
            {"payment", {{"method", "cod"}, {"amount", std::to_string(165500 * shirts)}}},
            {"recipient", recipient},
            {"items", Json::array({item})},
        };
        const Answer answer = call(at::post_order, by_seller(), {.body = body});
        EXPECT_EQ(answer.status, 201) << answer.text;
        return page(answer.json());
    }
    void change(const Json& order, const Json& recipient) {
        const std::string id = order.at("id");
        const std::string etag = read(at::get_order, staff(), id).header("ETag");
        const Answer answer = call(
            at::patch_order,
            by_seller(),
            {.parameters = {{"id", id}},
             .body = Json{{"recipient", recipient}},
             .headers = {{"If-Match", etag}}}
        );
        EXPECT_EQ(answer.status, 200) << answer.text;
    }
    std::string packed(const Json& order) {
        return pack(FulfillmentId::parse(work(order).at("id").get<std::string>()).value());
    }
    static const Json& choice(const Json& order) {
        return order.at("reasons").at(0).at("choices").at(0);
    }
};

TEST_F(OrdersAtPoints, GoWhereThePointIsWithItsCarrierOnly) {
    point("SVK-1", {}, "mekong-post");
    const DepartureId first = open_departure("T1");
    const Json waits = order("A1", fetched_at("mekong-post/SVK-1"));
    EXPECT_EQ(way(waits), "held NO_CAPACITY");
    EXPECT_TRUE(rejects(waits, "departure:" + first.text(), "OTHER_CARRIER"));
    EXPECT_EQ(waits.at("destination").at("district"), "1301");
    EXPECT_EQ(waits.at("destination").at("pickup_point"), "mekong-post/SVK-1");
    EXPECT_EQ(waits.at("recipient").at("district"), "1302"); // where the buyer lives
    const DepartureId second =
        open_departure("T2", {{"carrier", "mekong-post"}, {"leaves", "2026-03-10T13:00:00+07:00"}});
    follow();
    EXPECT_EQ(way(page(waits)), "LAOBAO " + second.text());
    EXPECT_EQ(work(page(waits)).at("carrier"), "mekong-post");
    EXPECT_EQ(way(order("A2", to_savannakhet)), "LAOBAO " + first.text());
}

TEST_F(OrdersAtPoints, NeedNoOtherAddressThatIsUnderstood) {
    point("SVK-1");
    Json nowhere = fetched_at("lao-express/SVK-1");
    nowhere["district"] = "ບ້ານນອກ";
    const Json placed = order("A1", nowhere);
    EXPECT_EQ(way(placed), "LAOBAO none");
    EXPECT_EQ(placed.at("destination").at("district"), "1301");
}

TEST_F(OrdersAtPoints, AreBroughtThoughTheCarriersTermsNameOtherDistricts) {
    point("SVK-1");
    const Answer agreed = write(
        at::put_carrier_terms, staff(), "lao-express", {{"districts", {"ຈັນທະບູລີ"}}, {"fee", "2.5"}}
    );
    ASSERT_EQ(agreed.status, 200) << agreed.text;
    EXPECT_EQ(way(order("A1", to_savannakhet)), "held NO_COVERAGE");
    const Json placed = order("A2", fetched_at("lao-express/SVK-1"));
    EXPECT_EQ(way(placed), "LAOBAO none");
    const auto chosen = work(placed).at("plan").at("chosen").get<std::vector<std::string>>();
    EXPECT_EQ(std::ranges::count(chosen, "carrier:lao-express"), 1);
    point("MEK-1", {}, "mekong-post"); // has agreed to nothing: it is not asked
    EXPECT_EQ(way(order("A3", fetched_at("mekong-post/MEK-1"))), "LAOBAO none");
}

TEST_F(OrdersAtPoints, WaitForAPersonWhereThereIsNoSuchPoint) {
    point("KAY-1");
    point("OUT-1", {{"district", "1302"}});
    point("VTE-1", {{"province", "LA-VT"}, {"district", "0101"}});
    point("OUT-0", {{"district", "1302"}, {"valid_from", "2026-04-01"}}); // not open yet
    const Json placed = order("A1", fetched_at("lao-express/OUT-9"));
    EXPECT_EQ(way(placed), "held PICKUP_POINT_UNKNOWN");
    EXPECT_EQ(placed.at("reasons").at(0).at("pointer"), "/recipient/pickup_point");
    EXPECT_EQ(choice(placed).at("code"), "lao-express/OUT-1");
    EXPECT_EQ(
        placed.at("reasons").at(0).at("candidates"),
        (Json{"lao-express/OUT-1", "lao-express/KAY-1"}) // her district's first
    );
    change(placed, choice(placed).at("recipient"));
    EXPECT_EQ(way(page(placed)), "LAOBAO none");
    EXPECT_EQ(page(placed).at("destination").at("pickup_point"), "lao-express/OUT-1");
    change(placed, {{"pickup_point", "ຕໍ່ໜ້າວັດ"}});
    EXPECT_FALSE(page(placed).at("destination").contains("pickup_point"));
    EXPECT_EQ(page(placed).at("destination").at("district"), "1302");
}

TEST_F(OrdersAtPoints, WaitForAPersonWhereItLiesInAnotherProvince) {
    point("VTE-1", {{"province", "LA-VT"}, {"district", "0101"}});
    const Json placed = order("A1", fetched_at("lao-express/VTE-1"));
    EXPECT_EQ(way(placed), "held PICKUP_POINT_ELSEWHERE");
    EXPECT_EQ(placed.at("reasons").at(0).at("pointer"), "/recipient/pickup_point");
    const Json abroad{
        {"country", "VN"},
        {"province", "Xyz Abc"},
        {"district", "Xyz"},
        {"pickup_point", "lao-express/VTE-1"}
    };
    const Json other = order("A2", abroad);
    EXPECT_EQ(way(other), "held ADDRESS_UNKNOWN PICKUP_POINT_ELSEWHERE");
}

TEST_F(OrdersAtPoints, AreNotMeantByWordsThatLeadTheCourier) {
    point("SVK-1");
    for (const char* words :
         {"SVK-1",
          "Km 5/chợ",
          "nobody/SVK-1",
          "shop/SVK-1",
          "lao-express/",
          "/SVK-1",
          "lao-express/SVK 1"}) {
        const Json placed = order(std::string{"W "} + words, fetched_at(words));
        EXPECT_EQ(way(placed), "LAOBAO none") << words;
        EXPECT_EQ(placed.at("destination").at("district"), "1302") << words;
        EXPECT_FALSE(placed.at("destination").contains("pickup_point")) << words;
        EXPECT_EQ(placed.at("recipient").at("pickup_point"), words);
    }
}

TEST_F(OrdersAtPoints, WaitWherePointsTakeNoCashUntilTheyDo) {
    point("SVK-1", {{"cash", false}});
    const Json placed = paid_in_cash("A1", "lao-express/SVK-1");
    EXPECT_EQ(way(placed), "held PICKUP_POINT_NO_CASH");
    EXPECT_EQ(way(order("A2", fetched_at("lao-express/SVK-1"))), "LAOBAO none"); // is paid
    point("SVK-1", {{"cash", true}});
    follow();
    EXPECT_EQ(way(page(placed)), "LAOBAO none");
}

TEST_F(OrdersAtPoints, WaitWhereTheyAreHeavierThanThePointTakes) {
    point("SVK-1", {{"max_kg", "0.5"}});
    EXPECT_EQ(way(paid_in_cash("A1", "lao-express/SVK-1", 2)), "LAOBAO none"); // 2 × 250 g
    const Json placed = paid_in_cash("A2", "lao-express/SVK-1", 3);
    EXPECT_EQ(way(placed), "held PICKUP_POINT_TOO_HEAVY");
    point("SVK-1", {{"max_kg", "0.75"}});
    follow();
    EXPECT_EQ(way(page(placed)), "LAOBAO none");
}

TEST_F(OrdersAtPoints, WaitWhereThePointTakesNothingOnTheDayOfArrival) {
    open_departure("T1", {{"arrives", "2026-03-11T09:00:00+07:00"}});
    point("SVK-1", {{"valid_to", "2026-03-11"}});
    EXPECT_EQ(order("A1", fetched_at("lao-express/SVK-1")).at("status"), "routed");
    point("SVK-2", {{"valid_to", "2026-03-10"}}); // open today, closed when it comes
    EXPECT_EQ(way(order("A2", fetched_at("lao-express/SVK-2"))), "held PICKUP_POINT_CLOSED");
    point("SVK-3", {{"valid_from", "2026-03-11"}});
    EXPECT_EQ(order("A3", fetched_at("lao-express/SVK-3")).at("status"), "routed");
    point("SVK-4", {{"valid_from", "2026-03-12"}});
    EXPECT_EQ(way(order("A4", fetched_at("lao-express/SVK-4"))), "held PICKUP_POINT_CLOSED");
}

TEST_F(OrdersAtPoints, AreLookedAtAgainWhenTheirPointCloses) {
    const DepartureId truck = open_departure();
    point("SVK-1");
    const Json planned = order("A1", fetched_at("lao-express/SVK-1"));
    const Json stands = order("A2", fetched_at("lao-express/SVK-1"));
    const std::string parcel = packed(stands);
    const Json elsewhere = order("A3", to_savannakhet);
    ASSERT_EQ(way(planned), "LAOBAO " + truck.text());
    follow();
    point("SVK-1", {{"landmark", "ຕະຫຼາດ"}}); // moves nothing
    EXPECT_EQ(follow(), 0);
    point("SVK-1", {{"valid_from", "2026-03-01"}, {"valid_to", "2026-03-09"}});
    follow();
    EXPECT_EQ(way(page(planned)), "held PICKUP_POINT_CLOSED");
    EXPECT_EQ(page(stands).at("reasons").at(0).at("code"), "PICKUP_POINT_CLOSED");
    EXPECT_FALSE(work(page(stands)).contains("departure"));
    EXPECT_EQ(way(page(elsewhere)), "LAOBAO " + truck.text());
    EXPECT_EQ(reserved(), 3);
    point("SVK-1");
    follow();
    EXPECT_EQ(way(page(planned)), "LAOBAO " + truck.text());
    EXPECT_EQ(work(page(planned)).at("plan_reason"), "point_changed");
    EXPECT_EQ(work(page(stands)).at("departure"), truck.text());
    EXPECT_EQ(page(stands).at("reasons").size(), 0U);
}

TEST_F(OrdersAtPoints, AreNotLoadedByHandOnAnotherCarriersTruck) {
    point("SVK-1");
    const DepartureId own = open_departure("T1");
    const DepartureId other =
        open_departure("T2", {{"carrier", "mekong-post"}, {"leaves", "2026-03-10T13:00:00+07:00"}});
    const std::string parcel = packed(order("A1", fetched_at("lao-express/SVK-1")));
    const Json parcels{{"parcels", {parcel}}};
    const Answer refused = write(at::post_departure_load, staff(), other.text(), parcels);
    ASSERT_EQ(refused.status, 422) << refused.text;
    EXPECT_EQ(refused.json().at("errors").at(0).at("pointer"), "/parcels/0");
    EXPECT_EQ(refused.json().at("errors").at(0).at("code"), "other_carrier");
    const Answer loaded = write(at::post_departure_load, staff(), own.text(), parcels);
    EXPECT_EQ(loaded.status, 200) << loaded.text;
}

TEST_F(OrdersAtPoints, StandOnTheManifestAtThePointsAddress) {
    point("SVK-1");
    const DepartureId truck = open_departure();
    Json home = fetched_at("lao-express/SVK-1");
    home["village"] = "ບ້ານ ໂພນສິມ";
    packed(order("A1", home));
    close(truck);
    const std::string manifest = news("manifest.sealed").at(0).at("manifest");
    const Json line = read(at::get_manifest, by_carrier(), manifest).json().at("lines").at(0);
    const Json to = line.at("recipient");
    EXPECT_EQ(to.at("name"), "Nang Tuayang");
    EXPECT_EQ(to.at("province"), "ສະຫວັນນະເຂດ");
    EXPECT_EQ(to.at("district"), "ໄກສອນ ພົມວິຫານ");
    EXPECT_EQ(to.at("landmark"), "ຕະຫຼາດສິງຄະໂປ");
    EXPECT_EQ(to.at("pickup_point"), "SVK-1 · ສາຂາ ໄກສອນ");
    EXPECT_EQ(to.value("village", ""), "");
}

TEST_F(OrdersAtPoints, AreQuotedAsTheyWouldBePlaced) {
    point("SVK-1");
    point("SVK-2", {{"cash", false}});
    const auto quoted = [this](const std::string& name, const std::string& method) {
        const Json item{
            {"sku", "SHIRT"}, {"name", "Shirt"}, {"quantity", 1}, {"unit_price", "165500"}
        };
        return call(
                   at::post_quote,
                   by_seller(),
                   {.body =
                        Json{
                            {"currency", "LAK"},
                            {"payment", {{"method", method}, {"amount", "165500"}}},
                            {"recipient", fetched_at(name)},
                            {"items", Json::array({item})},
                        }}
        ).json();
    };
    EXPECT_EQ(quoted("lao-express/SVK-1", "cod").at("status"), "routed");
    const Json refused = quoted("lao-express/SVK-2", "cod");
    EXPECT_EQ(refused.at("status"), "held");
    EXPECT_EQ(refused.at("reasons").at(0).at("code"), "PICKUP_POINT_NO_CASH");
    EXPECT_EQ(
        quoted("lao-express/SVK-7", "cod").at("reasons").at(0).at("code"), "PICKUP_POINT_UNKNOWN"
    );
}

} // namespace
} // namespace route9::tests
