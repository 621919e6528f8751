// SPDX-License-Identifier: Apache-2.0
#include "corridor_fixture.hpp"
#include "fulfillment/commune.hpp"

#include <gtest/gtest.h>

namespace route9::fulfillment {
namespace {

struct CommuneTexts {
    std::string communes = text("communes_vn.csv");
    std::string former_communes = text("former_communes_vn.csv");
    std::string former_districts = text("former_districts_vn.csv");

    static std::string text(const char* file) {
        return read_whole_file(std::string{ROUTE9_SOURCE_DIR "/data/corridor/"} + file);
    }
    Result<CommuneBook> load() const {
        return CommuneBook::load({communes, former_communes, former_districts});
    }
};

const CommuneBook& book() {
    static const CommuneBook loaded = CommuneTexts{}.load().value();
    return loaded;
}

/// "26740 Phường Sài Gòn", several joined by '|', "-" for none.
std::string found(const char* province, const char* district, const char* village) {
    const CommuneMatch match = book().resolve(province, district, village);
    std::string text;
    for (const Commune& commune : match.communes) {
        text += (text.empty() ? "" : "|") + commune.code + " " + commune.name;
    }
    EXPECT_EQ(match.fit == AddressFit::ambiguous, match.communes.size() > 1);
    return text.empty() ? "-" : text;
}

TEST(Commune, TakesAnAddressOfBeforeToTheUnitOfToday) {
    EXPECT_EQ(found("79", "Quận 1", "Phường Bến Nghé"), "26740 Phường Sài Gòn");
    EXPECT_EQ(found("79", "Q.1", "P. Ben Nghe"), "26740 Phường Sài Gòn");
    EXPECT_EQ(found("79", "", "P. Bến Nghé, Q.1"), "26740 Phường Sài Gòn");
    EXPECT_EQ(found("48", "Hải Châu", "Thạch Thang"), "20242 Phường Hải Châu");
    EXPECT_EQ(found("44", "Huyện Hướng Hóa", "TT. Lao Bảo"), "19432 Xã Lao Bảo");
    EXPECT_EQ(found("44", "Hướng Hóa", "xã Tân Long"), "19432 Xã Lao Bảo");
    EXPECT_EQ(found("44", "TP Đông Hà", "P.1"), "19333 Phường Đông Hà");
}

TEST(Commune, TakesAnAddressOfToday) {
    EXPECT_EQ(found("79", "", "Phường Sài Gòn"), "26740 Phường Sài Gòn");
    EXPECT_EQ(found("79", "Phường Sài Gòn", ""), "26740 Phường Sài Gòn");
    EXPECT_EQ(found("79", "phuong sai gon", "Khu phố 3"), "26740 Phường Sài Gòn");
}

TEST(Commune, AsksWhereAnOldUnitWentIntoSeveral) {
    EXPECT_EQ(found("79", "Quận 1", "Phường Đa Kao"), "26737 Phường Tân Định|26740 Phường Sài Gòn");
    EXPECT_EQ(found("01", "Hà Đông", "Quang Trung"), "09552 Phường Kiến Hưng|09556 Phường Hà Đông");
}

TEST(Commune, AsksWhereANameMeantAnotherUnitBefore) {
    // Tân Định of Quận 1 is there still; one in Bến Cát and one in Bắc Tân Uyên became others.
    EXPECT_EQ(found("79", "Quận 1", "Tân Định"), "26737 Phường Tân Định");
    EXPECT_EQ(
        found("79", "", "Tân Định"),
        "25849 Phường Hoà Lợi|25906 Xã Bắc Tân Uyên|26737 Phường Tân Định"
    );
}

TEST(Commune, KnowsNothingOfWhatIsNowhere) {
    EXPECT_EQ(found("79", "Quận 1", "Khu phố 3"), "-");
    EXPECT_EQ(found("79", "", ""), "-");
    EXPECT_EQ(found("LA-SV", "", "Tân Định"), "-");
}

TEST(Commune, RefusesFilesThatDoNotFitEachOther) {
    const auto complaint = [](const CommuneTexts& texts) {
        const auto loaded = texts.load();
        return loaded ? std::string{"-"}
                      : loaded.error().fields.front().pointer + " " +
                            loaded.error().fields.front().code;
    };
    CommuneTexts twice;
    twice.communes += "26740,79,Phường Sài Gòn,\n";
    EXPECT_EQ(complaint(twice), "communes_vn.csv:3324/code repeated");
    CommuneTexts strange;
    strange.communes += "99999,79,Phường Mới,99998\n";
    EXPECT_EQ(complaint(strange), "communes_vn.csv/former unknown_commune");
    CommuneTexts nowhere;
    nowhere.former_communes += "99998,999,Phường Cũ\n";
    EXPECT_EQ(complaint(nowhere), "former_communes_vn.csv:10038/district unknown_district");
}

} // namespace
} // namespace route9::fulfillment
