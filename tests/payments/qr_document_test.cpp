// SPDX-License-Identifier: Apache-2.0
#include "core/json.hpp"
#include "payments/qr_document.hpp"

#include <gtest/gtest.h>

namespace route9::payments {
namespace {

Json decode(std::string_view payload) {
    return Json::parse(run_qr_decode(payload).document);
}

TEST(QrDocument, EncodesAndDecodesVietQr) {
    const auto encoded = run_qr_encode(
        R"({"scheme":"vietqr","bin":"970436","account":"0123499999","amount":"2277000",)"
        R"("memo":"VL7Q2MZKG","merchant_name":"Cửa hàng Đông Hà","city":"Quảng Trị"})"
    );
    ASSERT_TRUE(encoded) << encoded.error().detail;
    const auto out = decode(Json::parse(*encoded).at("payload").get<std::string>() + "\n");
    EXPECT_EQ(out.at("profile"), "vietqr");
    EXPECT_EQ(out.at("crc").at("ok"), true);
    EXPECT_EQ(out.at("facts").at("bin"), "970436");
    EXPECT_EQ(out.at("facts").at("account"), "0123499999");
    EXPECT_EQ(out.at("facts").at("amount"), "2277000");
    EXPECT_EQ(out.at("facts").at("memo"), "VL7Q2MZKG");
    EXPECT_TRUE(out.at("problems").empty()) << out.at("problems");
}

TEST(QrDocument, PutsAPaymentCodeIntoTheLaoBillNumber) {
    const auto encoded = run_qr_encode(
        R"({"scheme":"laoqr","acquirer":"27710418","receiver":"mch1","amount":"15000.50",)"
        R"("memo":"VL7Q2MZKG","expires":"2026-03-10T08:00:00+07:00"})"
    );
    ASSERT_TRUE(encoded);
    const auto out = decode(Json::parse(*encoded).at("payload").get<std::string>());
    EXPECT_EQ(out.at("facts").at("bill"), "VL7Q2MZKG");
    EXPECT_EQ(out.at("facts").at("amount"), "15000.50");
    EXPECT_EQ(out.at("facts").at("expires"), "2026-03-10T08:00:00+07:00");
}

TEST(QrDocument, RefusesWhatItCannotReadAndNamesIt) {
    const std::pair<const char*, const char*> cases[] = {
        {R"({"scheme":"swish"})", "/scheme"},
        {R"({"scheme":"vietqr","account":"1"})", "/bin"},
        {R"({"scheme":"vietqr","bin":"970436","account":"1","amount":"10.5"})", "/amount"},
        {R"({"scheme":"vietqr","bin":"970436","account":"1","acquirer":"1"})", "/acquirer"},
        {R"({"scheme":"laoqr","acquirer":"27710419","receiver":"m"})", "/acquirer"},
        {R"({"scheme":"laoqr","acquirer":"27710418","receiver":"m","expires":"soon"})", "/expires"},
    };
    for (const auto& [document, pointer] : cases) {
        const auto encoded = run_qr_encode(document);
        ASSERT_FALSE(encoded) << document;
        bool named = false;
        for (const auto& field : encoded.error().fields) {
            named = named || field.pointer == pointer;
        }
        EXPECT_TRUE(named) << document;
    }
    EXPECT_EQ(run_qr_encode("{").error().code, ErrorCode::malformed_json);
}

TEST(QrDocument, AnswersForBytesThatAreNoText) {
    const auto decoded = run_qr_decode("\xff\xfe");
    EXPECT_FALSE(decoded.sound);
    EXPECT_FALSE(Json::parse(decoded.document).at("problems").empty());
}

} // namespace
} // namespace route9::payments
