// SPDX-License-Identifier: Apache-2.0
// Receivables, their QR codes, balances and postings, and who may see them.
#include "gateway/tools/qr_tool.hpp"
#include "money_api.hpp"

#include <fmt/format.h>

#include <sstream>

namespace route9::tests {
namespace {

using Texts = std::vector<std::string>;

constexpr const char* kCode = "VL7Q2MZKG";
constexpr const char* kOtherCode = "VL1111111";

Money vnd(std::int64_t minor) {
    return Money::of_minor(minor, Currency::VND);
}

/// CRC-16 of EMVCo, bit by bit: written apart from the product's.
std::string crc16(std::string_view bytes) {
    unsigned register_ = 0xFFFF;
    for (const char byte : bytes) {
        for (int bit = 7; bit >= 0; --bit) {
            const unsigned in = (static_cast<unsigned char>(byte) >> bit) & 1U;
            const unsigned out = (register_ >> 15U) & 1U;
            register_ = (register_ << 1U) & 0xFFFFU;
            if (in != out) {
                register_ ^= 0x1021U;
            }
        }
    }
    return fmt::format("{:04X}", register_);
}

Json decoded(const std::string& payload) {
    std::istringstream in{payload};
    std::ostringstream out;
    std::ostringstream errors;
    EXPECT_EQ(gateway::run_qr_tool(Texts{"decode"}, in, out, errors, {}), 0) << errors.str();
    return Json::parse(out.str());
}

class Receivables : public MoneyApi {
protected:
    Answer ask_qr(const Principal& who, const ReceivableId& id, const Json& body) {
        return call(
            who,
            {.target = "/v1/receivables/" + id.text() + "/qr",
             .body = body.dump(),
             .type = "application/json"}
        );
    }
};

TEST_F(Receivables, GivesAVietQrThatCarriesTheCodeAndTheAmount) {
    const ReceivableId id = book(vnd(349'000), kCode);
    const Answer answer = ask_qr(
        seller("seller-1"), id, {{"scheme", "vietqr"}, {"bin", "970436"}, {"account", "0123499999"}}
    );
    ASSERT_EQ(answer.status, 200) << answer.body;
    EXPECT_EQ(answer.body.at("code"), kCode);
    EXPECT_EQ(answer.body.at("scheme"), "vietqr");
    const auto payload = answer.body.at("payload").get<std::string>();
    EXPECT_EQ(crc16("123456789"), "29B1") << "the check value of the CRC's catalogue";
    ASSERT_GT(payload.size(), 4U);
    EXPECT_EQ(payload.substr(payload.size() - 4), crc16(payload.substr(0, payload.size() - 4)));
    const Json facts = decoded(payload).at("facts");
    EXPECT_EQ(facts.at("bin"), "970436");
    EXPECT_EQ(facts.at("account"), "0123499999");
    EXPECT_EQ(facts.at("amount"), "349000");
    EXPECT_EQ(facts.at("memo"), kCode);
}

TEST_F(Receivables, GivesALaoQrForKip) {
    const ReceivableId id = book(Money::of_minor(15'000'000, Currency::LAK), kCode);
    const Json body{
        {"scheme", "laoqr"},
        {"acquirer", "27710418"},
        {"receiver", "mch123"},
        {"merchant_name", "Route Nine"},
        {"expires", "2026-03-10T08:00:00+07:00"},
    };
    const Answer answer = ask_qr(finance(), id, body);
    ASSERT_EQ(answer.status, 200) << answer.body;
    const Json facts = decoded(answer.body.at("payload").get<std::string>()).at("facts");
    EXPECT_EQ(facts.at("amount"), "150000");
    EXPECT_EQ(facts.at("bill"), kCode);
    EXPECT_EQ(facts.at("expires"), "2026-03-10T08:00:00+07:00");
}

TEST_F(Receivables, RefusesAQrThatNobodyCouldPayBy) {
    const ReceivableId id = book(Money::of_minor(15'000'000, Currency::LAK), kCode);
    Json body{{"scheme", "laoqr"}, {"acquirer", "27710418"}, {"receiver", "mch123"}};
    for (const char* past : {"2026-03-02T18:00:00+07:00", "2025-12-31T08:00:00+07:00"}) {
        body["expires"] = past;
        EXPECT_EQ(ask_qr(finance(), id, body).complaints(), Texts{"/expires out_of_range"}) << past;
    }
    body["expires"] = "2026-03-02T18:00:01+07:00";
    EXPECT_EQ(ask_qr(finance(), id, body).status, 200);
}

TEST_F(Receivables, RefusesAQrInAnotherCurrencyAndNamesEveryBadMember) {
    const ReceivableId dong = book(vnd(700), kCode);
    const ReceivableId kip = book(Money::of_minor(70'000, Currency::LAK), kOtherCode);
    const Json lao{{"scheme", "laoqr"}, {"acquirer", "27710418"}, {"receiver", "m"}};
    EXPECT_EQ(ask_qr(finance(), dong, lao).complaints(), Texts{"/scheme wrong_currency"});
    const Json viet{{"scheme", "vietqr"}, {"bin", "97"}, {"account", "1 2"}, {"acount", "3"}};
    EXPECT_EQ(
        ask_qr(finance(), kip, viet).complaints(),
        (Texts{
            "/scheme wrong_currency",
            "/acount unknown_member",
            "/bin malformed",
            "/account malformed",
        })
    );
    EXPECT_EQ(ask_qr(finance(), dong, Json::object()).complaints(), Texts{"/scheme required"});
}

TEST_F(Receivables, GivesNoQrWhenNothingIsToBePaid) {
    const ReceivableId id = book(vnd(700), kCode);
    upload(camt({{"700", "R1", kCode}}), "k1");
    const Json viet{{"scheme", "vietqr"}, {"bin", "970436"}, {"account", "0123499999"}};
    const Answer settled = ask_qr(finance(), id, viet);
    EXPECT_EQ(settled.status, 409);
    EXPECT_EQ(settled.body.at("detail"), "the receivable is settled");
    const ReceivableId cash = book(vnd(700), "LA0001234", payments::ReceivableKind::cod);
    EXPECT_EQ(ask_qr(finance(), cash, viet).status, 409);
}

TEST_F(Receivables, HidesAReceivableFromOtherSellers) {
    const ReceivableId id = book(vnd(700), kCode);
    const std::string target = "/v1/receivables/" + id.text();
    EXPECT_EQ(call(seller("seller-1"), {.target = target}).status, 200);
    const Answer hidden = call(seller("seller-2"), {.target = target});
    const Answer missing =
        call(seller("seller-2"), {.target = "/v1/receivables/rcv_00000000000000000000000000"});
    EXPECT_EQ(hidden.status, 404);
    EXPECT_EQ(hidden.body, missing.body);
    EXPECT_EQ(ask_qr(seller("seller-2"), id, {{"scheme", "vietqr"}}).status, 404);
    Principal other_tenant = finance();
    other_tenant.tenant = TenantId{"other"};
    EXPECT_EQ(call(other_tenant, {.target = target}).status, 404);
    const Json list = call(seller("seller-2"), {.target = "/v1/receivables"}).body;
    EXPECT_TRUE(list.at("items").empty());
}

TEST_F(Receivables, ListsTheNewestFirstByStateAndOrder) {
    const OrderId order = place_order();
    const ReceivableId open = book(vnd(700), kCode, payments::ReceivableKind::qr, order.text());
    const ReceivableId cash = book(vnd(900), "LA0001234", payments::ReceivableKind::cod);
    upload(camt({{"900", "R1", "COD LA0001234"}}), "k1");
    const auto ids = [&](const std::string& query) {
        Texts list;
        const Answer answer = call(seller("seller-1"), {.target = "/v1/receivables" + query});
        for (const Json& item : answer.body.at("items")) {
            list.push_back(item.at("id").get<std::string>());
        }
        return list;
    };
    EXPECT_EQ(ids("").size(), 2U);
    EXPECT_EQ(ids("?state=open"), Texts{open.text()});
    EXPECT_EQ(ids("?state=settled"), Texts{cash.text()});
    EXPECT_EQ(ids("?order=" + order.text()), Texts{open.text()});
    EXPECT_EQ(ids("?order=" + order.text() + "&state=settled"), Texts{});
    const Answer first = call(finance(), {.target = "/v1/receivables?limit=1"});
    const auto next = first.body.at("next").get<std::string>();
    const Answer second = call(finance(), {.target = "/v1/receivables?limit=1&cursor=" + next});
    EXPECT_EQ(second.body.at("next"), nullptr);
    EXPECT_GT(first.body.at("items")[0].at("id"), second.body.at("items")[0].at("id"));
    EXPECT_EQ(
        call(finance(), {.target = "/v1/receivables?state=paid"}).complaints(),
        Texts{"/state unknown_value"}
    );
}

TEST_F(Receivables, ShowsASellerWhatIsOwedToIt) {
    book(vnd(700), kCode);
    book(vnd(900), kOtherCode);
    upload(camt({{"700", "R1", kCode}}), "k1");
    const Answer own = call(seller("seller-1"), {.target = "/v1/balances"});
    const Json expected =
        Json::parse(R"({"seller":"seller-1","pending":[{"amount":"900","currency":"VND"}],)"
                    R"("payable":[{"amount":"700","currency":"VND"}]})");
    EXPECT_EQ(own.body, expected);
    EXPECT_EQ(call(finance(), {.target = "/v1/balances?seller=seller-1"}).body, expected);
}

TEST_F(Receivables, KnowsNoBalanceOfASellerWhoIsNotThere) {
    EXPECT_EQ(call(finance(), {.target = "/v1/balances?seller=nope"}).status, 404);
    EXPECT_EQ(call(seller("seller-2"), {.target = "/v1/balances"}).status, 200);
}

TEST_F(Receivables, ListsThePostingsOfAnAccountOldestFirst) {
    book(vnd(700), kCode);
    book(vnd(900), kOtherCode);
    const std::string target = "/v1/entries?account=seller_pending:seller-1&currency=VND";
    const Answer first = call(seller("seller-1"), {.target = target + "&limit=1"});
    ASSERT_EQ(first.status, 200) << first.body;
    ASSERT_EQ(first.body.at("items").size(), 1U);
    EXPECT_EQ(first.body.at("items")[0].at("kind"), "receivable");
    EXPECT_EQ(first.body.at("items")[0].at("amount").at("amount"), "-700");
    const auto next = first.body.at("next").get<std::string>();
    const Answer second = call(seller("seller-1"), {.target = target + "&cursor=" + next});
    EXPECT_EQ(second.body.at("items")[0].at("balance").at("amount"), "-1600");
    EXPECT_EQ(call(seller("seller-2"), {.target = target}).status, 404);
    EXPECT_EQ(
        call(seller("seller-1"), {.target = "/v1/entries?account=bank:1&currency=VND"}).status, 404
    );
    EXPECT_EQ(
        call(finance(), {.target = "/v1/entries?account=purse"}).complaints(),
        (Texts{"/account malformed", "/currency unknown_value"})
    );
}

TEST_F(Receivables, KeepsReconciliationToTheStaff) {
    const Answer run = upload(camt({{"700", "R1", "?"}}), "k1");
    const std::string target = "/v1/reconciliation/runs/" + run.body.at("id").get<std::string>();
    EXPECT_EQ(call(seller("seller-1"), {.target = target}).status, 404);
    EXPECT_EQ(call(seller("seller-1"), {.target = target + "/matches"}).status, 404);
    EXPECT_EQ(call(seller("seller-1"), {.target = "/v1/reconciliation/open-items"}).status, 403);
    EXPECT_FALSE(scopes_of(Role::seller).has(Scope::money_write));
}

} // namespace
} // namespace route9::tests
