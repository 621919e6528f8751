// SPDX-License-Identifier: Apache-2.0
#include "corridor_fixture.hpp"
#include "fulfillment/commune.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <set>
#include <sstream>
#include <vector>

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

/// The cells of each row behind the head.
std::vector<std::vector<std::string>> rows(const std::string& text) {
    std::vector<std::vector<std::string>> out;
    std::istringstream lines{text};
    for (std::string line; std::getline(lines, line);) {
        std::istringstream cells{line};
        std::vector<std::string> row;
        for (std::string cell; std::getline(cells, cell, ',');) {
            row.push_back(cell);
        }
        if (!line.starts_with('#') && row.front() != "code") {
            out.push_back(std::move(row));
        }
    }
    return out;
}

TEST(Commune, LeadsNinetyNineOfAHundredOldUnitsToTheOnesTheyWentInto) {
    const CommuneTexts texts;
    std::map<std::string, std::set<std::string>> became; // old code to new ones
    std::map<std::string, std::string> province_of;      // of a new code
    for (const auto& row : rows(texts.communes)) {
        province_of[row[0]] = row[1];
        std::istringstream former{row.size() > 3 ? row[3] : ""};
        for (std::string code; former >> code;) {
            became[code].insert(row[0]);
        }
    }
    std::map<std::string, std::string> district_names;
    for (const auto& row : rows(texts.former_districts)) {
        district_names[row[0]] = row[2];
    }
    std::size_t all = 0;
    std::size_t led = 0;
    for (const auto& row : rows(texts.former_communes)) {
        ++all;
        const auto now = became.find(row[0]);
        if (now == became.end()) {
            continue;
        }
        const std::string& province = province_of.at(*now->second.begin());
        const auto match = book().resolve(province, district_names.at(row[1]), row[2]);
        std::set<std::string> found;
        for (const Commune& commune : match.communes) {
            found.insert(commune.code);
        }
        // Districts of one name in one province, or communes whose names differ by marks alone,
        // may add candidates; none is lost.
        EXPECT_TRUE(std::ranges::includes(found, now->second)) << row[0] << " " << row[2];
        led += found == now->second ? 1U : 0U;
    }
    EXPECT_EQ(all, 10'035U);
    EXPECT_GE(led, all * 99 / 100);
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
