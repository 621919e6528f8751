// SPDX-License-Identifier: Apache-2.0
#include "adapters/documents/sscc.hpp"

#include <gtest/gtest.h>

#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace route9::adapters {
namespace {

class FixedEntropy final : public Entropy {
public:
    explicit FixedEntropy(std::byte value) : value_(value) {}
    void fill(std::span<std::byte> out) override {
        for (auto& byte : out) {
            byte = value_;
        }
    }

private:
    std::byte value_;
};

// GS1's own worked SSCC and GTIN-13, the SSCC of the EPC Tag Data Standard, and edges by hand.
TEST(Sscc, HasTheCheckDigitOfGs1GeneralSpecifications79) {
    EXPECT_EQ(gs1_check_digit("37610425002123456"), '9');
    EXPECT_EQ(gs1_check_digit("629104150021"), '3');
    EXPECT_EQ(gs1_check_digit("10614141234567890"), '8');
    EXPECT_EQ(gs1_check_digit("00000000000000000"), '0');
}

TEST(Sscc, IsBuiltFromExtensionPrefixAndSerial) {
    EXPECT_EQ(
        make_sscc({.extension_digit = 1, .company_prefix = "0614141", .serial = 234567890}).value(),
        "106141412345678908"
    );
    EXPECT_TRUE(is_sscc("106141412345678908"));
    EXPECT_TRUE(is_sscc("376104250021234569"));
    EXPECT_FALSE(is_sscc("106141412345678907"));
    EXPECT_FALSE(is_sscc("10614141234567890"));
    EXPECT_FALSE(is_sscc("10614141234567890x"));
}

TEST(Sscc, RefusesASerialThatHasRunOutOfDigits) {
    const auto last = make_sscc({.company_prefix = "0614141", .serial = 999'999'999});
    EXPECT_TRUE(last);
    const auto beyond = make_sscc({.company_prefix = "0614141", .serial = 1'000'000'000});
    ASSERT_FALSE(beyond);
    EXPECT_EQ(beyond.error().fields.at(0).pointer, "/serial");
}

TEST(Sscc, NamesEveryBadPart) {
    const auto bad = make_sscc({.extension_digit = 10, .company_prefix = "06A"});
    ASSERT_FALSE(bad);
    ASSERT_EQ(bad.error().fields.size(), 2U);
    EXPECT_EQ(bad.error().fields[0].pointer, "/extension_digit");
    EXPECT_EQ(bad.error().fields[1].pointer, "/company_prefix");
}

TEST(Sscc, LinksAsGs1DigitalLinkKey00) {
    EXPECT_EQ(
        sscc_link("id.example.com", "106141412345678908"),
        "https://id.example.com/00/106141412345678908"
    );
}

TEST(ParcelCode, IsTwentyCrockfordCharactersInTimeOrder) {
    FixedEntropy zeros{std::byte{0}};
    FixedEntropy ones{std::byte{0xff}};
    EXPECT_EQ(make_parcel_code(Instant{}, zeros), "00000000000000000000");
    EXPECT_EQ(make_parcel_code(Instant{}, ones), "0000000003ZZZZZZZZZZ");
    EXPECT_EQ(make_parcel_code(Instant{Milliseconds{1}}, zeros), "00000000040000000000");
    const Instant last{Milliseconds{(std::int64_t{1} << 48U) - 1}};
    EXPECT_EQ(make_parcel_code(last, ones), "ZZZZZZZZZZZZZZZZZZZZ");
    EXPECT_TRUE(is_parcel_code("0000000003ZZZZZZZZZZ"));
    EXPECT_FALSE(is_parcel_code("0000000003ZZZZZZZZZI"));
    EXPECT_FALSE(is_parcel_code("0000000003"));
}

TEST(ParcelName, IsReadFromWhateverAScannerSends) {
    const std::string code = "06E2M8W5KZR3QD7N1C9V";
    const std::string sscc = "106141412345678908";
    const std::vector<std::pair<std::string, std::string>> read{
        {code, code},
        {"06e2m8w5kzr3qd7n1c9v", code},
        {"O6E2M8W5KZR3QD7NIC9V", code},
        {"O6e2m8w5kzr3qd7nlc9v", code},
        {" 06E2M8W5KZR3QD7N1C9V\r\n", code},
        {"https://r9.example.vn/t/06E2M8W5KZR3QD7N1C9V", code},
        {"https://r9.example.vn/t/06e2m8w5kzr3qd7n1c9v?lang=lo#way", code},
        {"http://localhost:8080/t/06E2M8W5KZR3QD7N1C9V/", code},
        {sscc, sscc},
        {"(00)106141412345678908", sscc},
        {"]C100106141412345678908", sscc},
        {"]C1\x1d" + ("00" + sscc), sscc},
        {"00106141412345678908", sscc},
        {"https://id.example.com/00/106141412345678908", sscc},
        {"https://id.example.com/shop/00/106141412345678908?10=A", sscc},
        {"https://r9.example.vn/t/106141412345678908", sscc},
        {"EE123456785VN", "EE123456785VN"},
        {"ee123456785vn\r\n", "EE123456785VN"},
        {"https://r9.example.vn/t/LO000000005IO?lang=lo", "LO000000005IO"}, // O and I are letters
    };
    for (const auto& [scanned, name] : read) {
        EXPECT_EQ(parcel_name_in(scanned), name) << scanned;
    }
}

TEST(ParcelName, IsNotGuessedFromAnythingElse) {
    for (const auto* text :
         {"",
          " ",
          "/",
          "]C1",
          "106141412345678907",
          "(00)106141412345678907",
          "]C100106141412345678907",
          "00106141412345678907",
          "https://id.example.com/00/106141412345678907",
          "https://r9.example.vn/x/06E2M8W5KZR3QD7N1C9V",
          "https://r9.example.vn/t/",
          "06E2M8W5KZR3QD7N1C9",
          "06E2M8W5KZR3QD7N1C9VV",
          "06E2M8W5KZR3QD7N1C9U",
          "EE123456784VN",
          "06E2M8W5KZR3QD7N1C9\xe1"}) {
        EXPECT_EQ(parcel_name_in(text), std::nullopt) << text;
    }
}

} // namespace
} // namespace route9::adapters
