// SPDX-License-Identifier: Apache-2.0
// How carriers of Viet Nam show that a push is theirs. Signatures were made with Python's hashlib
// and hmac.
#include "adapters/marketplaces/hook_body.hpp"
#include "core/crypto.hpp"
#include "marketplaces/shipped_profiles.hpp"

#include <gtest/gtest.h>

namespace route9::adapters {
namespace {

const Instant kNow{Seconds{1'773'000'000}};

Verification verify(
    std::string_view platform,
    std::string_view secret,
    const std::string& body,
    std::vector<HeaderField> headers,
    std::vector<HeaderField> query
) {
    crypto_start();
    const HookKeys keys = keys_with(secret);
    return verify_hook(*shipped_profiles().find(platform), {headers, body, "", query}, &keys, kNow);
}

TEST(CarrierSignatures, AreASecretInTheAddressOfGhnAndGhtk) {
    EXPECT_TRUE(verify("ghn", "way-in-1", "{}", {}, {{"token", "way-in-1"}}).accepted);
    EXPECT_FALSE(verify("ghn", "way-in-1", "{}", {}, {{"token", "way-in-2"}}).accepted);
    EXPECT_EQ(verify("ghn", "way-in-1", "{}", {}, {}).refusal, Refusal::token_missing);
    EXPECT_TRUE(verify("ghtk", "way-in-1", "label_id=S1", {}, {{"hash", "way-in-1"}}).accepted);
    EXPECT_FALSE(verify("ghtk", "way-in-1", "hash=way-in-1", {}, {}).accepted);
}

TEST(CarrierSignatures, AreATokenInTheBodyOfViettelPost) {
    const std::string body = R"({"DATA":{},"TOKEN":"vtp-token-1"})";
    EXPECT_TRUE(verify("viettel_post", "vtp-token-1", body, {}, {}).accepted);
    EXPECT_FALSE(verify("viettel_post", "vtp-token-2", body, {}, {}).accepted);
    EXPECT_EQ(
        verify("viettel_post", "vtp-token-1", R"({"DATA":{}})", {}, {}).refusal,
        Refusal::token_missing
    );
}

TEST(CarrierSignatures, AreAMacOfTheRawBodyOfNinjaVan) {
    const std::string body =
        R"({"tracking_id":"NVVN1","shipper_order_ref_no":"06E2M8W5KZR3QD7N1C9V",)"
        R"("status":"Delivered","timestamp":"2026-03-12T10:05:00+0700"})";
    const std::vector<HeaderField> signed_by{
        {"X-Ninjavan-Hmac-Sha256", "GIWlRrNxwSrInALvJjc0C+TgWoXG/NwBD3bwca5088c="}
    };
    EXPECT_TRUE(verify("ninja_van", "client-key-of-ours", body, signed_by, {}).accepted);
    EXPECT_FALSE(verify("ninja_van", "client-key-of-ours", body + " ", signed_by, {}).accepted)
        << "the raw bytes count";
    EXPECT_FALSE(verify("ninja_van", "another-key", body, signed_by, {}).accepted);
}

constexpr const char* kContent = "%7B%22txlogisticId%22%3A%2206E2M8W5KZR3QD7N1C9V%22%2C"
                                 "%22billCode%22%3A%22841000000001%22%2C%22details%22%3A%5B%7B"
                                 "%22scanType%22%3A%22P.O.D%22%2C"
                                 "%22scanTime%22%3A%222026-03-12+10%3A05%3A00%22%7D%5D%7D";

TEST(CarrierSignatures, AreADigestOfTheContentAndTheKeyOfJt) {
    const std::string form = std::string{"bizContent="} + kContent;
    const auto with = [&form](const char* digest, const char* key = "private-key-1") {
        return verify("jt_vn", key, form, {{"digest", digest}}, {});
    };
    EXPECT_TRUE(with("IwcIdVRCfxCrn4v/vp2dxw==").accepted);
    EXPECT_TRUE(with("MjMwNzA4NzU1NDQyN2YxMGFiOWY4YmZmYmU5ZDlkYzc=").accepted) << "of its hex";
    EXPECT_EQ(with("IwcIdVRCfxCrn4v/vp2dxw==", "private-key-2").refusal, Refusal::mismatch);
    EXPECT_EQ(with("IwcIdVRCfxCrn4v/vp2dxg==").refusal, Refusal::mismatch);
    EXPECT_EQ(with("no base64!").refusal, Refusal::header_malformed);
    EXPECT_EQ(verify("jt_vn", "private-key-1", form, {}, {}).refusal, Refusal::header_missing);
    EXPECT_EQ(
        verify("jt_vn", "", form, {{"digest", "IwcIdVRCfxCrn4v/vp2dxw=="}}, {}).refusal,
        Refusal::secret_missing
    );
}

TEST(CarrierSignatures, OfJtMayStandInTheFormItself) {
    const std::string form = std::string{"logistics_interface="} + kContent +
                             "&data_digest=MjMwNzA4NzU1NDQyN2YxMGFiOWY4YmZmYmU5ZDlkYzc%3D";
    EXPECT_TRUE(verify("jt_vn", "private-key-1", form, {}, {}).accepted);
    const auto message = read_hook_body(*shipped_profiles().find("jt_vn"), form);
    ASSERT_TRUE(message);
    EXPECT_EQ(message->at("billCode"), "841000000001");
}

TEST(HookBody, IsJsonOrTheFormThatTheCarrierSends) {
    const Profile& ghtk = *shipped_profiles().find("ghtk");
    const Json fields =
        read_hook_body(ghtk, "label_id=S1.A1.1&reason=%C4%91i+v%E1%BA%AFng").value();
    EXPECT_EQ(fields, (Json{{"label_id", "S1.A1.1"}, {"reason", "đi vắng"}}));
    EXPECT_EQ(read_hook_body(ghtk, R"( {"label_id":"S1"})").value(), (Json{{"label_id", "S1"}}));
    for (const char* body : {"", "label_id", "a=%zz", "a=%f", "a=1&a=2", "a=%ff", "a=1&&b=2"}) {
        EXPECT_FALSE(read_hook_body(ghtk, body)) << body;
    }
    EXPECT_FALSE(read_hook_body(*shipped_profiles().find("ghn"), "OrderCode=Z82BS"));
    EXPECT_FALSE(read_hook_body(*shipped_profiles().find("jt_vn"), "other=1"));
    EXPECT_EQ(form_field("a=1&b=x+y", "b"), "x y");
    EXPECT_EQ(form_field("b=1&b=2", "b"), std::nullopt);
}

} // namespace
} // namespace route9::adapters
