// SPDX-License-Identifier: Apache-2.0
// People of two scripts, with names, telephones, addresses and an identity number nobody else has,
// live a day through the real server. Their data is then looked for in the log, the metrics, the
// events, every byte of the store and of a backup. Afterwards one of them is erased, and stays so
// when a backup is restored.
#include "core/text.hpp"
#include "core/time.hpp"
#include "running_server.hpp"
#include "signed_hooks.hpp"
#include "store_copy.hpp"
#include "tests/stored_bytes.hpp"
#include "trading_site.hpp"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <memory>
#include <stdexcept>

namespace route9::e2e {
namespace {

using tests::found_in;
using Texts = std::vector<std::string>;

constexpr std::string_view kOanh = "Nguyễn Thị Hoàng Oanh";
constexpr std::string_view kOanhPhone = "020 7712 9931";
constexpr std::string_view kOanhStreet = "ngõ Hoa Lài 77";
constexpr std::string_view kOanhCard = "044085009123";
constexpr std::string_view kBounmy = "ທ້າວ ບຸນມີ ແສງຈັນ";
constexpr std::string_view kBounmyPhone = "020 5598 8771";
constexpr std::string_view kBounmyPlace = "ຫລັງວັດໂພນສະຫວັນ";

std::vector<std::string_view> personal() {
    return {
        kOanh,
        kOanhPhone,
        "2077129931",
        kOanhStreet,
        kOanhCard,
        kBounmy,
        kBounmyPhone,
        "2055988771",
        kBounmyPlace,
    };
}

std::string text_of(const std::filesystem::path& file) {
    std::ifstream in{file, std::ios::binary};
    return {std::istreambuf_iterator<char>{in}, {}};
}

std::string bank_file(const std::string& code) {
    const auto line = [](const std::string& reference, const std::string& memo) {
        return R"(<Ntry><Amt Ccy="LAK">481000</Amt><CdtDbtInd>CRDT</CdtDbtInd><Sts><Cd>BOOK</Cd>)"
               "</Sts><BookgDt><Dt>2026-03-10</Dt></BookgDt><AcctSvcrRef>" +
               reference + "</AcctSvcrRef><NtryDtls><TxDtls><RltdPties><Dbtr><Pty><Nm>" +
               std::string{kOanh} + "</Nm></Pty></Dbtr></RltdPties><RmtInf><Ustrd>" + memo +
               "</Ustrd></RmtInf></TxDtls></NtryDtls></Ntry>";
    };
    return R"(<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.08"><BkToCstmrStmt>)"
           "<Stmt><Id>S1</Id><Acct><Id><Othr><Id>030126</Id></Othr></Id><Ccy>LAK</Ccy></Acct>" +
           line("B1", fold_memo(std::string{kOanh} + " thanh toan " + code)) +
           line("B2", std::string{kBounmy} + " " + std::string{kOanhCard}) +
           "</Stmt></BkToCstmrStmt></Document>";
}

class PersonalData : public testing::Test {
protected:
    Caller& seller() { return *seller_; }
    Caller& staff() { return *staff_; }
    Caller& carrier() { return *carrier_; }

    void start() {
        server_ = std::make_unique<RunningServer>(site_);
        if (keys_.seller.empty()) {
            keys_ = set_up_by_command_line(site_);
            carrier_key_ = run_checked(
                site_,
                {"keys", "create", "--tenant", "qt", "--role", "carrier", "--party", "lao-express"}
            );
        }
        seller_ = std::make_unique<Caller>(server_->port(), keys_.seller);
        staff_ = std::make_unique<Caller>(server_->port(), keys_.operator_);
        carrier_ = std::make_unique<Caller>(server_->port(), carrier_key_);
    }
    void stop() {
        EXPECT_EQ(server_->stop(), 0);
        server_.reset();
    }

    static Json order(const std::string& external_id, const std::string& method) {
        Json order = order_of(external_id);
        order["payment"]["method"] = method;
        order["recipient"]["name"] = kOanh;
        order["recipient"]["phone"] = kOanhPhone;
        order["recipient"]["address_line"] = kOanhStreet;
        order["note"] = "CCCD " + std::string{kOanhCard};
        return order;
    }
    std::string place(const std::string& external_id, const std::string& method) {
        const Answer placed = seller().post("/v1/orders", order(external_id, method));
        EXPECT_EQ(placed.status, 201) << placed.body;
        return placed.json.at("id");
    }
    void push(const std::string& id, const Json& message) {
        const Answer pushed = seller().send_bare(signed_request(StandardHook{
            .connection = "lao-shop",
            .secret = kStandardSecret,
            .id = id,
            .at = business_now(),
            .body = message.dump(),
        }));
        EXPECT_EQ(pushed.status, 200) << pushed.body;
    }
    static Json message(const std::string& type, Json data) {
        return {{"type", type}, {"timestamp", "2026-03-10T01:00:00Z"}, {"data", std::move(data)}};
    }
    /// Waits for an event of this type about the order that came under this id.
    void await_order(const std::string& external_id) {
        std::string next;
        for (int looks = 0; looks < 60; ++looks) {
            const Json page = staff().get("/v1/events?wait=2&cursor=" + next).json;
            for (const Json& event : page.at("items")) {
                if (event.at("data").value("external_id", "") == external_id) {
                    return;
                }
            }
            next = page.at("next").get<std::string>();
        }
        FAIL() << external_id << " never came";
    }

    void live_a_day();
    std::string ship(const std::string& order);
    void tell(const std::string& parcel);
    void pay(const std::string& order);
    std::string all_events();

    Site site_;
    Keys keys_;
    std::string carrier_key_;
    std::unique_ptr<RunningServer> server_;
    std::unique_ptr<Caller> seller_, staff_, carrier_;
    std::string delivered_; // an order of hers
    Json manifest_;
};

std::string PersonalData::ship(const std::string& order) {
    const Json page = seller().get("/v1/orders/" + order).json;
    const std::string work = page.at("fulfillments").at(0).at("id");
    const Answer packed = staff().post("/v1/fulfillments/" + work + "/pack", {{"weight_g", 800}});
    EXPECT_EQ(packed.status, 201) << packed.body;
    const std::string parcel = packed.json.at("id");
    const std::string truck =
        "/v1/departures/" +
        staff().get("/v1/departures").json.at("items").at(0).at("id").get<std::string>();
    EXPECT_EQ(staff().post(truck + "/load", {{"parcels", Json::array({parcel})}}).status, 200);
    const Answer closed = staff().post(truck + "/close", Json::object());
    EXPECT_EQ(closed.status, 200) << closed.body;
    manifest_ = carrier().get("/v1/manifests").json.at("items").at(0);
    const Json line{
        {"parcel", parcel},
        {"result", "damaged"},
        {"note", "chị " + std::string{kOanh} + " từ chối"}
    };
    const std::string ack = "/v1/manifests/" + manifest_.at("id").get<std::string>() + "/ack";
    EXPECT_EQ(carrier().post(ack, {{"lines", Json::array({line})}}).status, 200);
    EXPECT_EQ(staff().post(truck + "/depart", Json::object()).status, 200);
    EXPECT_EQ(staff().post(truck + "/arrive", Json::object()).status, 200);
    return parcel;
}

void PersonalData::tell(const std::string& parcel) {
    const auto event = [&parcel](const char* id, const std::string& status) {
        return Json{
            {"id", id},
            {"parcel", parcel},
            {"status", status},
            {"at", format_corridor(business_now() + std::chrono::hours{1})},
            {"place", std::string{kOanhStreet}},
            {"note", "giao cho " + std::string{kOanh} + ", " + std::string{kOanhPhone}},
        };
    };
    const Json events =
        Json::array({event("t1", "gặp " + std::string{kOanh}), event("t2", "delivered")});
    const Answer told = carrier().post("/v1/tracking-events", {{"events", events}});
    EXPECT_EQ(told.status, 200) << told.body;
}

void PersonalData::pay(const std::string& order) {
    const Json bills = seller().get("/v1/receivables?order=" + order).json.at("items");
    const Answer run = staff().send(
        {.method = "POST",
         .target = "/v1/statements",
         .headers = {{"Content-Type", "application/xml"}, {"Idempotency-Key", "bank"}},
         .body = bank_file(bills.at(0).at("code").get<std::string>())}
    );
    EXPECT_EQ(run.status, 201) << run.body;
    EXPECT_EQ(run.json.at("matched"), 1) << run.body;
}

void PersonalData::live_a_day() {
    offer_goods(seller(), 50);
    open_departure(staff(), "PD-1", 3'500);
    delivered_ = place("PD-1", "qr");
    const std::string parcel = ship(delivered_);
    tell(parcel);
    pay(delivered_);
    const std::string taken_back = place("PD-2", "cod");
    const Json reason{{"reason", std::string{kOanh} + " (" + std::string{kOanhPhone} + ") đổi ý"}};
    EXPECT_EQ(seller().post("/v1/orders/" + taken_back + "/cancel", reason).status, 200);
    Json pushed = order_of("PD-3");
    pushed.erase("channel");
    pushed["recipient"]["name"] = kBounmy;
    pushed["recipient"]["phone"] = kBounmyPhone;
    pushed["recipient"]["landmark"] = kBounmyPlace;
    push("m1", message("order.created", pushed));
    await_order("PD-3");
    push(
        "m2",
        message(
            "order.cancelled", {{"external_id", "PD-4"}, {"reason", std::string{kBounmy} + " ບໍ່ເອົາ"}}
        )
    );
    pushed["external_id"] = "PD-4";
    push("m3", message("order.created", pushed));
    await_order("PD-4");
    pushed["external_id"] = "PD-5";
    pushed["items"] = "none";
    push("m4", message("order.created", pushed));
    EXPECT_EQ(seller().get("/v1/orders").status, 200);
    EXPECT_EQ(seller().post("/v1/orders", pushed).status, 422);
}

std::string PersonalData::all_events() {
    std::string all;
    std::string next;
    while (true) {
        const Answer page = staff().get("/v1/events?limit=100&cursor=" + next);
        all += page.body;
        if (page.json.at("items").empty()) {
            return all;
        }
        next = page.json.at("next").get<std::string>();
    }
}

TEST_F(PersonalData, LiesOpenNowhere) {
    start();
    ASSERT_NO_FATAL_FAILURE(live_a_day());
    const Json page = seller().get("/v1/orders/" + delivered_).json;
    EXPECT_EQ(page.at("recipient").at("name"), kOanh) << "the scan looks for what is there";
    const StoreCopy backup{site_, "backup"};
    EXPECT_EQ(found_in(staff().send_bare({.target = "/metrics"}).body, personal()), Texts{});
    EXPECT_EQ(found_in(all_events(), personal()), Texts{});
    EXPECT_EQ(found_in(bytes_of_store(site_), personal()), Texts{});
    EXPECT_EQ(found_in(backup.bytes(), personal()), Texts{});
    stop();
    EXPECT_EQ(found_in(bytes_of_store(site_), personal()), Texts{});
    EXPECT_EQ(found_in(text_of(site_.log()), personal()), Texts{});
    EXPECT_EQ(found_in(text_of(tombstones_of(site_)), personal()), Texts{});
}

TEST_F(PersonalData, OfAnErasedPersonStaysAwayWhateverBackupIsRestored) {
    start();
    ASSERT_NO_FATAL_FAILURE(live_a_day());
    const StoreCopy before{site_, "before"};
    const Answer erased = staff().post("/v1/erasures", {{"order", delivered_}});
    ASSERT_EQ(erased.status, 201) << erased.body;
    EXPECT_EQ(erased.json.at("orders").size(), 2U);
    const std::string erasure = "/v1/erasures/" + erased.json.at("id").get<std::string>();
    const StoreCopy after{site_, "after"};
    const std::string manifest = "/v1/manifests/" + manifest_.at("id").get<std::string>();
    struct Case {
        const char* backup;
        const StoreCopy* copy;
    };
    for (const auto& [backup, copy] :
         {Case{"none", nullptr}, {"after", &after}, {"before", &before}}) {
        if (copy != nullptr) {
            stop();
            copy->restore();
            start();
        }
        const Json page = seller().get("/v1/orders/" + delivered_).json;
        EXPECT_FALSE(page.contains("recipient")) << backup << page;
        EXPECT_EQ(staff().get(erasure).json.at("state"), "pending") << backup;
        const Json sealed = carrier().get(manifest).json;
        EXPECT_EQ(sealed.at("lines").at(0).size(), 1U) << backup << sealed;
        EXPECT_EQ(sealed.at("hash"), manifest_.at("hash"));
        EXPECT_EQ(sealed.at("signature"), manifest_.at("signature"));
        const Answer held = staff().post("/v1/person-exports", {{"phone", kOanhPhone}});
        EXPECT_EQ(held.json.at("items"), Json::array()) << backup << held.body;
    }
    stop();
    std::ofstream{tombstones_of(site_), std::ios::app} << "somebody\n";
    try {
        start();
        ADD_FAILURE() << "a damaged file was taken";
    } catch (const std::runtime_error& refused) {
        EXPECT_NE(std::string{refused.what()}.find("is damaged at line"), std::string::npos)
            << refused.what();
    }
}

TEST_F(PersonalData, IsErasedAndShownByTheCommandLineToo) {
    start();
    offer_goods(seller(), 50);
    const std::string order = place("CL-1", "cod");
    const std::vector<std::string> whom{"--tenant", "qt", "--order", order};
    const auto persons = [&](const std::string& verb) {
        std::vector<std::string> words{"persons", verb};
        words.insert(words.end(), whom.begin(), whom.end());
        return site_.run(words);
    };
    const Outcome shown = persons("export");
    EXPECT_EQ(shown.exit_code, 0) << shown.error;
    EXPECT_NE(shown.out.find(kOanhCard), std::string::npos);
    const Outcome refused = persons("erase");
    EXPECT_EQ(refused.exit_code, 1);
    EXPECT_NE(refused.error.find("needs its recipient: cancel it"), std::string::npos);
    EXPECT_EQ(seller().post("/v1/orders/" + order + "/cancel", Json::object()).status, 200);
    stop();
    const Outcome erased = persons("erase");
    EXPECT_EQ(erased.exit_code, 0) << erased.error;
    EXPECT_EQ(Json::parse(erased.out).at("state"), "pending");
    start();
    EXPECT_FALSE(seller().get("/v1/orders/" + order).json.contains("recipient"));
}

} // namespace
} // namespace route9::e2e
