// SPDX-License-Identifier: Apache-2.0
// How a log's tree is cut into files that never change: tile (level, index) holds up to 256 hashes
// of tree level 8·level side by side; an entry bundle holds the 256 leaves under a tile of level 0,
// each behind its length in 16 bits. Pure; any thread. Source: c2sp.org/tlog-tiles@v1.0.0.
#pragma once

#include "core/crypto.hpp"
#include "core/merkle.hpp"

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace route9 {

inline constexpr int tile_width = 256;
inline constexpr int tile_height = 8; // levels of the tree
inline constexpr int tile_level_max = 63;

struct LogTile {
    std::optional<int> level; // nullopt = a bundle of entries
    std::uint64_t index = 0;
    int width = tile_width; // less while it is not full

    friend bool operator==(const LogTile&, const LogTile&) = default;
};

/// "tile/0/x001/x234/067.p/12", "tile/entries/000".
std::string tile_path(const LogTile& tile);
/// What stands behind "tile/"; nullopt for anything that tile_path would not write.
std::optional<LogTile> parse_tile(std::string_view text);

/// Does a log of `size` leaves have all that the tile holds?
bool has_tile(std::uint64_t size, const LogTile& tile);
/// Those that hold a log of `size` leaves, with the last, partial one of each level.
std::vector<LogTile> tiles_of(std::uint64_t size);
/// Of a tile of hashes, in the order of its bytes.
std::vector<merkle::NodeAddress> nodes_of(const LogTile& tile);

/// Precondition: no leaf has more than 65,535 bytes.
std::string entry_bundle(std::span<const std::string> leaves);
/// Nullopt when a length does not fit.
std::optional<std::vector<std::string>> parse_entry_bundle(std::string_view bundle);

} // namespace route9
