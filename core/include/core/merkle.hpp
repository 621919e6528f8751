// SPDX-License-Identifier: Apache-2.0
// The Merkle tree of an append-only log: hashes, root, inclusion and consistency proofs and their
// checks. Leaves count from 0. A tree is kept as its complete nodes, which never change: level 0
// holds the leaves' hashes, node (level, index) covers leaves index·2^level up to the next node's.
// Pure; any thread. Source: RFC 6962 §2.1; the checks as RFC 9162 §2.1.3.2 and §2.1.4.2 word them.
#pragma once

#include "core/crypto.hpp"

#include <compare>
#include <cstdint>
#include <functional>
#include <span>
#include <vector>

namespace route9::merkle {

Digest256 leaf_hash(ByteView leaf);
Digest256 node_hash(const Digest256& left, const Digest256& right);
/// Of the tree without leaves.
Digest256 empty_root();

struct NodeAddress {
    int level = 0;
    std::uint64_t index = 0;

    friend auto operator<=>(const NodeAddress&, const NodeAddress&) = default;
};

struct Node {
    NodeAddress at{};
    Digest256 hash{};
};

/// A tree's right edge, all that is needed to go on appending: its complete nodes, largest first.
struct CompactRange {
    std::uint64_t size = 0;
    std::vector<Digest256> peaks{};
};

/// The nodes this completes above level 0, lowest first.
std::vector<Node> append(CompactRange& range, const Digest256& leaf_hash);
Digest256 root_of(const CompactRange& range);
/// Where the peaks of a tree of `size` leaves are, in their order.
std::vector<NodeAddress> peaks_of(std::uint64_t size);

/// Leaves from `begin` up to `end`, one step of a proof: a proof is the hashes of its steps.
struct Step {
    std::uint64_t begin = 0;
    std::uint64_t end = 0;
};

/// Precondition: index < size.
std::vector<Step> inclusion_steps(std::uint64_t index, std::uint64_t size);
/// Precondition: first ≤ second. None when either tree is empty or both are the same.
std::vector<Step> consistency_steps(std::uint64_t first, std::uint64_t second);

/// The complete nodes a step's hash is made of, largest first.
std::vector<NodeAddress> nodes_of(const Step& step);
using NodeReader = std::function<Digest256(const NodeAddress&)>;
std::vector<Digest256> prove(std::span<const Step> steps, const NodeReader& read);

struct Tree {
    std::uint64_t size = 0;
    Digest256 root{};
};

bool includes(
    const Tree& tree,
    std::uint64_t index,
    const Digest256& leaf_hash,
    std::span<const Digest256> proof
);
/// Is `first` the beginning of `second`? Every tree begins with the empty one.
bool is_beginning(const Tree& first, const Tree& second, std::span<const Digest256> proof);

} // namespace route9::merkle
