// SPDX-License-Identifier: Apache-2.0
#include "core/json.hpp"
#include "payments/emv_qr.hpp"
#include "payments/laoqr.hpp"
#include "payments/qr_document.hpp"
#include "payments/vietqr.hpp"
#include "reference_files.hpp"

#include <gtest/gtest.h>

namespace route9::payments {
namespace {

using testing_support::read_text;
using testing_support::reference_folder;

TEST(EmvQr, ComputesTheCrcOfTheStandardsCheckString) {
    EXPECT_EQ(emv_crc16("123456789"), 0x29B1); // CRC-16/CCITT-FALSE, catalogue value
    EXPECT_EQ(emv_crc16(""), 0xFFFF);
}

TEST(EmvQr, WritesVietQrAsTheSchemeOrdersIt) {
    // Laid out by hand after NAPAS 1.0: 38 = 00 guid, 01 {00 bin, 01 account}, 02 service.
    const auto payload = write_vietqr(
        {.bin = "970436",
         .account = "0123499999",
         .amount = Money::of_minor(2'277'000, Currency::VND),
         .memo = "VL7Q2MZKG"}
    );
    ASSERT_TRUE(payload);
    EXPECT_TRUE(payload->starts_with(
        "00020101021238540010A00000072701240006970436011001234999990208QRIBFTTA"
        "5303704540722770005802VN62130809VL7Q2MZKG6304"
    )) << *payload;
}

TEST(EmvQr, WritesLaoQrAsTheSchemeOrdersIt) {
    const auto payload = write_laoqr(
        {.acquirer = "27710418",
         .receiver = "mch5f0e5f1d2a3b4",
         .amount = Money::of_minor(1'500'000, Currency::LAK),
         .bill = "VL7Q2MZKG",
         .expires = Instant{Milliseconds{1'772'432'000'000}}}
    );
    ASSERT_TRUE(payload);
    EXPECT_TRUE(payload->starts_with(
        "00020101021238760016A00526628466257701082771041802030020316mch5f0e5f1d2a3b4"
        "041317724320000005303418540515000"
        "5802LA62130109VL7Q2MZKG6304"
    )) << *payload;
}

TEST(EmvQr, NamesEveryBadFieldOfAVietQr) {
    const auto payload = write_vietqr(
        {.bin = "97043",
         .account = "01234 99999",
         .amount = Money::of_minor(500'000'000, Currency::VND),
         .memo = "a memo that is longer than allowed",
         .city = "Thanh pho Ho Chi Minh"}
    );
    ASSERT_FALSE(payload);
    std::vector<std::string> pointers;
    for (const auto& field : payload.error().fields) {
        pointers.push_back(field.pointer);
    }
    EXPECT_EQ(
        pointers, (std::vector<std::string>{"/bin", "/account", "/amount", "/memo", "/city"})
    );
}

TEST(EmvQr, ReadsLengthsCountedInBytesAndSaysSo) {
    // Name "Hà" is 3 bytes and 2 characters; object 59 says 03, so bytes were counted.
    const std::string body = "0002015903Hà5802VN6304";
    char crc[5];
    std::snprintf(crc, sizeof crc, "%04X", emv_crc16(body));
    const auto qr = read_emv_qr(body + crc);
    EXPECT_EQ(qr.length_unit, LengthUnit::byte);
    EXPECT_TRUE(qr.structure_ok());
    EXPECT_TRUE(qr.crc.ok);
    EXPECT_EQ(qr.value("59"), "Hà");
}

TEST(EmvQr, ReportsDamageInsteadOfFailing) {
    for (const auto* damaged : {"", "6304", "00", "000201", "0002016304FFF", "zz", "\xff"}) {
        const auto qr = read_emv_qr(damaged);
        EXPECT_FALSE(qr.crc.ok && qr.structure_ok()) << damaged;
    }
}

TEST(EmvQr, RoundTripsEveryFieldOfLaoQr) {
    const LaoQr qr{
        .acquirer = "37160418",
        .kind = LaoQrKind::person,
        .receiver = "001000036201000018",
        .amount = Money::of_minor(1'550, Currency::LAK),
        .bill = "VLA9XK3P8",
        .memo = "order 17",
        .merchant_name = "Shop",
        .city = "Vientiane",
        .expires = Instant{Milliseconds{1'772'432'000'123}},
    };
    const auto payload = write_laoqr(qr);
    ASSERT_TRUE(payload);
    const auto read = read_laoqr(read_emv_qr(*payload));
    EXPECT_EQ(read.facts, qr);
    EXPECT_TRUE(read.problems.empty());
}

/// The reference's names for profiles, in ours.
std::string profile_of(const std::string& name) {
    if (name == "lao_qr") {
        return "laoqr";
    }
    if (name == "promptpay_anyid" || name == "promptpay_billpay") {
        return "promptpay";
    }
    return name == "vietqr" || name == "khqr" ? name : "emv";
}

void compare(const Json& vector) {
    const auto id = vector.at("id").get<std::string>();
    const auto decoded = run_qr_decode(vector.at("payload").get<std::string>());
    const auto out = Json::parse(decoded.document);
    const bool crc_pass = vector.at("crc").at("status") == "pass";
    const bool structure_ok = vector.at("structure") == "ok";
    EXPECT_EQ(out.at("crc").at("ok"), crc_pass) << id;
    EXPECT_EQ(out.at("crc").at("computed"), vector.at("crc").at("computed")) << id;
    EXPECT_EQ(out.at("crc").at("in_payload"), vector.at("crc").at("in_payload")) << id;
    EXPECT_EQ(decoded.sound, crc_pass && structure_ok) << id;
    EXPECT_EQ(out.at("profile"), profile_of(vector.at("profile"))) << id;
    if (vector.contains("tags") && vector.at("tags").is_object()) {
        EXPECT_EQ(out.at("tags"), vector.at("tags")) << id;
        EXPECT_EQ(out.at("length_unit"), vector.at("length_unit")) << id;
    }
    for (const auto* name : {"bin", "account", "service", "memo", "bill", "receiver"}) {
        if (vector.at("profile_facts").contains(name)) {
            EXPECT_EQ(out.at("facts").at(name), vector.at("profile_facts").at(name)) << id;
        }
    }
    if (!vector.at("profile_problems").empty()) {
        EXPECT_FALSE(out.at("problems").empty()) << id;
    }
}

TEST(EmvQr, DecodesThePublishedVectorsGoodAndBad) {
    const auto folder = reference_folder();
    if (!folder) {
        GTEST_SKIP() << "ROUTE9_REFERENCE is not set";
    }
    const auto vectors = Json::parse(read_text(*folder / "data/payments/qr_vectors.json"));
    ASSERT_EQ(vectors.at("vectors").size(), 47U);
    for (const auto& vector : vectors.at("vectors")) {
        compare(vector);
    }
}

} // namespace
} // namespace route9::payments
