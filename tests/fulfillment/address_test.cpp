// SPDX-License-Identifier: Apache-2.0
#include "corridor_fixture.hpp"

#include <gtest/gtest.h>

namespace route9::fulfillment {
namespace {

struct Resolves {
    AddressText text;
    const char* province;
    const char* district;
    const char* hub;
};

TEST(Address, FindsProvinceAndDistrictInThreeScriptsByCodeAndName) {
    const std::vector<Resolves> cases{
        {{"LA", "LA-SV", ""}, "LA-SV", "", "SAVANNAKHET"},
        {{"LA", "13", ""}, "LA-SV", "", "SAVANNAKHET"},
        {{"LA", "Savannakhet Province", ""}, "LA-SV", "", "SAVANNAKHET"},
        {{"LA", "Savannakhét", ""}, "LA-SV", "", "SAVANNAKHET"},
        {{"LA", "Xa-vẳn-na-khẹt", ""}, "LA-SV", "", "SAVANNAKHET"},
        {{"LA", "ສະຫວັນນະເຂດ", ""}, "LA-SV", "", "SAVANNAKHET"},
        {{"LA", "ແຂວງ ສະຫວັນນະເຂດ", "ເມືອງ ເຊໂປນ"}, "LA-SV", "1305", "SAVANNAKHET"},
        {{"LA", "Champasak", "pakse"}, "LA-CH", "1601", "PAKSE"},
        {{"LA", "", "Sepon"}, "LA-SV", "1305", "SAVANNAKHET"},
        {{"LA", "", "0612"}, "LA-LP", "0612", "LUANGPRABANG"},
        {{"LA", "Attapeu", "Xaysetha"}, "LA-AT", "1701", "ATTAPEU"},
        {{"LA", "Vientiane Capital", "Xaysetha"}, "LA-VT", "0103", "VIENTIANE"},
        {{"VN", "44", ""}, "44", "", "DONGHOI"},
        {{"VN", "Quảng Bình", ""}, "44", "", "DONGHOI"},
        {{"VN", "tinh Quang Binh", ""}, "44", "", "DONGHOI"},
        {{"VN", "45", ""}, "44", "", "DONGHOI"}, // old Quảng Trị
        {{"VN", "TP. Hồ Chí Minh", "Quận 1"}, "79", "Quận 1", "HCMC"},
        {{"VN", "Bình Dương", ""}, "79", "", "HCMC"}, // merged into the city
        {{"VN", "Hà Tĩnh", ""}, "42", "", "HATINH"},
        {{"", "Quảng Trị", ""}, "44", "", "DONGHOI"},
    };
    for (const Resolves& each : cases) {
        SCOPED_TRACE(each.text.province + " / " + each.text.district);
        const ResolvedAddress found = builtin_corridor().addresses.resolve(each.text);
        EXPECT_EQ(found.fit, AddressFit::resolved);
        EXPECT_EQ(found.province, each.province);
        EXPECT_EQ(found.district, each.district);
        EXPECT_EQ(found.hub, each.hub);
    }
}

TEST(Address, KeepsVientianeCapitalAndProvinceApart) {
    const AddressBook& book = builtin_corridor().addresses;
    const std::vector<std::string> both{"LA-VI", "LA-VT"};
    for (const char* plain : {"Vientiane", "vientiane", "Viangchan", "Viêng Chăn", "ວຽງຈັນ"}) {
        const ResolvedAddress found = book.resolve({"LA", plain, ""});
        EXPECT_EQ(found.fit, AddressFit::ambiguous) << plain;
        EXPECT_EQ(found.candidates, both) << plain;
    }
    EXPECT_EQ(book.resolve({"LA", "LA-VT", ""}).hub, "VIENTIANE");
    EXPECT_EQ(book.resolve({"LA", "LA-VI", ""}).hub, "PHONHONG");
    EXPECT_EQ(book.resolve({"LA", "Vientiane Province", ""}).province, "LA-VI");
    EXPECT_EQ(book.resolve({"LA", "Vientiane Capital", ""}).province, "LA-VT");
    EXPECT_EQ(book.resolve({"LA", "ແຂວງວຽງຈັນ", ""}).province, "LA-VI");
    EXPECT_EQ(book.resolve({"LA", "ນະຄອນຫຼວງວຽງຈັນ", ""}).province, "LA-VT");
    // A district that only one of the two has decides without a guess.
    EXPECT_EQ(book.resolve({"LA", "Vientiane", "Chanthabuly"}).province, "LA-VT");
    EXPECT_EQ(book.resolve({"LA", "Vientiane", "Kasi"}).province, "LA-VI");
}

TEST(Address, NeverGuessesBetweenTwinDistricts) {
    struct Case {
        AddressText text;
        std::vector<std::string> candidates;
    };
    const std::vector<Case> cases{
        {{"LA", "", "ວຽງຄຳ"}, {"0610", "1009"}},
        {{"LA", "", "Phonthong"}, {"0612", "1606"}},
        {{"LA", "", "ໄຊເສດຖາ"}, {"0103", "1701"}},
        {{"LA", "", "Viengthong"}, {"0703", "1106"}},        // Hiam was Viengthong
        {{"LA", "Savannakhet", "Pakse"}, {"1601", "LA-SV"}}, // they contradict each other
    };
    for (const Case& each : cases) {
        const ResolvedAddress found = builtin_corridor().addresses.resolve(each.text);
        EXPECT_EQ(found.fit, AddressFit::ambiguous) << each.text.district;
        EXPECT_EQ(found.candidates, each.candidates) << each.text.district;
    }
}

TEST(Address, SaysUnknownForWhatIsNowhere) {
    const AddressBook& book = builtin_corridor().addresses;
    EXPECT_EQ(book.resolve({"LA", "Udon Thani", ""}).fit, AddressFit::unknown);
    EXPECT_EQ(book.resolve({"LA", "", "Sapa"}).fit, AddressFit::unknown);
    EXPECT_EQ(book.resolve({"VN", "LA-SV", ""}).fit, AddressFit::unknown);
}

TEST(Address, KeepsAnUnlistedDistrictOfAKnownProvinceAsTyped) {
    const ResolvedAddress found = builtin_corridor().addresses.resolve({"LA", "LA-SV", "Ban Mai"});
    EXPECT_EQ(found.fit, AddressFit::resolved);
    EXPECT_EQ(found.district, "Ban Mai");
}

TEST(Address, ReadsVietnameseCodesByTheirDate) {
    const AddressBook& book = builtin_corridor().addresses;
    const auto name_on = [&](const char* code, const char* day) {
        return book.vietnamese_province_name(code, parse_day(day).value()).value_or("-");
    };
    EXPECT_EQ(name_on("44", "2025-06-30"), "Quảng Bình");
    EXPECT_EQ(name_on("44", "2025-07-01"), "Quảng Trị");
    EXPECT_EQ(name_on("45", "2025-06-30"), "Quảng Trị");
    EXPECT_EQ(name_on("45", "2025-07-01"), "-");
    EXPECT_EQ(name_on("15", "2025-06-30"), "Yên Bái");
    EXPECT_EQ(name_on("15", "2025-07-01"), "Lào Cai");
}

} // namespace
} // namespace route9::fulfillment
