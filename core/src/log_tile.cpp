// SPDX-License-Identifier: Apache-2.0
#include "core/log_tile.hpp"

#include "core/assert.hpp"

#include <fmt/format.h>

#include <charconv>
#include <cstddef>
#include <limits>

namespace route9 {
namespace {

constexpr std::uint64_t kGroup = 1000;
constexpr std::string_view kEntries = "entries";
constexpr std::string_view kPartial = ".p/";
constexpr std::size_t kEntryBytesMax = 0xFFFF;

std::string index_path(std::uint64_t index) {
    std::string path = fmt::format("{:03}", index % kGroup);
    for (index /= kGroup; index > 0; index /= kGroup) {
        path = fmt::format("x{:03}/{}", index % kGroup, path);
    }
    return path;
}

std::optional<std::uint64_t> number(std::string_view text) {
    std::uint64_t value = 0;
    const auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), value);
    const bool is_whole = fault == std::errc{} && end == text.data() + text.size();
    return is_whole ? std::optional{value} : std::nullopt;
}

std::optional<std::uint64_t> parse_index(std::string_view text) {
    std::uint64_t index = 0;
    while (true) {
        const auto slash = text.find('/');
        const auto part = text.substr(0, slash);
        const bool is_last = slash == text.npos;
        const auto group = number(is_last || !part.starts_with('x') ? part : part.substr(1));
        if (!group || *group >= kGroup ||
            index > (std::numeric_limits<std::uint64_t>::max() - *group) / kGroup) {
            return std::nullopt;
        }
        index = index * kGroup + *group;
        if (is_last) {
            return index;
        }
        text.remove_prefix(slash + 1);
    }
}

/// How many hashes the whole log has at the tile's level; entries are as many as level 0.
std::uint64_t hashes_at(std::uint64_t size, int level) {
    const int shift = level * tile_height;
    return shift >= std::numeric_limits<std::uint64_t>::digits ? 0 : size >> shift;
}

} // namespace

std::string tile_path(const LogTile& tile) {
    const std::string level = tile.level ? std::to_string(*tile.level) : std::string{kEntries};
    const std::string whole = "tile/" + level + "/" + index_path(tile.index);
    return tile.width == tile_width ? whole
                                    : whole + std::string{kPartial} + std::to_string(tile.width);
}

std::optional<LogTile> parse_tile(std::string_view text) {
    const auto slash = text.find('/');
    if (slash == text.npos) {
        return std::nullopt;
    }
    LogTile tile;
    if (const auto level_text = text.substr(0, slash); level_text != kEntries) {
        const auto level = number(level_text);
        if (!level || *level > tile_level_max) {
            return std::nullopt;
        }
        tile.level = static_cast<int>(*level);
    }
    auto index_text = text.substr(slash + 1);
    if (const auto at = index_text.find(kPartial); at != index_text.npos) {
        const auto width = number(index_text.substr(at + kPartial.size()));
        if (!width || *width == 0 || *width >= tile_width) {
            return std::nullopt;
        }
        tile.width = static_cast<int>(*width);
        index_text = index_text.substr(0, at);
    }
    const auto index = parse_index(index_text);
    if (!index) {
        return std::nullopt;
    }
    tile.index = *index;
    // There is one way to write each.
    return tile_path(tile) == "tile/" + std::string{text} ? std::optional{tile} : std::nullopt;
}

bool has_tile(std::uint64_t size, const LogTile& tile) {
    const std::uint64_t hashes = hashes_at(size, tile.level.value_or(0));
    return tile.index < hashes / tile_width ||
           (tile.index == hashes / tile_width &&
            static_cast<std::uint64_t>(tile.width) <= hashes % tile_width);
}

std::vector<LogTile> tiles_of(std::uint64_t size) {
    std::vector<LogTile> tiles;
    const auto add = [&tiles](std::optional<int> level, std::uint64_t hashes) {
        for (std::uint64_t index = 0; index < hashes / tile_width; ++index) {
            tiles.push_back({.level = level, .index = index});
        }
        if (const int rest = static_cast<int>(hashes % tile_width); rest > 0) {
            tiles.push_back({.level = level, .index = hashes / tile_width, .width = rest});
        }
    };
    add(std::nullopt, size);
    for (int level = 0; hashes_at(size, level) > 0; ++level) {
        add(level, hashes_at(size, level));
    }
    return tiles;
}

std::vector<merkle::NodeAddress> nodes_of(const LogTile& tile) {
    ROUTE9_ASSERT(tile.level.has_value());
    std::vector<merkle::NodeAddress> nodes;
    nodes.reserve(static_cast<std::size_t>(tile.width));
    for (int i = 0; i < tile.width; ++i) {
        nodes.push_back(
            {.level = *tile.level * tile_height,
             .index = tile.index * tile_width + static_cast<std::uint64_t>(i)}
        );
    }
    return nodes;
}

std::string entry_bundle(std::span<const std::string> leaves) {
    std::string bundle;
    for (const std::string& leaf : leaves) {
        ROUTE9_ASSERT(leaf.size() <= kEntryBytesMax);
        bundle.push_back(static_cast<char>(leaf.size() >> 8));
        bundle.push_back(static_cast<char>(leaf.size() & 0xFF));
        bundle += leaf;
    }
    return bundle;
}

std::optional<std::vector<std::string>> parse_entry_bundle(std::string_view bundle) {
    std::vector<std::string> leaves;
    while (!bundle.empty()) {
        if (bundle.size() < 2) {
            return std::nullopt;
        }
        const auto high = static_cast<unsigned char>(bundle[0]);
        const auto low = static_cast<unsigned char>(bundle[1]);
        const std::size_t length = (std::size_t{high} << 8) | low;
        bundle.remove_prefix(2);
        if (bundle.size() < length) {
            return std::nullopt;
        }
        leaves.emplace_back(bundle.substr(0, length));
        bundle.remove_prefix(length);
    }
    return leaves;
}

} // namespace route9
