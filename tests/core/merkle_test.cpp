// SPDX-License-Identifier: Apache-2.0
#include "core/merkle.hpp"

#include <gtest/gtest.h>

#include <array>
#include <cstdio>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace route9::merkle {
namespace {

// The eight leaves and the roots of their first n are those of the reference implementation of
// Certificate Transparency.
constexpr std::array<std::string_view, 8> kLeaves{
    "",
    "00",
    "10",
    "2021",
    "3031",
    "40414243",
    "5051525354555657",
    "606162636465666768696a6b6c6d6e6f",
};
constexpr std::array<std::string_view, 9> kRoots{
    "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
};
constexpr std::uint64_t kMost = 64;

Digest256 leaf(std::uint64_t number) {
    return leaf_hash(as_byte_view("leaf " + std::to_string(number)));
}

/// A log that grows to kMost leaves and remembers every node and root it had.
class Merkle : public testing::Test {
protected:
    static void SetUpTestSuite() { crypto_start(); }

    Merkle() {
        CompactRange range;
        trees_.push_back({.size = 0, .root = root_of(range)});
        for (std::uint64_t i = 0; i < kMost; ++i) {
            nodes_[{.level = 0, .index = i}] = leaf(i);
            for (const Node& node : append(range, leaf(i))) {
                nodes_[node.at] = node.hash;
            }
            trees_.push_back({.size = range.size, .root = root_of(range)});
        }
    }

    std::vector<Digest256> proof(const std::vector<Step>& steps) const {
        return prove(steps, [this](const NodeAddress& at) { return nodes_.at(at); });
    }

    std::map<NodeAddress, Digest256> nodes_;
    std::vector<Tree> trees_;
};

Digest256 changed(Digest256 hash) {
    hash.front() ^= std::byte{0x01};
    return hash;
}

TEST_F(Merkle, GivesThePublishedRootsOfZeroToEightLeaves) {
    CompactRange range;
    EXPECT_EQ(hex(root_of(range)), kRoots[0]);
    for (std::size_t i = 0; i < kLeaves.size(); ++i) {
        append(range, leaf_hash(from_hex(kLeaves.at(i)).value()));
        EXPECT_EQ(hex(root_of(range)), kRoots.at(i + 1)) << i + 1 << " leaves";
    }
}

TEST_F(Merkle, AppendingNeedsOnlyTheRightEdge) {
    CompactRange range;
    for (std::uint64_t i = 0; i < 1000; ++i) {
        append(range, leaf(i));
    }
    EXPECT_EQ(range.peaks.size(), 6U); // 1000 = 512 + 256 + 128 + 64 + 32 + 8
    EXPECT_EQ(
        peaks_of(1000),
        (std::vector<NodeAddress>{{9, 0}, {8, 2}, {7, 6}, {6, 14}, {5, 30}, {3, 124}})
    );
}

TEST_F(Merkle, EveryLeafOfEveryTreeProvesThatItIsThere) {
    for (std::uint64_t size = 1; size <= kMost; ++size) {
        for (std::uint64_t index = 0; index < size; ++index) {
            const auto path = proof(inclusion_steps(index, size));
            EXPECT_TRUE(includes(trees_[size], index, leaf(index), path)) << index << "/" << size;
            EXPECT_FALSE(includes(trees_[size], index, leaf(index + 1), path));
            EXPECT_FALSE(includes(trees_[size], size, leaf(index), path));
            EXPECT_FALSE(includes(
                {.size = size, .root = changed(trees_[size].root)}, index, leaf(index), path
            ));
        }
    }
}

TEST_F(Merkle, APathThatWasTamperedWithProvesNothing) {
    for (std::uint64_t size = 2; size <= kMost; ++size) {
        for (std::uint64_t index = 0; index < size; ++index) {
            const auto path = proof(inclusion_steps(index, size));
            for (std::size_t step = 0; step < path.size(); ++step) {
                auto other = path;
                other[step] = changed(other[step]);
                EXPECT_FALSE(includes(trees_[size], index, leaf(index), other));
            }
            auto longer = path;
            longer.push_back(leaf(0));
            EXPECT_FALSE(includes(trees_[size], index, leaf(index), longer));
            auto shorter = path;
            shorter.pop_back();
            EXPECT_FALSE(includes(trees_[size], index, leaf(index), shorter));
            const auto neighbour = index ^ 1U;
            EXPECT_FALSE(includes(trees_[size], neighbour, leaf(index), path));
        }
    }
}

TEST_F(Merkle, EveryTreeIsTheBeginningOfEveryLargerOne) {
    for (std::uint64_t second = 0; second <= kMost; ++second) {
        for (std::uint64_t first = 0; first <= second; ++first) {
            const auto path = proof(consistency_steps(first, second));
            EXPECT_TRUE(is_beginning(trees_[first], trees_[second], path))
                << first << " of " << second;
        }
    }
}

TEST_F(Merkle, ATreeThatWasRewrittenIsNotTheBeginningOfTheNext) {
    for (std::uint64_t second = 2; second <= kMost; ++second) {
        for (std::uint64_t first = 1; first < second; ++first) {
            const auto path = proof(consistency_steps(first, second));
            const Tree& before = trees_[first];
            const Tree& after = trees_[second];
            const Tree rewritten{.size = first, .root = changed(before.root)};
            EXPECT_FALSE(is_beginning(rewritten, after, path));
            const Tree forked{.size = second, .root = changed(after.root)};
            EXPECT_FALSE(is_beginning(before, forked, path));
            EXPECT_FALSE(is_beginning(after, before, path));
            for (std::size_t step = 0; step < path.size(); ++step) {
                auto other = path;
                other[step] = changed(other[step]);
                EXPECT_FALSE(is_beginning(before, after, other));
            }
            auto longer = path;
            longer.push_back(leaf(0));
            EXPECT_FALSE(is_beginning(before, after, longer));
            auto shorter = path;
            shorter.pop_back();
            EXPECT_FALSE(is_beginning(before, after, shorter));
        }
    }
}

TEST_F(Merkle, SameSizeMeansSameRootAndNoPath) {
    EXPECT_TRUE(is_beginning(trees_[5], trees_[5], {}));
    EXPECT_FALSE(is_beginning({.size = 5, .root = changed(trees_[5].root)}, trees_[5], {}));
    EXPECT_FALSE(is_beginning(trees_[5], trees_[5], std::vector{leaf(0)}));
    EXPECT_FALSE(is_beginning({.size = 0, .root = leaf(0)}, trees_[5], {}));
}

std::string spoken_by(const std::string& command) {
    const std::unique_ptr<std::FILE, int (*)(std::FILE*)> pipe{
        popen(command.c_str(), "r"), &pclose
    };
    std::string text;
    for (int letter = 0; pipe != nullptr && (letter = std::fgetc(pipe.get())) != EOF;) {
        text.push_back(static_cast<char>(letter));
    }
    return text;
}

// The definition of RFC 6962 §2.1, word for word, in another language and another library.
TEST_F(Merkle, AgreesWithTheRecursiveDefinitionInPython) {
    const std::string script = "import hashlib\n"
                               "H = lambda b: hashlib.sha256(b).digest()\n"
                               "def mth(d):\n"
                               "    if not d: return H(b'')\n"
                               "    if len(d) == 1: return H(b'\\0' + d[0])\n"
                               "    k = 1\n"
                               "    while 2 * k < len(d): k *= 2\n"
                               "    return H(b'\\1' + mth(d[:k]) + mth(d[k:]))\n"
                               "def path(m, d):\n"
                               "    if len(d) == 1: return []\n"
                               "    k = 1\n"
                               "    while 2 * k < len(d): k *= 2\n"
                               "    if m < k: return path(m, d[:k]) + [mth(d[k:])]\n"
                               "    return path(m - k, d[k:]) + [mth(d[:k])]\n"
                               "d = [b'leaf %d' % i for i in range(53)]\n"
                               "print(mth(d).hex(), *[p.hex() for p in path(37, d)])\n";
    std::string expected = hex(trees_[53].root);
    for (const Digest256& hash : proof(inclusion_steps(37, 53))) {
        expected += " " + hex(hash);
    }
    EXPECT_EQ(spoken_by("python3 - <<'END'\n" + script + "END"), expected + "\n");
}

} // namespace
} // namespace route9::merkle
