// SPDX-License-Identifier: Apache-2.0
// Where carriers hand parcels out: written down by staff, read by sellers and their own carrier,
// and heeded by the clock of parcels that lie there.
#include "gateway/carriers/pickup_endpoints.hpp"
#include "gateway/returns/follow_branches.hpp"
#include "returns_under_test.hpp"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace route9::tests {
namespace {

using Texts = std::vector<std::string>;

class PickupPoints : public ReturnsUnderTest {
protected:
    static Json kaysone() {
        return {
            {"name", {{"lo", "ສາຂາ ໄກສອນ"}, {"en", "Kaysone branch"}}},
            {"kind", "branch"},
            {"country", "LA"},
            {"province", "Savannakhet"},
            {"district", "Kaysone Phomvihane"},
            {"phone", "041 212 345"},
            {"max_kg", "20.5"},
            {"max_cm", 120},
            {"cash", true},
            {"holding_days", 3},
        };
    }
    Answer
    put(const std::string& id,
        const Json& body,
        const std::string& if_match = "",
        const Principal& who = staff(),
        const std::string& carrier = "lao-express") {
        Ask ask{.parameters = {{"id", carrier}, {"point", id}}, .body = body};
        if (!if_match.empty()) {
            ask.headers.emplace_back("If-Match", if_match);
        }
        return call(at::put_pickup_point, who, ask);
    }
    Answer get(const std::string& id, const Principal& who) {
        return call(
            at::get_pickup_point, who, {.parameters = {{"id", "lao-express"}, {"point", id}}}
        );
    }
    Texts listed(const Principal& who, const std::string& query = "") {
        const Answer answer = call(
            at::get_pickup_points,
            who,
            {.target = "/v1/carriers/lao-express/pickup-points" + query,
             .parameters = {{"id", "lao-express"}}}
        );
        if (answer.status != 200) {
            return {std::to_string(answer.status)};
        }
        Texts ids;
        const Json page = answer.json();
        for (const Json& item : page.at("items")) {
            ids.push_back(item.at("id"));
        }
        return ids;
    }
    static Json named_with(const Json& changes) {
        Json body = kaysone();
        body.update(changes);
        return body;
    }
    /// "/district unknown"
    Texts faults(const Json& changes) {
        const Answer answer = put("P9", named_with(changes));
        EXPECT_EQ(answer.status, 422) << answer.text;
        Texts found;
        const Json problem = answer.json();
        for (const Json& error : problem.value("errors", Json::array())) {
            EXPECT_FALSE(error.value("message", "").empty());
            found.push_back(
                error.at("pointer").get<std::string>() + " " + error.at("code").get<std::string>()
            );
        }
        return found;
    }
};

TEST_F(PickupPoints, AreKeptWithTheirPlaceAsCodes) {
    const Answer created = put("SVK-1", kaysone());
    ASSERT_EQ(created.status, 201) << created.text;
    const Json shown = created.json();
    EXPECT_EQ(shown.at("province"), "LA-SV");
    EXPECT_EQ(shown.at("district"), "1301");
    EXPECT_EQ(shown.at("name").at("lo"), "ສາຂາ ໄກສອນ");
    EXPECT_EQ(shown.at("phone"), "+85641212345");
    EXPECT_EQ(shown.at("max_kg"), "20.5");
    EXPECT_EQ(shown.at("max_cm"), 120);
    EXPECT_EQ(shown.at("valid_from"), "2026-03-10");
    EXPECT_EQ(shown.at("open"), true);
    EXPECT_EQ(get("SVK-1", staff()).text, created.text);
    EXPECT_EQ(get("SVK-2", staff()).status, 404);
}

TEST_F(PickupPoints, AreReplacedByTheirVersionOnly) {
    const Answer created = put("SVK-1", kaysone());
    EXPECT_EQ(put("SVK-1", kaysone()).status, 428);
    EXPECT_EQ(put("SVK-1", kaysone(), "\"v7\"").status, 412);
    Json closing = kaysone();
    closing["valid_to"] = "2026-03-10";
    const Answer closed = put("SVK-1", closing, created.header("ETag"));
    ASSERT_EQ(closed.status, 200) << closed.text;
    EXPECT_EQ(closed.json().at("version"), 2);
    EXPECT_EQ(get("SVK-1", staff()).json().at("open"), true); // its last day
    pass(Minutes{24 * 60});
    EXPECT_EQ(get("SVK-1", staff()).json().at("open"), false);
}

TEST_F(PickupPoints, AreWrittenByStaffAndReadBySellersAndTheirCarrier) {
    EXPECT_EQ(put("B", kaysone()).status, 201);
    EXPECT_EQ(put("A", kaysone()).status, 201);
    Json dong_ha{
        {"name", {{"vi", "Bưu cục Đông Hà"}}},
        {"kind", "locker"},
        {"country", "VN"},
        {"province", "Quảng Trị"},
    };
    EXPECT_EQ(put("C", dong_ha).status, 201);
    EXPECT_EQ(listed(staff()), (Texts{"A", "B", "C"}));
    EXPECT_EQ(listed(by_seller()), (Texts{"A", "B", "C"}));
    EXPECT_EQ(listed(by_carrier(), "?district=1301"), (Texts{"A", "B"}));
    EXPECT_EQ(listed(by_carrier(), "?limit=1"), Texts{"A"});
    EXPECT_EQ(listed(by_other_carrier()), Texts{"404"});
    Principal elsewhere = staff();
    elsewhere.tenant = TenantId{"ht"};
    EXPECT_EQ(listed(elsewhere), Texts{"404"});
    EXPECT_EQ(get("A", elsewhere).status, 404);
    EXPECT_EQ(listed(as(Role::marketplace, "mall")), Texts{"403"});
    EXPECT_EQ(get("A", by_other_carrier()).status, 404);
    EXPECT_EQ(put("D", kaysone(), "", by_carrier()).status, 403);
    EXPECT_EQ(put("D", kaysone(), "", staff(), "shop").status, 404);
    EXPECT_EQ(put("D", kaysone(), "", staff(), "nobody").status, 404);
}

TEST_F(PickupPoints, NameEachWrongMember) {
    EXPECT_EQ(faults({{"name", Json::object()}}), Texts{"/name required"});
    EXPECT_EQ(faults({{"name", {{"th", "x"}}}}).at(0), "/name/th unknown_member");
    EXPECT_EQ(faults({{"kind", "church"}}), Texts{"/kind unknown_value"});
    EXPECT_EQ(faults({{"country", "TH"}}).at(0), "/country unknown_value");
    EXPECT_EQ(faults({{"province", "Nowhere"}, {"district", "No such place"}}).size(), 1U);
    EXPECT_EQ(faults({{"district", "Xyz Abc Qwe"}}), Texts{"/district unknown"});
    EXPECT_EQ(faults({{"province", "Nowhere"}}), Texts{"/province unknown"});
    EXPECT_EQ(faults({{"province", "LA-XX"}, {"district", "1301"}}), Texts{"/province unknown"});
    EXPECT_EQ(faults({{"province", "Vientiane"}}), Texts{"/province unknown"}) << "there are two";
    EXPECT_EQ(faults({{"province", "Champasak"}}), Texts{"/district unknown"});
    EXPECT_EQ(faults({{"phone", "12"}}), Texts{"/phone malformed"});
    EXPECT_EQ(faults({{"max_cm", 0}}), Texts{"/max_cm out_of_range"});
    EXPECT_EQ(faults({{"holding_days", 367}}), Texts{"/holding_days out_of_range"});
    EXPECT_EQ(faults({{"valid_from", "soon"}}), Texts{"/valid_from malformed"});
    EXPECT_EQ(
        faults({{"valid_from", "2026-04-02"}, {"valid_to", "2026-04-01"}}),
        Texts{"/valid_to out_of_range"}
    );
    for (const char* day : {"1970-01-01", "2006-03-09", "2046-03-11", "9999-12-31"}) {
        EXPECT_EQ(faults({{"valid_from", day}}).at(0), "/valid_from out_of_range") << day;
        EXPECT_EQ(faults({{"valid_to", day}}).at(0), "/valid_to out_of_range") << day;
    }
    EXPECT_EQ(put("OLD", named_with({{"valid_from", "2006-03-10"}})).status, 201);
    EXPECT_EQ(put("NEW", named_with({{"valid_to", "2046-03-10"}})).status, 201);
    EXPECT_EQ(faults({{"colour", "red"}}), Texts{"/colour unknown_member"});
    EXPECT_EQ(put("a b", kaysone()).json().at("errors")[0].at("pointer"), "/point");
    EXPECT_EQ(put(std::string(65, 'x'), kaysone()).status, 422);
}

TEST_F(PickupPoints, KeepTheirOwnNumberOfDays) {
    EXPECT_EQ(put("SVK-1", kaysone()).status, 201);
    send(fulfillment::PaymentMethod::prepaid, 1);
    const Json ready{
        {"parcel", codes_[0]},
        {"status", "ready_for_pickup"},
        {"at", format_corridor(now())},
        {"place", "SVK-1"},
    };
    const Answer told =
        write(at::post_tracking_events, by_carrier(), "", {{"events", Json::array({ready})}});
    ASSERT_EQ(told.json().at("results")[0].at("result"), "moved") << told.text;
    const auto look = [this] {
        return run([this] { return gateway::follow_branches(services()); }).value();
    };
    clock().set(parse_rfc3339("2026-03-11T17:00:00Z").value()); // two days before the end
    EXPECT_EQ(look(), 1);
    const Json due = Json::parse(events("parcel.pickup_due").at(0));
    EXPECT_EQ(due.at("pickup_point"), "SVK-1");
    EXPECT_EQ(due.at("rule"), "lao-express/SVK-1");
    clock().set(parse_rfc3339("2026-03-13T17:00:00Z").value()); // three days after the 10th
    EXPECT_EQ(look(), 1);
    const Json found =
        call(at::get_returns, staff(), {.target = "/v1/returns"}).json().at("items").at(0);
    EXPECT_EQ(found.at("hold_until"), "2026-03-13T17:00:00Z");
    EXPECT_EQ(found.at("hold_rule"), "lao-express/SVK-1");
    EXPECT_EQ(found.at("opened_rule"), "lao-express/SVK-1");
}

} // namespace
} // namespace route9::tests
