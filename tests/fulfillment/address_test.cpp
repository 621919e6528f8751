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

void expect_resolved(const Resolves& each) {
    SCOPED_TRACE(each.text.province + " / " + each.text.district);
    const ResolvedAddress found = builtin_corridor().addresses.resolve(each.text);
    EXPECT_EQ(found.fit, AddressFit::resolved);
    EXPECT_EQ(found.province, each.province);
    EXPECT_EQ(found.district, each.district);
    EXPECT_EQ(found.hub, each.hub);
}

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
        expect_resolved(each);
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

TEST(Address, TakesOffTheWordsForUnitsInEveryWayTheyAreShortened) {
    const std::vector<Resolves> cases{
        {{"VN", "Tỉnh Quảng Trị", "Huyện Hướng Hóa"}, "44", "Huyện Hướng Hóa", "DONGHOI"},
        {{"VN", "T. Quảng Trị", ""}, "44", "", "DONGHOI"},
        {{"VN", "TP.HCM", "Q.1"}, "79", "Q.1", "HCMC"},
        {{"VN", "T.P Hồ Chí Minh", ""}, "79", "", "HCMC"},
        {{"VN", "TPHCM", ""}, "79", "", "HCMC"},
        {{"VN", "Thành Phố Huế", ""}, "46", "", "HUE"},
        {{"VN", "Thừa Thiên - Huế", ""}, "46", "", "HUE"},
        {{"VN", "Nghe An Province", ""}, "40", "", "VINH"},
        {{"VN", "Da\u0300 Na\u0306\u0303ng", ""}, "48", "", "DANANG"}, // NFD
        {{"LA", "Khoueng Savannakhet", "Muang Sepon"}, "LA-SV", "1305", "SAVANNAKHET"},
        {{"LA", "Khwaeng Champasak", "M. Pakse"}, "LA-CH", "1601", "PAKSE"},
        {{"LA", "ຂ.ຈຳປາສັກ", "ມ.ປາກເຊ"}, "LA-CH", "1601", "PAKSE"},
        {{"LA", "ແຂວງສະຫວັນນະເຂດ", "ນະຄອນໄກສອນ ພົມວິຫານ"}, "LA-SV", "1301", "SAVANNAKHET"},
        {{"LA", "Province of Savannakhet", "Sepon District"}, "LA-SV", "1305", "SAVANNAKHET"},
    };
    for (const Resolves& each : cases) {
        expect_resolved(each);
    }
}

TEST(Address, KnowsLaoNamesByTheirRomanisations) {
    const std::vector<Resolves> cases{
        {{"LA", "Savanakhet", ""}, "LA-SV", "", "SAVANNAKHET"},
        {{"LA", "Xavannakhet", ""}, "LA-SV", "", "SAVANNAKHET"},
        {{"LA", "SAVANNAKET", ""}, "LA-SV", "", "SAVANNAKHET"},
        {{"LA", "Savannakhet", "Khanthabouly"}, "LA-SV", "1301", "SAVANNAKHET"},
        {{"LA", "Savannakhet", "Kaysone Phomvihan"}, "LA-SV", "1301", "SAVANNAKHET"},
        {{"LA", "Champassack", "Pakxé"}, "LA-CH", "1601", "PAKSE"},
        {{"LA", "Borikhamsay", ""}, "LA-BL", "", "PAKSAN"},
        {{"LA", "Saravane", ""}, "LA-SL", "", "SALAVAN"},
        {{"LA", "Xe Kong", ""}, "LA-XE", "", "SEKONG"},
        {{"LA", "Luangphrabang", ""}, "LA-LP", "", "LUANGPRABANG"},
        {{"LA", "Vientiane Province", "Vang Viang"}, "LA-VI", "1005", "PHONHONG"},
    };
    for (const Resolves& each : cases) {
        expect_resolved(each);
    }
}

TEST(Address, ReadsProvinceAndDistrictFromOneLineAndFromEachOthersPlace) {
    const std::vector<Resolves> cases{
        {{"LA", "Kaysone, Savannakhet", ""}, "LA-SV", "1301", "SAVANNAKHET"},
        {{"LA", "", "Kaysone, Savannakhet"}, "LA-SV", "1301", "SAVANNAKHET"},
        {{"LA", "Savannakhet", "Kaysone, Savannakhet"}, "LA-SV", "1301", "SAVANNAKHET"},
        {{"LA", "Pakse", "Champasak"}, "LA-CH", "1601", "PAKSE"},
        {{"LA", "", "ບ້ານ ໂພນສະຫວັນ, ເມືອງ ເຊໂປນ, ແຂວງ ສະຫວັນນະເຂດ"}, "LA-SV", "1305", "SAVANNAKHET"},
        {{"LA", "Luang Prabang, Luang Prabang", ""}, "LA-LP", "0601", "LUANGPRABANG"},
        {{"VN", "Hải Châu, Đà Nẵng", ""}, "48", "Hải Châu", "DANANG"},
        {{"VN", "Quận Hải Châu", "Đà Nẵng"}, "48", "Quận Hải Châu", "DANANG"},
        {{"VN", "TP Vũng Tàu", ""}, "79", "TP Vũng Tàu", "HCMC"},
    };
    for (const Resolves& each : cases) {
        expect_resolved(each);
    }
}

TEST(Address, FindsTheProvinceByAFormerVietnameseDistrictThatStandsAlone) {
    const std::vector<Resolves> cases{
        {{"VN", "", "Huyện Hướng Hóa"}, "44", "Huyện Hướng Hóa", "DONGHOI"},
        {{"VN", "", "huong hoa"}, "44", "huong hoa", "DONGHOI"},
        {{"VN", "", "Thị xã Ba Đồn"}, "44", "Thị xã Ba Đồn", "DONGHOI"}, // of Quảng Bình
        {{"VN", "", "Q. 1"}, "79", "Q. 1", "HCMC"},
        {{"VN", "", "Đà Nẵng"}, "48", "", "DANANG"},
    };
    for (const Resolves& each : cases) {
        expect_resolved(each);
    }
    const ResolvedAddress twin = builtin_corridor().addresses.resolve({"VN", "", "Tam Nông"});
    EXPECT_EQ(twin.fit, AddressFit::ambiguous);
    EXPECT_EQ(twin.asks, AddressMember::province);
    EXPECT_EQ(twin.candidates, (std::vector<std::string>{"25", "82"})); // Phú Thọ and Đồng Tháp
}

TEST(Address, NeverBlocksForAVietnameseDistrictThatIsNoMoreOrNowhere) {
    expect_resolved({{"VN", "Quảng Trị", "Quận Hải Châu"}, "44", "Quận Hải Châu", "DONGHOI"});
    expect_resolved({{"VN", "Hà Nội", "Khu phố cổ"}, "01", "Khu phố cổ", "HANOI"});
}

TEST(Address, AsksWhereAnOldProvinceWasSplit) {
    struct Case {
        const char* province;
        std::vector<std::string> candidates;
    };
    const std::vector<Case> cases{
        {"Bình Trị Thiên", {"44", "46"}},
        {"Sông Bé", {"75", "79"}},
        {"Gia Lai - Kon Tum", {"51", "52"}},
        {"Nghệ Tĩnh", {"40", "42"}},
    };
    for (const Case& each : cases) {
        const ResolvedAddress found =
            builtin_corridor().addresses.resolve({"VN", each.province, ""});
        EXPECT_EQ(found.fit, AddressFit::ambiguous) << each.province;
        EXPECT_EQ(found.candidates, each.candidates) << each.province;
        EXPECT_EQ(found.asks, AddressMember::province) << each.province;
    }
    expect_resolved({{"VN", "Hà Tây", "Huyện Ba Vì"}, "01", "Huyện Ba Vì", "HANOI"});
}

TEST(Address, ReadsCodesOfEveryEraAndThoseASheetTookForNumbers) {
    const std::vector<Resolves> cases{
        {{"VN", "1", ""}, "01", "", "HANOI"},
        {{"VN", "VN-SG", ""}, "79", "", "HCMC"},
        {{"VN", "VN-57", ""}, "79", "", "HCMC"}, // Bình Dương
        {{"VN", "VN-24", ""}, "44", "", "DONGHOI"},
        {{"LA", "1", ""}, "LA-VT", "", "VIENTIANE"},
        {{"LA", "", "101"}, "LA-VT", "0101", "VIENTIANE"},
        {{"LA", "la-sv", "1305"}, "LA-SV", "1305", "SAVANNAKHET"},
    };
    for (const Resolves& each : cases) {
        expect_resolved(each);
    }
    // The seven codes that changed their meaning lead to the same province in either.
    for (const char* code : {"15", "24", "44", "52", "80", "82", "91"}) {
        EXPECT_EQ(builtin_corridor().addresses.resolve({"VN", code, ""}).province, code);
    }
}

TEST(Address, TellsOfAnOldNameUntilWhenItWasInForce) {
    const AddressBook& book = builtin_corridor().addresses;
    const auto told = [&](const char* text, const char* province) {
        const auto unit = book.former_unit(text, province);
        return unit ? unit->code + " " + unit->name + " " + format_day(unit->until) : "-";
    };
    EXPECT_EQ(told("Quảng Bình", "44"), "44 Quảng Bình 2025-06-30");
    EXPECT_EQ(told("tinh quang binh", "44"), "44 Quảng Bình 2025-06-30");
    EXPECT_EQ(told("Đồng Hới, Quảng Bình", "44"), "44 Quảng Bình 2025-06-30");
    EXPECT_EQ(told("45", "44"), "45 Quảng Trị 2025-06-30");
    EXPECT_EQ(told("VN-57", "79"), "74 Bình Dương 2025-06-30");
    EXPECT_EQ(told("Thừa Thiên Huế", "46"), "46 Thừa Thiên Huế 2024-12-31");
    EXPECT_EQ(told("Hà Tây", "01"), " Hà Tây 2008-07-31");
    EXPECT_EQ(told("Quảng Trị", "44"), "-");
    EXPECT_EQ(told("44", "44"), "-");
}

TEST(Address, AsksWhereOnlyTheDistrictCanBeRead) {
    const ResolvedAddress found = builtin_corridor().addresses.resolve({"LA", "Udon", "Sepon"});
    EXPECT_EQ(found.fit, AddressFit::ambiguous);
    EXPECT_EQ(found.candidates, std::vector<std::string>{"1305"});
}

TEST(Address, TakesNoVillageForTheDistrictOfItsName) {
    for (const char* village : {"Ban Phonthong", "ບ້ານໂພນທອງ", "B. Phonthong"}) {
        const ResolvedAddress found =
            builtin_corridor().addresses.resolve({"LA", "Champasak", village});
        EXPECT_EQ(found.fit, AddressFit::resolved) << village;
        EXPECT_EQ(found.district, village); // as typed: it is on no list
    }
}

TEST(Address, NamesWhatIsSpeltNearlySo) {
    const AddressBook& book = builtin_corridor().addresses;
    const ResolvedAddress province = book.resolve({"LA", "Savonnakhet", ""});
    EXPECT_EQ(province.fit, AddressFit::unknown);
    EXPECT_EQ(province.asks, AddressMember::province);
    EXPECT_EQ(province.nearest, std::vector<std::string>{"LA-SV"});
    const ResolvedAddress district = book.resolve({"LA", "", "Outhoumphonn Xe"});
    EXPECT_EQ(district.fit, AddressFit::unknown);
    EXPECT_EQ(district.nearest, std::vector<std::string>{"1302"});
    EXPECT_TRUE(book.resolve({"LA", "Udon Thani", ""}).nearest.empty());
}

TEST(Address, SaysACodeInWords) {
    const AddressBook& book = builtin_corridor().addresses;
    const PlaceWords district = book.words("0612").value();
    EXPECT_EQ(district.name, "ໂພນທອງ");
    EXPECT_EQ(district.name_latin, "Phonthong");
    EXPECT_EQ(district.province, "LA-LP");
    EXPECT_EQ(district.province_name, "ຫຼວງພະບາງ");
    EXPECT_EQ(district.province_name_latin, "Luang Prabang");
    EXPECT_EQ(book.words("44").value().name, "Quảng Trị");
    EXPECT_FALSE(book.words("LA-99").has_value());
}

TEST(Address, RequiresADeliveryPointWhereTheDataSaysSo) {
    EXPECT_FALSE(builtin_corridor().addresses.requires_delivery_point("LA"));
    CorridorTexts texts = corridor_texts();
    const std::string asked = R"("delivery_point": "asked")";
    texts.provinces_la.replace(
        texts.provinces_la.find(asked), asked.size(), R"("delivery_point": "required")"
    );
    const Corridor strict = load_corridor(texts.files()).value();
    EXPECT_TRUE(strict.addresses.requires_delivery_point("LA"));
    EXPECT_FALSE(strict.addresses.requires_delivery_point("VN"));
}

TEST(Address, NamesTheDistrictsOfAProvinceThatAreSpeltNearlySo) {
    const AddressBook& book = builtin_corridor().addresses;
    EXPECT_EQ(book.nearest_districts("LA-SV", "Xepun"), std::vector<std::string>{"1305"});
    EXPECT_EQ(book.nearest_districts("LA-CH", "Xepun"), std::vector<std::string>{});
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
