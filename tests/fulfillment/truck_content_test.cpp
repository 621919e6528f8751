// SPDX-License-Identifier: Apache-2.0
// Literal hashes were made with Python's hashlib over the canonical text.
#include "fulfillment/truck_content.hpp"

#include <gtest/gtest.h>

#include <vector>

namespace route9::fulfillment {
namespace {

constexpr std::string_view kNothing =
    "4f53cda18c2baa0c0354bb5f9a3ecbe5ed12ab4d8e11ba873c2f11161202b945";
// [{"code":"A1","mass_g":250,"pieces":1},{"code":"B2","mass_g":300,"pieces":2}]
constexpr std::string_view kTwo =
    "6b4f4704ceac0642b9b03f3e592bf06c02a2ab3cbdfcb79a8f4037d6f899fed7";

const ContentLine kA1{"A1", 1, 250};
const ContentLine kB2{"B2", 2, 300};

/// A truck over the border, with papers that agree.
TruckContent two_aboard() {
    return {
        .aboard = {kA1, kB2},
        .crossing = {kA1, kB2},
        .manifest = std::string{kTwo},
        .declared_vn = {kB2, kA1},
        .declared_la = {kA1, kB2},
    };
}

TEST(TruckContent, HashesTheCanonicalListByCode) {
    EXPECT_EQ(content_hash({}), kNothing);
    EXPECT_EQ(content_hash(std::vector{kA1, kB2}), kTwo);
    EXPECT_EQ(content_hash(std::vector{kB2, kA1}), kTwo);
}

TEST(TruckContent, IsAnotherForAnotherCodePieceOrGram) {
    for (const ContentLine& other :
         {ContentLine{"A2", 1, 250}, ContentLine{"A1", 2, 250}, ContentLine{"A1", 1, 251}}) {
        EXPECT_NE(content_hash(std::vector{other, kB2}), kTwo);
    }
}

TEST(TruckContent, AgreesWhenAllPapersNameTheSame) {
    EXPECT_EQ(compare_content(two_aboard(), kTwo), ContentFault::none);
    EXPECT_EQ(
        compare_content(
            {.aboard = {},
             .crossing = {},
             .manifest = std::string{kNothing},
             .declared_vn = {},
             .declared_la = {}},
            kNothing
        ),
        ContentFault::none
    );
}

TEST(TruckContent, NamesThePaperThatDiffers) {
    TruckContent heavier = two_aboard();
    heavier.aboard[0].mass_g = 251;
    EXPECT_EQ(compare_content(heavier, kTwo), ContentFault::truck);

    TruckContent other_manifest = two_aboard();
    other_manifest.manifest = kNothing;
    EXPECT_EQ(compare_content(other_manifest, kTwo), ContentFault::manifest);

    TruckContent undeclared = two_aboard();
    undeclared.declared_la.pop_back();
    EXPECT_EQ(compare_content(undeclared, kTwo), ContentFault::declarations);

    TruckContent one_country = two_aboard();
    one_country.declared_vn.clear();
    EXPECT_EQ(compare_content(one_country, kTwo), ContentFault::declarations);
}

TEST(TruckContent, DeclaresOnlyWhatCrosses) {
    TruckContent mixed = two_aboard();
    mixed.crossing = {kA1};
    EXPECT_EQ(compare_content(mixed, kTwo), ContentFault::declarations);
    mixed.declared_vn = mixed.declared_la = {kA1};
    EXPECT_EQ(compare_content(mixed, kTwo), ContentFault::none);
    TruckContent domestic = two_aboard();
    domestic.crossing = domestic.declared_vn = domestic.declared_la = {};
    EXPECT_EQ(compare_content(domestic, kTwo), ContentFault::none);
}

} // namespace
} // namespace route9::fulfillment
