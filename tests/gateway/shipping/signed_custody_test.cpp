// SPDX-License-Identifier: Apache-2.0
#include "custody_under_test.hpp"
#include "signed_by_openssl.hpp"

namespace route9::tests {
namespace {

/// What this machine signs with is not what it verifies with: OpenSSL against libsodium.
class SignedCustody : public CustodyUnderTest {
protected:
    SignedCustody() { close_truck(1); }

    Answer give_key(const Principal& who, const std::string& public_key) {
        return call(
            at::put_carrier_signing_key,
            who,
            {.parameters = {{"id", "lao-express"}}, .body = {{"public_key", public_key}}}
        );
    }
    /// The statement as the page of the API describes it, put together by hand.
    std::string statement(const std::string& result, const std::string& manifest_hash) const {
        return R"({"at":")" + format_utc_seconds(now()) + R"(","lines":[{"parcel":")" + codes_[0] +
               R"(","result":")" + result + R"("}],"manifest":")" + manifest_ +
               R"(","manifest_hash":")" + manifest_hash + R"(","side":"carrier"})";
    }
    Answer signed_ack(const std::string& result, const std::string& signature) {
        return write(
            at::post_manifest_ack,
            by_carrier(),
            manifest_,
            {{"lines", Json::array({line(0, result)})},
             {"signature", signature},
             {"signed_at", format_utc_seconds(now())}}
        );
    }
    std::string hash() { return custody().at("hash"); }

    SigningKey key_;
};

TEST_F(SignedCustody, HoldsUnderTheKeyTheCarrierHasRegistered) {
    const Answer registered = give_key(by_carrier(), key_.public_key());
    ASSERT_EQ(registered.status, 200) << registered.text;
    EXPECT_EQ(registered.json().at("number"), 1);
    EXPECT_EQ(give_key(staff(), key_.public_key()).text, registered.text);
    EXPECT_EQ(events("carrier.signing_key_changed").size(), 1U);

    const std::string signed_text = statement("received", hash());
    const std::string good = key_.sign_custody(signed_text);
    EXPECT_EQ(ack(Json::array({line(0, "received")})).status, 422);
    const auto why = [](const Answer& answer) { return answer.json().at("errors")[0].at("code"); };
    EXPECT_EQ(why(signed_ack("damaged", good)), "signature_invalid");
    const std::string other(64, '0'); // as if another manifest's
    EXPECT_EQ(
        why(signed_ack("received", key_.sign_custody(statement("received", other)))),
        "signature_invalid"
    );
    EXPECT_EQ(why(signed_ack("received", "AAAA")), "malformed");
    EXPECT_EQ(custodian(0), "warehouse:DONGHA");
    ASSERT_EQ(signed_ack("received", good).json().at("state"), "closed");
    EXPECT_EQ(signed_ack("received", good).status, 200) << "again it changes nothing";
    const std::string forged = SigningKey{}.sign_custody(statement("received", hash()));
    EXPECT_EQ(why(signed_ack("received", forged)), "signature_invalid");
    EXPECT_EQ(ack(Json::array({line(0, "received")})).status, 422) << "without a signature";
    pass(Minutes{11});
    const Json late{
        {"lines", Json::array({line(0, "received")})},
        {"signature", good},
        {"signed_at", "2026-03-10T01:00:00Z"},
    };
    EXPECT_EQ(write(at::post_manifest_ack, by_carrier(), manifest_, late).status, 200);
    EXPECT_EQ(custody().at("statements").size(), 1U);
    const Json said = custody().at("statements").at(0);
    EXPECT_EQ(said.at("signed"), signed_text);
    EXPECT_EQ(said.at("signature"), good);
    EXPECT_EQ(said.at("public_key"), key_.public_key());
    EXPECT_FALSE(said.at("countersigned").get<bool>());
}

TEST_F(SignedCustody, IsRefusedWhenItsTimeIsNotOurs) {
    give_key(by_carrier(), key_.public_key());
    const std::string text = statement("received", hash());
    pass(Minutes{11});
    const Answer late = write(
        at::post_manifest_ack,
        by_carrier(),
        manifest_,
        {{"lines", Json::array({line(0, "received")})},
         {"signature", key_.sign_custody(text)},
         {"signed_at", format_utc_seconds(now() - Minutes{11})}}
    );
    EXPECT_EQ(late.json().at("errors")[0].at("pointer"), "/signed_at");
    EXPECT_EQ(
        late.json().at("errors")[0].at("message"),
        "give the time of signing, within 10 minutes of ours, 2026-03-10T01:11:00Z"
    );
}

TEST_F(SignedCustody, IsToldOfBothMembersThatAreMissing) {
    give_key(by_carrier(), key_.public_key());
    const Json errors = ack(Json::array({line(0, "received")})).json().at("errors");
    ASSERT_EQ(errors.size(), 2U);
    EXPECT_EQ(errors[0].at("pointer"), "/signature");
    EXPECT_EQ(errors[1].at("pointer"), "/signed_at");
}

TEST_F(SignedCustody, TakesNoKeyThatNobodyHolds) {
    const Bytes zeros(32);
    const Answer refused = give_key(by_carrier(), base64(zeros));
    EXPECT_EQ(refused.status, 422) << refused.text;
    EXPECT_EQ(refused.json().at("errors")[0].at("pointer"), "/public_key");
}

TEST_F(SignedCustody, IsCountersignedForACarrierWithoutAKey) {
    ack(Json::array({line(0, "short")}));
    settle(staff(), Json::array({line(0, "short", "carrier")}));
    const Json keys = call(at::get_signing_keys, by_carrier(), {}).json().at("items");
    const Json said = custody().at("statements");
    ASSERT_EQ(said.size(), 2U);
    EXPECT_TRUE(said[0].at("countersigned").get<bool>());
    EXPECT_EQ(said[0].at("signer"), by_carrier().key.text());
    EXPECT_FALSE(said[1].at("countersigned").get<bool>());
    for (const Json& each : said) {
        EXPECT_EQ(each.at("public_key"), keys[0].at("public_key"));
        EXPECT_TRUE(holds_by_openssl(
            each.at("public_key"), each.at("signed"), each.at("hash"), each.at("signature")
        ));
    }
}

TEST_F(SignedCustody, KeysAreTheCarriersOwn) {
    EXPECT_EQ(give_key(by_other_carrier(), key_.public_key()).status, 404);
    EXPECT_EQ(give_key(by_carrier(), "c2hvcnQ=").status, 422);
    EXPECT_EQ(
        call(
            at::put_carrier_signing_key,
            staff(),
            {.parameters = {{"id", "shop"}}, .body = {{"public_key", key_.public_key()}}}
        ).status,
        404
    );
    const SigningKey next;
    give_key(by_carrier(), key_.public_key());
    EXPECT_EQ(give_key(by_carrier(), next.public_key()).json().at("number"), 2);
}

} // namespace
} // namespace route9::tests
