// SPDX-License-Identifier: Apache-2.0
// A parcel that is paid to the bank before its truck closes: the running program tries the payment
// again by itself.
#include "shared_server.hpp"

namespace route9::e2e {
namespace {

class EarlyPayment : public SharedServer {
protected:
    /// A camt.053 file with one payment in kip.
    static std::string statement(const std::string& amount, const std::string& memo) {
        return R"(<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.08"><BkToCstmrStmt>)"
               "<Stmt><Id>S1</Id><Acct><Id><Othr><Id>030126</Id></Othr></Id><Ccy>LAK</Ccy></Acct>"
               R"(<Ntry><Amt Ccy="LAK">)" +
               amount +
               "</Amt><CdtDbtInd>CRDT</CdtDbtInd><Sts><Cd>BOOK</Cd></Sts>"
               "<BookgDt><Dt>2026-03-10</Dt></BookgDt><AcctSvcrRef>FT1</AcctSvcrRef>"
               "<NtryDtls><TxDtls><RmtInf><Ustrd>" +
               memo +
               "</Ustrd></RmtInf></TxDtls></NtryDtls></Ntry></Stmt></BkToCstmrStmt></Document>";
    }

    Answer upload(const std::string& file) {
        return operator_().send(
            {.method = "POST",
             .target = "/v1/statements",
             .headers = {{"Content-Type", "application/xml"}, {"Idempotency-Key", "early-1"}},
             .body = file}
        );
    }

    /// The data of the first event of that type; null when it does not come.
    Json await_event(const std::string& type) {
        std::string cursor;
        for (int waits = 0; waits < 5;) {
            const Answer page = operator_().get("/v1/events?limit=100&wait=4" + cursor);
            for (const Json& event : page.json.at("items")) {
                if (event.at("type") == type) {
                    return event.at("data");
                }
            }
            waits += page.json.at("items").empty() ? 1 : 0;
            cursor = "&cursor=" + page.json.at("next").get<std::string>();
        }
        return nullptr;
    }
};

TEST_F(EarlyPayment, IsMatchedByItselfWhenTheTruckCloses) {
    const Answer placed = seller().post("/v1/orders", order_of("EP-1"));
    ASSERT_EQ(placed.status, 201) << placed.body;
    const Json order = seller().get(placed.header("Location")).json;
    const Json& work = order.at("fulfillments").at(0);
    const std::string packing = "/v1/fulfillments/" + work.at("id").get<std::string>() + "/pack";
    const Answer packed = operator_().post(packing, {{"weight_g", 800}});
    ASSERT_EQ(packed.status, 201) << packed.body;
    const std::string code = packed.json.at("code").get<std::string>();

    const Answer taken = upload(statement("481000", "tra truoc " + code));
    ASSERT_EQ(taken.status, 201) << taken.body;
    EXPECT_EQ(taken.json.at("open"), 1);

    const std::string truck = "/v1/departures/" + work.at("departure").get<std::string>();
    const Answer closed = operator_().post(truck + "/close", Json::object());
    ASSERT_EQ(closed.status, 200) << closed.body;
    const Json paid = await_event("payment.matched");
    ASSERT_FALSE(paid.is_null());
    EXPECT_EQ(paid.at("reference"), code);
    EXPECT_EQ(paid.at("state"), "settled");
    EXPECT_TRUE(operator_().get("/v1/reconciliation/open-items").json.at("items").empty());
    EXPECT_EQ(operator_().get("/v1/balances").json.at("balanced"), true);
}

} // namespace
} // namespace route9::e2e
