// SPDX-License-Identifier: Apache-2.0
#include "core/log_audit.hpp"

#include <algorithm>
#include <utility>
#include <vector>

namespace route9 {
namespace {

Failure not_so(std::string file, std::string message) {
    return fail_field(std::move(file), "not_proved", std::move(message));
}

class Audit {
public:
    Audit(const std::optional<Checkpoint>& earlier, const LogFiles& files)
        : earlier_(earlier), files_(files) {}

    Result<void> take_bundle(const LogTile& tile) {
        const std::string path = tile_path(tile);
        const auto bytes = files_(path);
        const auto leaves = bytes ? parse_entry_bundle(*bytes) : std::nullopt;
        if (!bytes) {
            return not_so(path, "This file is missing.");
        }
        if (!leaves || std::ssize(*leaves) != tile.width) {
            return not_so(path, "This file does not hold the leaves it should.");
        }
        for (const std::string& leaf : *leaves) {
            if (auto taken = take_leaf(leaf); !taken) {
                return taken;
            }
        }
        return {};
    }

    Result<void> take_tile(const LogTile& tile) const {
        const std::string path = tile_path(tile);
        const auto bytes = files_(path);
        if (!bytes) {
            return not_so(path, "This file is missing.");
        }
        Bytes expected;
        const auto& level = levels_.at(static_cast<std::size_t>(*tile.level));
        for (const merkle::NodeAddress& at : nodes_of(tile)) {
            const Digest256& hash = level.at(at.index);
            expected.insert(expected.end(), hash.begin(), hash.end());
        }
        if (base64(expected) != base64(as_byte_view(*bytes))) {
            return not_so(path, "These hashes are not those of the leaves.");
        }
        return {};
    }

    merkle::Tree tree() const { return {.size = edge_.size, .root = merkle::root_of(edge_)}; }

private:
    Result<void> take_leaf(const std::string& leaf) {
        const Digest256 hash = merkle::leaf_hash(as_byte_view(leaf));
        keep({.at = {.level = 0, .index = edge_.size}, .hash = hash});
        for (const merkle::Node& node : merkle::append(edge_, hash)) {
            keep(node);
        }
        if (earlier_ && earlier_->tree.size == edge_.size &&
            earlier_->tree.root != merkle::root_of(edge_)) {
            return not_so(
                "checkpoint",
                "The log was rewritten: the earlier checkpoint is not the beginning of this one."
            );
        }
        return {};
    }

    void keep(const merkle::Node& node) {
        if (node.at.level % tile_height != 0) {
            return;
        }
        const auto level = static_cast<std::size_t>(node.at.level / tile_height);
        levels_.resize(std::max(levels_.size(), level + 1));
        levels_[level].push_back(node.hash);
    }

    const std::optional<Checkpoint>& earlier_;
    const LogFiles& files_;
    merkle::CompactRange edge_{};
    std::vector<std::vector<Digest256>> levels_{};
};

} // namespace

Result<LogFacts> audit_log(
    std::string_view checkpoint,
    const NoteKey& key,
    const std::optional<Checkpoint>& earlier,
    const LogFiles& files
) {
    auto opened = open_checkpoint(checkpoint, key);
    if (!opened) {
        return not_so("checkpoint", opened.error().fields.at(0).message);
    }
    if (earlier && earlier->tree.size > opened->tree.size) {
        return not_so("checkpoint", "The log has become shorter than the earlier checkpoint says.");
    }
    Audit audit{earlier, files};
    const auto tiles = tiles_of(opened->tree.size); // bundles first
    for (const LogTile& tile : tiles) {
        auto taken = tile.level ? audit.take_tile(tile) : audit.take_bundle(tile);
        if (!taken) {
            return Failure{std::move(taken).error()};
        }
    }
    if (audit.tree().root != opened->tree.root) {
        return not_so("checkpoint", "The leaves do not have the root that was signed.");
    }
    return LogFacts{.checkpoint = *std::move(opened), .files = tiles.size()};
}

} // namespace route9
