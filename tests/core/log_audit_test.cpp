// SPDX-License-Identifier: Apache-2.0
#include "core/log_audit.hpp"

#include <gtest/gtest.h>

#include <map>
#include <string>
#include <vector>

namespace route9 {
namespace {

constexpr std::uint64_t kSize = 600; // 2 · 256 + 88

/// A log of six hundred leaves as files.
class LogAudit : public testing::Test {
protected:
    static void SetUpTestSuite() { crypto_start(); }

    LogAudit() {
        std::vector<std::string> leaves;
        merkle::CompactRange range;
        std::map<merkle::NodeAddress, Digest256> nodes;
        for (std::uint64_t i = 0; i < kSize; ++i) {
            leaves.push_back("leaf " + std::to_string(i));
            const Digest256 hash = merkle::leaf_hash(as_byte_view(leaves.back()));
            nodes[{.level = 0, .index = i}] = hash;
            for (const merkle::Node& node : merkle::append(range, hash)) {
                nodes[node.at] = node.hash;
            }
            notes_.push_back(note(range));
        }
        for (const LogTile& tile : tiles_of(kSize)) {
            std::string bytes;
            if (tile.level) {
                for (const merkle::NodeAddress& at : nodes_of(tile)) {
                    for (const std::byte each : nodes.at(at)) {
                        bytes.push_back(static_cast<char>(each));
                    }
                }
            } else {
                const std::span all{leaves};
                bytes = entry_bundle(
                    all.subspan(tile.index * tile_width, static_cast<std::size_t>(tile.width))
                );
            }
            files_[tile_path(tile)] = bytes;
        }
    }

    std::string note(const merkle::CompactRange& range) const {
        const merkle::Tree tree{.size = range.size, .root = merkle::root_of(range)};
        return sign_note(checkpoint_text({.origin = key().name, .tree = tree}), key().name, seed_);
    }
    NoteKey key() const {
        return {.name = "r9.example.vn/log/qt", .key = ed25519_public_key(seed_)};
    }
    Checkpoint at(std::uint64_t size) const {
        return open_checkpoint(notes_.at(size - 1), key()).value();
    }

    /// What is wrong; the number of files when nothing is.
    std::string told(const std::optional<Checkpoint>& earlier = std::nullopt) {
        const auto facts = audit_log(notes_.back(), key(), earlier, [this](const std::string& at) {
            const auto found = files_.find(at);
            return found == files_.end() ? std::nullopt : std::optional{found->second};
        });
        if (facts) {
            return std::to_string(facts->files);
        }
        return facts.error().fields.at(0).pointer + ": " + facts.error().fields.at(0).message;
    }

    Secret seed_{std::string_view{"0123456789abcdef0123456789ABCDEF"}};
    std::vector<std::string> notes_;
    std::map<std::string, std::string> files_;
};

TEST_F(LogAudit, AWholeLogHolds) {
    EXPECT_EQ(files_.size(), 7U); // three bundles, three tiles under them, one above
    EXPECT_EQ(told(), "7");
    for (const std::uint64_t size : {1U, 255U, 256U, 257U, 512U, 600U}) {
        EXPECT_EQ(told(at(size)), "7") << size;
    }
}

TEST_F(LogAudit, AnotherLeafIsTold) {
    std::string& bundle = files_.at("tile/entries/001");
    bundle[bundle.size() - 1] = '!';
    EXPECT_EQ(told(), "tile/0/001: These hashes are not those of the leaves.");
}

TEST_F(LogAudit, AnotherHashIsTold) {
    files_.at("tile/1/000.p/2")[63] ^= 1;
    EXPECT_EQ(told(), "tile/1/000.p/2: These hashes are not those of the leaves.");
}

TEST_F(LogAudit, AMissingFileIsTold) {
    files_.erase("tile/entries/002.p/88");
    EXPECT_EQ(told(), "tile/entries/002.p/88: This file is missing.");
}

TEST_F(LogAudit, ACutFileIsTold) {
    files_.at("tile/entries/000").pop_back();
    EXPECT_EQ(told(), "tile/entries/000: This file does not hold the leaves it should.");
}

TEST_F(LogAudit, AnotherRootIsTold) {
    files_.clear();
    merkle::CompactRange range;
    merkle::append(range, merkle::leaf_hash(as_byte_view("leaf 1")));
    notes_.push_back(note(range)); // signed, and not of these files
    files_["tile/entries/000.p/1"] = entry_bundle(std::vector<std::string>{"leaf 0"});
    const Digest256 hash = merkle::leaf_hash(as_byte_view("leaf 0"));
    std::string& tile = files_["tile/0/000.p/1"];
    for (const std::byte each : hash) {
        tile.push_back(static_cast<char>(each));
    }
    EXPECT_EQ(told(), "checkpoint: The leaves do not have the root that was signed.");
}

TEST_F(LogAudit, ARewrittenLogIsTold) {
    Checkpoint earlier = at(300);
    earlier.tree.root.front() ^= std::byte{1};
    EXPECT_EQ(
        told(earlier),
        "checkpoint: The log was rewritten: the earlier checkpoint is not the beginning of this "
        "one."
    );
}

TEST_F(LogAudit, AShorterLogIsTold) {
    Checkpoint earlier = at(600);
    earlier.tree.size = 601;
    EXPECT_EQ(
        told(earlier), "checkpoint: The log has become shorter than the earlier checkpoint says."
    );
}

} // namespace
} // namespace route9
