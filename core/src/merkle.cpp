// SPDX-License-Identifier: Apache-2.0
#include "core/merkle.hpp"

#include "core/assert.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <cstddef>

namespace route9::merkle {
namespace {

/// The hashes of neighbours, largest first, as one.
Digest256 fold(std::span<const Digest256> hashes) {
    ROUTE9_ASSERT(!hashes.empty());
    Digest256 folded = hashes.back();
    for (std::size_t i = hashes.size() - 1; i > 0; --i) {
        folded = node_hash(hashes[i - 1], folded);
    }
    return folded;
}

/// The largest power of two below `size`, at least 2.
std::uint64_t left_part(std::uint64_t size) {
    return std::bit_floor(size - 1);
}

/// A place in the tree on the way up: the node's number and that of the level's last one.
struct Climb {
    std::uint64_t node = 0;
    std::uint64_t last = 0;

    void up() {
        node >>= 1;
        last >>= 1;
    }
    bool has_left_neighbour() const { return (node & 1) == 1 || node == last; }
    /// Levels at which the last node has no neighbour hash nothing.
    void skip_lone() {
        while ((node & 1) == 0 && node != 0) {
            up();
        }
    }
};

} // namespace

Digest256 leaf_hash(ByteView leaf) {
    Bytes prefixed{std::byte{0x00}};
    prefixed.insert(prefixed.end(), leaf.begin(), leaf.end());
    return sha256(prefixed);
}

Digest256 node_hash(const Digest256& left, const Digest256& right) {
    std::array<std::byte, 65> prefixed{std::byte{0x01}};
    std::ranges::copy(left, prefixed.begin() + 1);
    std::ranges::copy(right, prefixed.begin() + 33);
    return sha256(prefixed);
}

Digest256 empty_root() {
    return sha256({});
}

std::vector<Node> append(CompactRange& range, const Digest256& leaf_hash) {
    std::vector<Node> completed;
    range.peaks.push_back(leaf_hash);
    NodeAddress at{.level = 0, .index = range.size};
    for (; (at.index & 1) == 1; at = {.level = at.level + 1, .index = at.index >> 1}) {
        const Digest256 right = range.peaks.back();
        range.peaks.pop_back();
        range.peaks.back() = node_hash(range.peaks.back(), right);
        completed.push_back(
            {.at = {.level = at.level + 1, .index = at.index >> 1}, .hash = range.peaks.back()}
        );
    }
    ++range.size;
    return completed;
}

Digest256 root_of(const CompactRange& range) {
    return range.peaks.empty() ? empty_root() : fold(range.peaks);
}

std::vector<NodeAddress> peaks_of(std::uint64_t size) {
    return nodes_of({.begin = 0, .end = size});
}

std::vector<Step> inclusion_steps(std::uint64_t index, std::uint64_t size) {
    ROUTE9_ASSERT(index < size);
    std::vector<Step> steps;
    Step tree{.begin = 0, .end = size};
    while (tree.end - tree.begin > 1) {
        const std::uint64_t middle = tree.begin + left_part(tree.end - tree.begin);
        const bool is_left = index < middle;
        steps.push_back(is_left ? Step{middle, tree.end} : Step{tree.begin, middle});
        tree = is_left ? Step{tree.begin, middle} : Step{middle, tree.end};
    }
    std::ranges::reverse(steps);
    return steps;
}

std::vector<Step> consistency_steps(std::uint64_t first, std::uint64_t second) {
    ROUTE9_ASSERT(first <= second);
    if (first == 0 || first == second) {
        return {};
    }
    std::vector<Step> steps;
    Step tree{.begin = 0, .end = second};
    bool is_whole = true; // the first tree itself needs no hash: whoever checks has it
    while (first != tree.end) {
        const std::uint64_t middle = tree.begin + left_part(tree.end - tree.begin);
        const bool is_left = first <= middle;
        steps.push_back(is_left ? Step{middle, tree.end} : Step{tree.begin, middle});
        tree = is_left ? Step{tree.begin, middle} : Step{middle, tree.end};
        is_whole = is_whole && is_left;
    }
    if (!is_whole) {
        steps.push_back(tree);
    }
    std::ranges::reverse(steps);
    return steps;
}

std::vector<NodeAddress> nodes_of(const Step& step) {
    std::vector<NodeAddress> nodes;
    for (std::uint64_t begin = step.begin; begin < step.end;) {
        const std::uint64_t width = std::bit_floor(step.end - begin);
        const int level = std::countr_zero(width);
        ROUTE9_ASSERT((begin & (width - 1)) == 0);
        nodes.push_back({.level = level, .index = begin >> level});
        begin += width;
    }
    return nodes;
}

std::vector<Digest256> prove(std::span<const Step> steps, const NodeReader& read) {
    std::vector<Digest256> proof;
    proof.reserve(steps.size());
    for (const Step& step : steps) {
        std::vector<Digest256> parts;
        for (const NodeAddress& at : nodes_of(step)) {
            parts.push_back(read(at));
        }
        proof.push_back(fold(parts));
    }
    return proof;
}

bool includes(
    const Tree& tree,
    std::uint64_t index,
    const Digest256& leaf_hash,
    std::span<const Digest256> proof
) {
    if (index >= tree.size) {
        return false;
    }
    Climb climb{.node = index, .last = tree.size - 1};
    Digest256 hash = leaf_hash;
    for (const Digest256& neighbour : proof) {
        if (climb.last == 0) {
            return false;
        }
        if (climb.has_left_neighbour()) {
            hash = node_hash(neighbour, hash);
            climb.skip_lone();
        } else {
            hash = node_hash(hash, neighbour);
        }
        climb.up();
    }
    return climb.last == 0 && hash == tree.root;
}

bool is_beginning(const Tree& first, const Tree& second, std::span<const Digest256> proof) {
    if (first.size == 0) {
        return proof.empty() && first.root == empty_root();
    }
    if (first.size >= second.size) {
        return first.size == second.size && proof.empty() && first.root == second.root;
    }
    std::vector<Digest256> path;
    if (std::has_single_bit(first.size)) {
        path.push_back(first.root);
    }
    path.insert(path.end(), proof.begin(), proof.end());
    if (path.empty()) {
        return false;
    }
    Climb climb{.node = first.size - 1, .last = second.size - 1};
    while ((climb.node & 1) == 1) {
        climb.up();
    }
    Digest256 old_root = path.front();
    Digest256 new_root = path.front();
    for (const Digest256& neighbour : std::span{path}.subspan(1)) {
        if (climb.last == 0) {
            return false;
        }
        if (climb.has_left_neighbour()) {
            old_root = node_hash(neighbour, old_root);
            new_root = node_hash(neighbour, new_root);
            climb.skip_lone();
        } else {
            new_root = node_hash(new_root, neighbour);
        }
        climb.up();
    }
    return climb.last == 0 && old_root == first.root && new_root == second.root;
}

} // namespace route9::merkle
