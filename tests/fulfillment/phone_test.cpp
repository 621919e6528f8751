// SPDX-License-Identifier: Apache-2.0
#include "fulfillment/phone.hpp"

#include <gtest/gtest.h>

#include <vector>

namespace route9::fulfillment {
namespace {

TEST(Phone, ReadsBothCountriesNumbersAsPeopleWriteThem) {
    struct Case {
        const char* text;
        const char* country;
        const char* e164;
        PhoneKind kind;
    };
    const std::vector<Case> cases{
        {"020 55 512 345", "LA", "+8562055512345", PhoneKind::mobile},
        {"+856 20 55 512 345", "VN", "+8562055512345", PhoneKind::mobile},
        {"+856 (0)20-9912.3456", "LA", "+8562099123456", PhoneKind::mobile},
        {"00856 20 22123456", "LA", "+8562022123456", PhoneKind::mobile},
        {"8562097123456", "LA", "+8562097123456", PhoneKind::mobile},
        {"030 1234567", "LA", "+856301234567", PhoneKind::fixed_wireless},
        {"021 212345", "LA", "+85621212345", PhoneKind::fixed},
        {"໐໒໐ ໕໕໑໒ ໓໔໕໖", "LA", "+8562055123456", PhoneKind::mobile},
        {"020\u00a05512\u00a03456", "LA", "+8562055123456", PhoneKind::mobile},
        {"020\u200b5512 3456\ufeff", "LA", "+8562055123456", PhoneKind::mobile},
        {"\u202a+856 20 5512 3456\u202c", "LA", "+8562055123456", PhoneKind::mobile},
        {"0912 345 678", "VN", "+84912345678", PhoneKind::mobile},
        {"+84 912 345 678", "LA", "+84912345678", PhoneKind::mobile},
        {"84385123456", "VN", "+84385123456", PhoneKind::mobile},
        {"0233 3852 123", "VN", "+842333852123", PhoneKind::fixed},
    };
    for (const Case& each : cases) {
        const auto phone = parse_phone(each.text, each.country);
        ASSERT_TRUE(phone.has_value()) << each.text;
        EXPECT_EQ(phone->e164, each.e164) << each.text;
        EXPECT_EQ(phone->kind, each.kind) << each.text;
    }
}

TEST(Phone, MissesNoTrunkZeroThatASheetHasLost) {
    struct Case {
        const char* text;
        const char* country;
        const char* e164;
    };
    const std::vector<Case> cases{
        {"905123456", "VN", "+84905123456"},
        {"849123456", "VN", "+84849123456"}, // 0849…, not +84 9123456
        {"2333852123", "VN", "+842333852123"},
        {"84905123456", "VN", "+84905123456"},
        {"905123456.0", "VN", "+84905123456"}, // taken for a decimal
        {"2055512345", "LA", "+8562055512345"},
        {"301234567", "LA", "+856301234567"},
        {"21212345", "LA", "+85621212345"},
        {"8562055512345.0", "LA", "+8562055512345"},
    };
    for (const Case& each : cases) {
        const auto phone = parse_phone(each.text, each.country);
        ASSERT_TRUE(phone.has_value()) << each.text;
        EXPECT_EQ(phone->e164, each.e164) << each.text;
    }
}

TEST(Phone, ReadsWhatIsWrittenOtherwiseButMeansOneNumber) {
    struct Case {
        const char* text;
        const char* country;
        const char* e164;
    };
    const std::vector<Case> cases{
        {"55 512 345", "LA", "+8562055512345"}, // the 020 left away
        {"9912 3456", "LA", "+8562099123456"},
        {"๐๒๐ ๕๕๕๑๒๓๔๕", "LA", "+8562055512345"},       // Thai digits
        {"０９０５１２３４５６", "VN", "+84905123456"}, // wide digits
        {"＋８４ ９０５ １２３ ４５６", "LA", "+84905123456"},
        {"0905–123–456", "VN", "+84905123456"},
        {"(+84) 905.123.456", "VN", "+84905123456"},
        {"0084905123456", "LA", "+84905123456"},
        {"84905123456", "LA", "+84905123456"},
        {"8562055512345", "VN", "+8562055512345"},
        {"0120 345 6789", "VN", "+84703456789"}, // eleven digits, until 2018
        {"+84 166 345 6789", "VN", "+84363456789"},
        {"1233456789", "VN", "+84833456789"}, // and its zero lost
        {"0199 345 6789", "VN", "+84593456789"},
        {"023 212 345", "LA", "+85623212345"}, // a land line: a mobile has no 0 there
        {"+856 54 212 345", "LA", "+85654212345"},
    };
    for (const Case& each : cases) {
        const auto phone = parse_phone(each.text, each.country);
        ASSERT_TRUE(phone.has_value()) << each.text;
        EXPECT_EQ(phone->e164, each.e164) << each.text;
    }
}

TEST(Phone, SaysWhyANumberCannotBeRead) {
    struct Case {
        const char* text;
        const char* country;
        const char* fault;
    };
    const std::vector<Case> cases{
        {"", "LA", "empty"},
        {"+", "VN", "empty"},
        {"hỏi anh Nam", "VN", "not_digits"},
        {"020 555 1234", "LA", "too_short"},
        {"020 5551 23456", "LA", "too_long"},
        {"030 123456", "LA", "too_short"},
        {"020 11 123 456", "LA", "no_such_block"},
        {"025 212 345", "LA", "no_such_block"},
        {"23 212 345", "LA", "two_readings"}, // Luang Namtha's lines, or 020 23 212 345
        {"54 212 345", "LA", "two_readings"},
        {"0905 123 45", "VN", "too_short"},
        {"0905 123 4567", "VN", "too_long"},
        {"0905123456 / 0906123456", "VN", "too_long"},
        {"0612 345 678", "VN", "no_such_block"},
        {"1900 123 456", "VN", "no_such_block"},
        {"+66 81 234 5678", "LA", "other_country"},
        {"0066812345678", "VN", "other_country"},
    };
    for (const Case& each : cases) {
        const auto phone = read_phone(each.text, each.country);
        ASSERT_FALSE(phone.has_value()) << each.text;
        EXPECT_EQ(name(phone.error()), each.fault) << each.text;
    }
}

TEST(Phone, RefusesWhatCannotBeCalled) {
    struct Case {
        const char* text;
        const char* country;
    };
    const std::vector<Case> cases{
        {"", "LA"},
        {"020 5551234", "LA"},    // a digit short
        {"020 11 123 456", "LA"}, // no such block
        {"020 94 123 456", "LA"},
        {"030 123456", "LA"},
        {"0612345678", "VN"}, // 06 was given up
        {"091234567", "VN"},
        {"+66 81 234 5678", "LA"}, // another country
        {"call me", "VN"},
        {"+84+912345678", "VN"},
    };
    for (const Case& each : cases) {
        const auto phone = parse_phone(each.text, each.country);
        ASSERT_FALSE(phone.has_value()) << each.text;
        EXPECT_EQ(phone.error().fields.front().code, "phone");
    }
}

} // namespace
} // namespace route9::fulfillment
