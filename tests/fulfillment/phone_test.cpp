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
