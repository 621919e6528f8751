// SPDX-License-Identifier: Apache-2.0
#include "core/log_tile.hpp"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace route9 {
namespace {

struct Row {
    std::string path;
    LogTile tile;
};

TEST(LogTiles, HaveOnePathEach) {
    const std::vector<Row> rows{
        {"0/000", {.level = 0, .index = 0}},
        {"0/x001/x234/067", {.level = 0, .index = 1'234'067}},
        {"0/x001/x234/067.p/12", {.level = 0, .index = 1'234'067, .width = 12}},
        {"3/999", {.level = 3, .index = 999}},
        {"1/x001/000", {.level = 1, .index = 1000}},
        {"63/000.p/1", {.level = 63, .index = 0, .width = 1}},
        {"entries/000", {.level = std::nullopt, .index = 0}},
        {"entries/x001/x234/067.p/255", {.level = std::nullopt, .index = 1'234'067, .width = 255}},
    };
    for (const Row& row : rows) {
        EXPECT_EQ(tile_path(row.tile), "tile/" + row.path);
        EXPECT_EQ(parse_tile(row.path), row.tile) << row.path;
    }
}

TEST(LogTiles, AnythingElseIsNoPath) {
    for (const std::string_view path :
         {"",
          "0",
          "0/",
          "0/0",
          "0/00",
          "0/1000",
          "0/x000/001",
          "0/001/002",
          "0/x001",
          "00/000",
          "64/000",
          "-1/000",
          "a/000",
          "0/000.p/0",
          "0/000.p/256",
          "0/000.p/01",
          "0/000.p/",
          "0/000.p",
          "entries",
          "entries/",
          "Entries/000",
          "0/000/",
          "0//000",
          "0/../000",
          "0/x999/x999/x999/x999/x999/x999/x999/999",
          "0/000.p/1.p/1"}) {
        EXPECT_FALSE(parse_tile(path)) << path;
    }
}

TEST(LogTiles, OfALogAreTheFullOnesAndTheLastOfEachLevel) {
    const auto paths = [](std::uint64_t size) {
        std::string joined;
        for (const LogTile& tile : tiles_of(size)) {
            joined += tile_path(tile).substr(5) + " ";
        }
        return joined;
    };
    EXPECT_EQ(paths(0), "");
    EXPECT_EQ(paths(1), "entries/000.p/1 0/000.p/1 ");
    EXPECT_EQ(paths(256), "entries/000 0/000 1/000.p/1 ");
}

TEST(LogTiles, ALogOfSeventyThousandHasThreeLevels) {
    const auto tiles = tiles_of(70'000); // 273 · 256 + 112; 273 = 256 + 17
    EXPECT_EQ(tiles.size(), 2 * 274U + 2 + 1);
    EXPECT_EQ(tile_path(tiles[273]), "tile/entries/273.p/112");
    EXPECT_EQ(tile_path(tiles[547]), "tile/0/273.p/112");
    EXPECT_EQ(tile_path(tiles[548]), "tile/1/000");
    EXPECT_EQ(tile_path(tiles[549]), "tile/1/001.p/17");
    EXPECT_EQ(tile_path(tiles[550]), "tile/2/000.p/1");
}

TEST(LogTiles, ALogHasWhatIsWithinItsSize) {
    const auto has = [](std::uint64_t size, std::string_view path) {
        return has_tile(size, parse_tile(path).value());
    };
    EXPECT_FALSE(has(0, "entries/000.p/1"));
    EXPECT_TRUE(has(12, "0/000.p/12"));
    EXPECT_TRUE(has(12, "0/000.p/7")); // of an earlier checkpoint
    EXPECT_FALSE(has(12, "0/000.p/13"));
    EXPECT_FALSE(has(255, "0/000"));
    EXPECT_TRUE(has(256, "0/000"));
    EXPECT_FALSE(has(256, "0/001.p/1"));
    EXPECT_FALSE(has(255, "1/000.p/1"));
    EXPECT_TRUE(has(256, "1/000.p/1"));
    EXPECT_TRUE(has(300, "entries/000.p/255")); // the full one has come since
    EXPECT_FALSE(has(~0ULL, "9/000.p/1"));
}

TEST(LogTiles, HoldTheHashesOfEveryEighthLevel) {
    const auto nodes = nodes_of(LogTile{.level = 1, .index = 2, .width = 3});
    EXPECT_EQ(nodes, (std::vector<merkle::NodeAddress>{{8, 512}, {8, 513}, {8, 514}}));
}

TEST(LogTiles, ABundleHoldsEachEntryBehindItsLength) {
    const std::vector<std::string> leaves{"ab", "", std::string(300, 'x')};
    const std::string bundle = entry_bundle(leaves);
    EXPECT_EQ(bundle.substr(0, 8), (std::string{"\0\2ab\0\0\1\x2c", 8}));
    EXPECT_EQ(parse_entry_bundle(bundle), leaves);
    EXPECT_FALSE(parse_entry_bundle(bundle.substr(0, bundle.size() - 1)));
    EXPECT_FALSE(parse_entry_bundle(std::string_view{"\0", 1}));
    EXPECT_EQ(parse_entry_bundle(""), std::vector<std::string>{});
}

} // namespace
} // namespace route9
