// SPDX-License-Identifier: Apache-2.0
#include "fulfillment/log_store.hpp"

#include "core/assert.hpp"
#include "core/limits.hpp"

#include <algorithm>
#include <utility>

namespace route9::fulfillment {
namespace {

constexpr Statement kHead{
    "log_checkpoint.find",
    "SELECT size, position, verifier_key, note FROM log_checkpoint WHERE tenant_id = $1"
};
constexpr Statement kAdvance{
    "log_checkpoint.advance",
    "INSERT INTO log_checkpoint (tenant_id, size, position, verifier_key, note)"
    " VALUES ($1, $2, $3, $4, $5) ON CONFLICT (tenant_id) DO UPDATE SET size = excluded.size,"
    " position = excluded.position, verifier_key = excluded.verifier_key, note = excluded.note"
    " WHERE log_checkpoint.size = $6"
};
constexpr BulkStatement kAddLeaves{
    "log_leaf.insert",
    "INSERT INTO log_leaf (tenant_id, leaf_index, leaf, hash, position, parcel_id, salt) VALUES",
    "(@,@,@,@,@,@,@)",
    ""
};
constexpr std::size_t kLeafColumns = 7;
constexpr BulkStatement kAddNodes{
    "log_node.insert",
    "INSERT INTO log_node (tenant_id, level, node_index, hash) VALUES",
    "(@,@,@,@)",
    ""
};
constexpr std::size_t kNodeColumns = 4;
constexpr Statement kLeafHash{
    "log_leaf.hash", "SELECT hash FROM log_leaf WHERE tenant_id = $1 AND leaf_index = $2"
};
constexpr Statement kNodeHash{
    "log_node.hash",
    "SELECT hash FROM log_node WHERE tenant_id = $1 AND level = $2 AND node_index = $3"
};
constexpr Statement kLeafHashes{
    "log_leaf.hashes",
    "SELECT hash FROM log_leaf WHERE tenant_id = $1 AND leaf_index >= $2 AND leaf_index < $3"
    " ORDER BY leaf_index"
};
constexpr Statement kNodeHashes{
    "log_node.hashes",
    "SELECT hash FROM log_node WHERE tenant_id = $1 AND node_index >= $2 AND node_index < $3"
    " AND level = $4 ORDER BY node_index"
};
constexpr Statement kTexts{
    "log_leaf.texts",
    "SELECT leaf FROM log_leaf WHERE tenant_id = $1 AND leaf_index >= $2 AND leaf_index < $3"
    " ORDER BY leaf_index"
};
constexpr Statement kOfParcel{
    "log_leaf.of_parcel",
    "SELECT leaf_index, leaf, hash, position, parcel_id, salt FROM log_leaf"
    " WHERE tenant_id = $1 AND parcel_id = $2 ORDER BY leaf_index LIMIT $3"
};
constexpr Statement kHas{
    "log_leaf.has", "SELECT 1 FROM log_leaf WHERE tenant_id = $1 AND parcel_id = $2 LIMIT 1"
};
constexpr Statement kForget{
    "log_leaf.forget",
    "UPDATE log_leaf SET position = NULL, parcel_id = NULL, salt = NULL"
    " WHERE tenant_id = $1 AND parcel_id = $2"
};
constexpr Statement kCode{
    "parcel.code",
    "SELECT p.code FROM parcel p LEFT JOIN orders o ON o.tenant_id = p.tenant_id"
    " AND o.order_id = p.order_id WHERE p.tenant_id = $1 AND p.parcel_id = $2"
    " AND (o.order_id IS NULL OR length(o.recipient) > 0)"
};

using ByteSpan = std::span<const std::byte>;

std::int64_t number(std::uint64_t count) {
    return static_cast<std::int64_t>(count);
}

template <std::size_t Size>
std::array<std::byte, Size> fixed(const Row& row, int column) {
    const auto bytes = row.get<ByteSpan>(column);
    std::array<std::byte, Size> to{};
    ROUTE9_ASSERT(bytes.size() == Size);
    std::ranges::copy(bytes, to.begin());
    return to;
}

/// Rows that do not fit into one statement.
void put_all(
    Tx& tx, const BulkStatement& statement, std::span<const Param> values, std::size_t columns
) {
    while (!values.empty()) {
        const auto some = values.first(std::min(values.size(), limits::bulk_rows_max * columns));
        tx.put_bulk(statement, some);
        values = values.subspan(some.size());
    }
}

} // namespace

namespace parcel_log {

std::optional<LogHead> head(Tx& tx, const TenantId& tenant) {
    Rows rows = tx.query(kHead, tenant);
    if (!rows.next()) {
        return std::nullopt;
    }
    return LogHead{
        .size = static_cast<std::uint64_t>(rows.row().get<std::int64_t>(0)),
        .position = rows.row().get<std::int64_t>(1),
        .key = rows.row().get<std::string>(2),
        .note = rows.row().get<std::string>(3),
    };
}

bool advance(Tx& tx, const TenantId& tenant, std::uint64_t size_before, const LogHead& head) {
    return tx.execute(
               kAdvance,
               tenant,
               number(head.size),
               head.position,
               head.key,
               head.note,
               number(size_before)
           ) == 1;
}

void append(
    Tx& tx,
    const TenantId& tenant,
    std::span<const LogLeaf> leaves,
    std::span<const merkle::Node> nodes
) {
    std::vector<Param> values;
    values.reserve(leaves.size() * kLeafColumns);
    for (const LogLeaf& leaf : leaves) {
        const bool is_named = leaf.parcel.has_value();
        values.insert(
            values.end(),
            {Param{tenant},
             Param{number(leaf.index)},
             Param{leaf.text},
             Param{ByteSpan{leaf.hash}},
             is_named ? Param{leaf.position} : Param{},
             Param{leaf.parcel},
             is_named ? Param{ByteSpan{leaf.salt}} : Param{}}
        );
    }
    put_all(tx, kAddLeaves, values, kLeafColumns);
    values.clear();
    for (const merkle::Node& node : nodes) {
        values.insert(
            values.end(),
            {Param{tenant},
             Param{node.at.level},
             Param{number(node.at.index)},
             Param{ByteSpan{node.hash}}}
        );
    }
    put_all(tx, kAddNodes, values, kNodeColumns);
}

Hashes hashes(Tx& tx, const TenantId& tenant, std::span<const merkle::NodeAddress> nodes) {
    std::vector<std::pair<merkle::NodeAddress, Rows>> asked;
    asked.reserve(nodes.size());
    for (const merkle::NodeAddress& at : nodes) {
        asked.emplace_back(
            at,
            at.level == 0 ? tx.query(kLeafHash, tenant, number(at.index))
                          : tx.query(kNodeHash, tenant, at.level, number(at.index))
        );
    }
    Hashes found;
    for (auto& [at, rows] : asked) {
        if (rows.next()) {
            found[at] = fixed<32>(rows.row(), 0);
        }
    }
    return found;
}

std::vector<Digest256>
level(Tx& tx, const TenantId& tenant, const merkle::NodeAddress& from, std::int64_t count) {
    const std::int64_t begin = number(from.index);
    const std::int64_t end = begin + count;
    Rows rows = from.level == 0 ? tx.query(kLeafHashes, tenant, begin, end)
                                : tx.query(kNodeHashes, tenant, begin, end, from.level);
    std::vector<Digest256> found;
    while (rows.next()) {
        found.push_back(fixed<32>(rows.row(), 0));
    }
    return found;
}

std::vector<std::string>
texts(Tx& tx, const TenantId& tenant, std::uint64_t begin, std::int64_t count) {
    std::vector<std::string> found;
    Rows rows = tx.query(kTexts, tenant, number(begin), number(begin) + count);
    while (rows.next()) {
        found.push_back(rows.row().get<std::string>(0));
    }
    return found;
}

std::vector<LogLeaf> of_parcel(Tx& tx, const TenantId& tenant, const ParcelId& parcel) {
    std::vector<LogLeaf> found;
    Rows rows = tx.query(kOfParcel, tenant, parcel, log_leaves_of_parcel_max);
    while (rows.next()) {
        const Row row = rows.row();
        found.push_back({
            .index = static_cast<std::uint64_t>(row.get<std::int64_t>(0)),
            .text = row.get<std::string>(1),
            .hash = fixed<32>(row, 2),
            .position = row.get<std::int64_t>(3),
            .parcel = row.get<ParcelId>(4),
            .salt = fixed<leaf_salt_bytes>(row, 5),
        });
    }
    return found;
}

bool has(Tx& tx, const TenantId& tenant, const ParcelId& parcel) {
    return tx.query(kHas, tenant, parcel).next();
}

void forget(Tx& tx, const TenantId& tenant, const ParcelId& parcel) {
    tx.put(kForget, tenant, parcel);
}

std::map<ParcelId, std::string>
codes(Tx& tx, const TenantId& tenant, std::span<const ParcelId> parcels) {
    std::vector<std::pair<ParcelId, Rows>> asked;
    for (const ParcelId& parcel : parcels) {
        asked.emplace_back(parcel, tx.query(kCode, tenant, parcel));
    }
    std::map<ParcelId, std::string> found;
    for (auto& [parcel, rows] : asked) {
        if (rows.next()) {
            found[parcel] = rows.row().get<std::string>(0);
        }
    }
    return found;
}

} // namespace parcel_log
} // namespace route9::fulfillment
