// SPDX-License-Identifier: Apache-2.0
// What GHN and GHTK are asked, and what their answers tell. The answers have the members of their
// documentation and of answers that public programs print; all values are invented.
#include "adapters/carriers/carrier_messages.hpp"
#include "adapters/carriers/parcel_ask.hpp"
#include "adapters/marketplaces/shop_api.hpp"
#include "carriers/shipped_carrier_words.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

namespace route9::adapters {
namespace {

using fulfillment::CashState;
using fulfillment::EventWay;
using fulfillment::TrackingStatus;
using Texts = std::vector<std::string>;

const std::string kCode = "06E2M8W5KZR3QD7N1C9V";

/// As api.ghn.vn shows it, cut to a part of its hundred members.
constexpr const char* kGhn = R"({"code":200,"message":"Success","data":{
  "shop_id":81558,"to_name":"Nguyễn Thị Lan","to_phone":"0905000111",
  "to_address":"72 Thành Thái","weight":1250,"cod_amount":3000000,"cod_collect_date":null,
  "cod_transfer_date":null,"is_cod_collected":false,"client_order_code":"06E2M8W5KZR3QD7N1C9V",
  "order_code":"Z82BS","updated_date":"2026-03-12T09:40:19.449Z","status":"delivered",
  "finish_date":"2026-03-12T09:40:19.449Z","log":[
   {"status":"picking","driver_id":3004428,"driver_name":"Trịnh Xuân Hà",
    "driver_phone":"0967000590","payment_type_id":2,"trip_code":"24B21429000MQKQ42",
    "updated_date":"2026-03-11T03:40:19.449Z"},
   {"status":"storing","updated_date":"2026-03-11T08:00:00Z"},
   {"status":"delivering","updated_date":"2026-03-12T08:00:00Z"},
   {"status":"delivered","updated_date":"2026-03-12T09:40:19.449Z"}]}})";

/// As docs.giaohangtietkiem.vn shows it.
constexpr const char* kGhtk = R"({"success":true,"message":"","order":{
  "label_id":"S1.A1.17373471","partner_id":"06E2M8W5KZR3QD7N1C9V","status":"4",
  "status_text":"Đã điều phối giao hàng/Đang giao hàng","created":"2026-03-10 03:32:20",
  "modified":"2026-03-12 12:18:39","message":"Không giao hàng 1 phần","pick_date":"2026-03-11",
  "deliver_date":"2026-03-12","customer_fullname":"Vân Nguyễn","customer_tel":"0911222333",
  "address":"123 nguyễn chí thanh Quận 1, TP Hồ Chí Minh","storage_day":3,"ship_money":16500,
  "insurance":16500,"value":3000000,"weight":300,"pick_money":47000,"is_freeship":1}})";

const Profile& profile(std::string_view platform) {
    return *shipped_profiles().find(platform);
}

Result<std::vector<TrackingReport>> read(std::string_view platform, const std::string& answer) {
    return read_parcel_answer(
        profile(platform).parcel_ask,
        *shipped_carrier_words().find(profile(platform).parcel_words),
        parse_json(answer).value(),
        kCode
    );
}

/// "word status at", oldest first.
Texts told(std::string_view platform, const std::string& answer) {
    Texts found;
    const auto reports = read(platform, answer);
    EXPECT_TRUE(reports) << answer;
    for (const TrackingReport& report : reports ? *reports : std::vector<TrackingReport>{}) {
        found.push_back(
            report.status_word + " " + std::string{name(report.status)} + " " +
            format_utc(report.at)
        );
    }
    return found;
}

Texts pointers(std::string_view platform, const std::string& answer) {
    Texts found;
    const auto reports = read(platform, answer);
    EXPECT_FALSE(reports) << answer;
    if (!reports) {
        for (const FieldError& field : reports.error().fields) {
            found.push_back(field.pointer);
        }
    }
    return found;
}

ApiAccess access() {
    ApiAccess access;
    access.access_token = Secret{std::string_view{"token-1"}};
    return access;
}

Texts headers(const ApiCall& call) {
    Texts found;
    for (const ApiHeader& header : call.headers) {
        found.push_back(header.name + ": " + header.value);
    }
    return found;
}

std::string changed(std::string answer, const std::string& from, const std::string& to) {
    const auto at = answer.find(from);
    EXPECT_NE(at, std::string::npos) << from;
    return answer.replace(at, from.size(), to);
}

TEST(ParcelAsk, NamesTheParcelByOurCode) {
    const ApiCall ghn = parcel_ask_call(profile("ghn").parcel_ask, access(), kCode);
    EXPECT_EQ(ghn.method, "POST");
    EXPECT_EQ(ghn.target, "/shiip/public-api/v2/shipping-order/detail-by-client-code");
    EXPECT_EQ(ghn.body, R"({"client_order_code":"06E2M8W5KZR3QD7N1C9V"})");
    EXPECT_EQ(headers(ghn), (Texts{"Token: token-1", "Content-Type: application/json"}));

    const ApiCall ghtk = parcel_ask_call(profile("ghtk").parcel_ask, access(), kCode);
    EXPECT_EQ(ghtk.method, "GET");
    EXPECT_EQ(ghtk.target, "/services/shipment/v2/partner_id:06E2M8W5KZR3QD7N1C9V");
    EXPECT_EQ(ghtk.body, "");
    EXPECT_EQ(headers(ghtk), (Texts{"Token: token-1"}));
    ApiAccess named = access();
    named.settings["client_source"] = "S22";
    EXPECT_EQ(
        headers(parcel_ask_call(profile("ghtk").parcel_ask, named, kCode)),
        (Texts{"Token: token-1", "X-Client-Source: S22"})
    );
}

TEST(ParcelAsk, OfGhnTellsEveryStepWithItsTime) {
    const Texts steps{
        "picking awaiting_pickup 2026-03-11T03:40:19.449Z",
        "storing in_transit 2026-03-11T08:00:00Z",
        "delivering out_for_delivery 2026-03-12T08:00:00Z",
        "delivered delivered 2026-03-12T09:40:19.449Z",
    };
    EXPECT_EQ(told("ghn", kGhn), steps);
    const auto reports = read("ghn", kGhn).value();
    EXPECT_TRUE(std::ranges::all_of(reports, [](const TrackingReport& report) {
        return report.is_pushed && report.way == EventWay::asked_step && report.parcel == kCode;
    }));
    EXPECT_EQ(reports[2].cash_collected, std::nullopt);
    EXPECT_EQ(reports[3].cash, CashState::collected);
    EXPECT_EQ(reports[3].cash_collected, Money::of_minor(3'000'000, Currency::VND));
    const auto paid = read(
        "ghn",
        changed(
            kGhn, R"("cod_transfer_date":null)", R"("cod_transfer_date":"2026-03-14T00:00:00Z")"
        )
    );
    EXPECT_EQ(paid.value().back().cash, CashState::remitted);
    const auto none = read(
        "ghn",
        changed(
            kGhn, R"("cod_transfer_date":null)", R"("cod_transfer_date":"0001-01-01T00:00:00Z")"
        )
    );
    EXPECT_EQ(none.value().back().cash, CashState::collected) << "that is no time";
}

TEST(ParcelAsk, OfGhnIsTheEventThatWasPushed) {
    const Json push = parse_json(R"({"ClientOrderCode":"06E2M8W5KZR3QD7N1C9V","OrderCode":"Z82BS",
        "Status":"delivered","Time":"2026-03-12T09:40:19.449Z","Type":"switch_status",
        "CODAmount":3000000,"CODTransferDate":null})")
                          .value();
    const auto pushed = read_carrier_message("ghn", *shipped_carrier_words().find("ghn"), push);
    EXPECT_EQ(read("ghn", kGhn).value().back().event_key, pushed.value().reports[0].event_key);
}

TEST(ParcelAsk, OfGhnIsAListOrAParcelAndMayHaveNoStepsYet) {
    const std::string early = R"({"code":200,"message":"Success","data":[{"order_code":"Z82BS",
      "client_order_code":"06E2M8W5KZR3QD7N1C9V","status":"ready_to_pick","cod_amount":0,
      "updated_date":"2026-03-10T09:00:00Z","log":null}]})";
    EXPECT_EQ(told("ghn", early), (Texts{"ready_to_pick created 2026-03-10T09:00:00Z"}));
    EXPECT_EQ(read("ghn", early).value()[0].way, EventWay::asked_state);
    // The list is behind: the state tells more.
    const std::string late = changed(
        kGhn,
        R"("status":"delivered",
  "finish_date")",
        R"("status":"returned",
  "finish_date")"
    );
    EXPECT_EQ(told("ghn", late).size(), 5U);
    EXPECT_EQ(told("ghn", late).back(), "returned returned 2026-03-12T09:40:19.449Z");
}

TEST(ParcelAsk, OfGhtkTellsTheStateInCorridorTime) {
    EXPECT_EQ(told("ghtk", kGhtk), (Texts{"4 out_for_delivery 2026-03-12T05:18:39Z"}));
    const auto report = read("ghtk", kGhtk).value()[0];
    EXPECT_EQ(report.way, EventWay::asked_state);
    EXPECT_EQ(report.event_key, "06E2M8W5KZR3QD7N1C9V|4|2026-03-12T05:18:39Z");
    EXPECT_FALSE(report.mass_g) << "its pages differ on the unit";
    EXPECT_FALSE(report.cash_collected);
    const auto delivered =
        read("ghtk", changed(kGhtk, R"("status":"4")", R"("status":5)")).value()[0];
    EXPECT_EQ(delivered.status, TrackingStatus::delivered);
    EXPECT_EQ(delivered.cash_collected, Money::of_minor(47'000, Currency::VND));
    const auto paid = read("ghtk", changed(kGhtk, R"("status":"4")", R"("status":6)")).value()[0];
    EXPECT_EQ(paid.status, TrackingStatus::delivered);
    EXPECT_EQ(paid.cash, CashState::remitted);
}

TEST(ParcelAsk, KeepsWordsThatNobodyKnowsAndGuessesNone) {
    const auto report =
        read("ghtk", changed(kGhtk, R"("status":"4")", R"("status":"777")")).value()[0];
    EXPECT_EQ(report.status, TrackingStatus::unknown);
    EXPECT_EQ(report.status_word, "777");
}

TEST(ParcelAsk, KeepsNothingOfPeople) {
    for (const auto& [platform, answer] : {std::pair{"ghn", kGhn}, std::pair{"ghtk", kGhtk}}) {
        for (const TrackingReport& report : read(platform, answer).value()) {
            for (const char* person :
                 {"Lan", "0905", "Thành Thái", "Trịnh", "0967", "Vân", "0911"}) {
                EXPECT_FALSE(report.raw.contains(person)) << report.raw;
            }
        }
    }
    EXPECT_EQ(
        parse_json(read("ghn", kGhn).value()[1].raw).value(),
        parse_json(
            R"({"order_code":"Z82BS","status":"storing","updated_date":"2026-03-11T08:00:00Z"})"
        )
            .value()
    );
}

TEST(ParcelAsk, RefusesAnswersThatCannotBeReadWithTheirPlace) {
    EXPECT_EQ(pointers("ghn", R"({"code":200,"data":null})"), (Texts{"/data"}));
    EXPECT_EQ(pointers("ghn", R"({"code":200,"data":[]})"), (Texts{"/data"}));
    EXPECT_EQ(pointers("ghn", R"(["code"])"), (Texts{"/data"}));
    EXPECT_EQ(
        pointers("ghn", changed(kGhn, "06E2M8W5KZR3QD7N1C9V", "06E2M8W5KZR3QD7N1C9W")),
        (Texts{"/data/client_order_code"})
    );
    EXPECT_EQ(
        pointers("ghn", changed(kGhn, "2026-03-11T08:00:00Z", "yesterday")),
        (Texts{"/data/log/1/updated_date"})
    );
    EXPECT_EQ(
        pointers("ghtk", changed(kGhtk, R"("status":"4")", R"("state":"4")")),
        (Texts{"/order/status"})
    );
    EXPECT_EQ(
        pointers("ghtk", changed(kGhtk, R"("modified")", R"("m")")), (Texts{"/order/modified"})
    );
}

TEST(ParcelAsk, IsJudgedByTheCarriersCodes) {
    struct Case {
        const char* platform;
        int status;
        const char* body;
        ApiVerdict verdict;
    };
    for (const Case& one : {
             Case{"ghn", 200, R"({"code":200,"data":{}})", ApiVerdict::good},
             Case{"ghn", 400, R"({"code":400,"message":"x","data":null})", ApiVerdict::not_there},
             Case{"ghn", 401, R"({"code":401,"data":null})", ApiVerdict::token_expired},
             Case{"ghn", 200, R"({"code":401,"data":null})", ApiVerdict::token_expired},
             Case{"ghn", 429, "", ApiVerdict::throttled},
             Case{"ghn", 502, "<html>", ApiVerdict::passing},
             Case{"ghn", 200, "<html>", ApiVerdict::passing},
             Case{"ghn", 200, R"({"code":999})", ApiVerdict::refused},
             Case{"ghtk", 200, R"({"success":true,"order":{}})", ApiVerdict::good},
             Case{"ghtk", 200, R"({"success":false,"message":"x"})", ApiVerdict::not_there},
             Case{"ghtk", 401, "{}", ApiVerdict::token_expired},
             Case{"ghtk", 403, "{}", ApiVerdict::refused},
         }) {
        const auto judged =
            judge(profile(one.platform).api, {.status = one.status, .body = one.body});
        EXPECT_EQ(name(judged.verdict), name(one.verdict)) << one.platform << " " << one.body;
    }
}

TEST(ParcelAsk, IsOnlyOfCarriersThatAreCalled) {
    for (const Profile& row : shipped_profiles().rows()) {
        const auto* api = find_shop_api(row.platform);
        const bool is_asked = !row.parcel_ask.empty();
        EXPECT_EQ(is_asked, api != nullptr && api->is_carrier) << row.platform;
        EXPECT_TRUE(!is_asked || !row.parcel_words.empty()) << row.platform;
    }
}

/// The pointers at which a change of GHN's row is refused.
Texts refused(const std::string& from, const std::string& to) {
    const std::string file = file_text(ROUTE9_SOURCE_DIR "/data/marketplaces/profiles.json");
    const auto table = ProfileTable::parse(changed(file, from, to), "profiles.json");
    EXPECT_FALSE(table) << to;
    Texts found;
    if (!table) {
        for (const FieldError& field : table.error().fields) {
            found.push_back(field.pointer.substr(field.pointer.find("/parcel_ask")));
        }
    }
    return found;
}

TEST(ParcelAsk, IsCheckedAtLoad) {
    const std::string call = "POST /shiip/public-api/v2/shipping-order/detail-by-client-code";
    EXPECT_EQ(refused(call, "PATCH /x"), (Texts{"/parcel_ask/call"}));
    EXPECT_EQ(refused(call, "POST /x?y={code}"), (Texts{"/parcel_ask/call"}));
    EXPECT_EQ(refused(call, "POST /x/{code}"), (Texts{"/parcel_ask/body"}));
    EXPECT_EQ(refused(call, "GET /x"), (Texts{"/parcel_ask/body"}));
    EXPECT_EQ(
        refused(
            R"("token_header": "Token", "parcel": "/data")",
            R"("token_header": "T:", "parcel": "/data")"
        ),
        (Texts{"/parcel_ask/token_header"})
    );
    EXPECT_EQ(
        refused(R"("parcel": "/data")", R"("parcel": "data")"), (Texts{"/parcel_ask/parcel"})
    );
    EXPECT_EQ(
        refused(R"("cash": "cod_amount",)", R"("coin": "cod_amount",)"),
        (Texts{"/parcel_ask/cash", "/parcel_ask/coin"})
    );
    EXPECT_EQ(
        refused(R"({"X-Client-Source": "client_source"})", R"({"X-Client-Source": "other"})"),
        (Texts{"/parcel_ask"})
    );
}

} // namespace
} // namespace route9::adapters
