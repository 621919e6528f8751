// SPDX-License-Identifier: Apache-2.0
// Every listed place is found by every name it is listed under: in the shipped data, and by the
// public lists that lie beside the project where ROUTE9_REFERENCE names them.
#include "corridor_fixture.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <string>
#include <vector>

namespace route9::fulfillment {
namespace {

Json shipped(const char* file) {
    return parse_json(read_whole_file(std::string{ROUTE9_SOURCE_DIR "/data/corridor/"} + file))
        .value();
}

std::vector<std::string> names_of(const Json& row) {
    std::vector<std::string> names;
    for (const char* member : {"name_lo", "name_vi", "name_en"}) {
        if (row.contains(member)) {
            names.push_back(row.at(member).get<std::string>());
        }
    }
    for (const Json& alias : row.value("aliases", Json::array())) {
        names.push_back(alias.get<std::string>());
    }
    return names;
}

TEST(PlaceLists, FindEveryLaoDistrictOfItsProvinceByAnyOfItsNames) {
    const AddressBook& book = builtin_corridor().addresses;
    std::size_t districts = 0;
    for (const Json& province : shipped("provinces_la.json").at("provinces")) {
        const std::string code = province.at("code");
        for (const Json& district : province.at("districts")) {
            ++districts;
            for (const std::string& name : names_of(district)) {
                const bool is_lao = static_cast<unsigned char>(name.front()) >= 0x80;
                const std::vector<std::string> words_before =
                    is_lao ? std::vector<std::string>{"", "ເມືອງ ", "ມ."}
                           : std::vector<std::string>{"", "Muang ", "muang. "};
                for (const std::string& words : words_before) {
                    const auto found = book.resolve({"LA", code, words + name});
                    EXPECT_EQ(found.district, district.at("code").get<std::string>())
                        << words << name;
                }
            }
        }
    }
    EXPECT_EQ(districts, 148U);
}

TEST(PlaceLists, FindEveryLaoProvinceOrAskBetweenTheTwoOfOneName) {
    const AddressBook& book = builtin_corridor().addresses;
    const std::vector<std::string> both{"LA-VI", "LA-VT"};
    for (const Json& province : shipped("provinces_la.json").at("provinces")) {
        for (const std::string& name : names_of(province)) {
            const auto found = book.resolve({"LA", name, ""});
            if (found.fit == AddressFit::resolved) {
                EXPECT_EQ(found.province, province.at("code").get<std::string>()) << name;
            } else {
                EXPECT_EQ(found.candidates, both) << name;
            }
        }
    }
}

TEST(PlaceLists, TakeAllSixtyThreeOldVietnameseProvincesWhereThePublicListTakesThem) {
    const char* reference = std::getenv("ROUTE9_REFERENCE");
    if (reference == nullptr) {
        GTEST_SKIP() << "set ROUTE9_REFERENCE to the public lists";
    }
    const std::string file = std::string{reference} + "/data/logistics/provinces_vn.json";
    const Json mapping = parse_json(read_whole_file(file)).value().at("old_to_new");
    EXPECT_EQ(mapping.size(), 63U);
    const AddressBook& book = builtin_corridor().addresses;
    for (const auto& [code, unit] : mapping.items()) {
        const std::string now = unit.at("new_code");
        for (const char* member : {"name_vi", "name_en", "iso_3166_2"}) {
            const std::string text = unit.at(member);
            EXPECT_EQ(book.resolve({"VN", text, ""}).province, now) << text;
        }
        EXPECT_EQ(book.resolve({"VN", code, ""}).province, now) << code;
        EXPECT_EQ(
            book.resolve({"VN", "Tỉnh " + unit.at("name_vi").get<std::string>(), ""}).province, now
        );
    }
}

TEST(PlaceLists, FindEveryLaoPlaceOfThePublicListByItsNames) {
    const char* reference = std::getenv("ROUTE9_REFERENCE");
    if (reference == nullptr) {
        GTEST_SKIP() << "set ROUTE9_REFERENCE to the public lists";
    }
    const std::string file = std::string{reference} + "/data/logistics/provinces_la.json";
    const AddressBook& book = builtin_corridor().addresses;
    for (const Json& province : parse_json(read_whole_file(file)).value().at("provinces")) {
        const std::string code = province.at("iso_3166_2");
        EXPECT_EQ(book.resolve({"LA", province.at("nso_code"), ""}).province, code);
        for (const Json& district : province.at("districts")) {
            for (const char* member : {"code", "name_lo", "name_en"}) {
                const auto found = book.resolve({"LA", code, district.at(member)});
                EXPECT_EQ(found.district, district.at("code").get<std::string>());
            }
        }
    }
}

} // namespace
} // namespace route9::fulfillment
