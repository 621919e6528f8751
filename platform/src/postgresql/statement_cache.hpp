// SPDX-License-Identifier: Apache-2.0
// Prepared statements of one session, found by the address of their constant (bulk: address and row
// count). Bounded: the least recently used one makes room. Lives and dies with its connection.
#pragma once

#include "core/sql.hpp"
#include "postgresql/connection.hpp"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace route9::platform::postgresql {

struct Prepared {
    std::string handle; // the server's name for it
    std::vector<Oid> types;
};

class StatementCache {
public:
    explicit StatementCache(Connection& connection) : connection_(connection) {}

    bool has(const Statement& statement) const { return entries_.contains({&statement, 0}); }
    bool has(const BulkStatement& statement, std::size_t rows) const {
        return entries_.contains({&statement, rows});
    }
    /// `params` tell the types of a statement that is prepared now. Throws StoreFailure(misuse) for
    /// SQL that does not compile and for a wrong count.
    const Prepared& get(const Statement& statement, std::span<const Param> params);
    const Prepared&
    get(const BulkStatement& statement, std::size_t rows, std::span<const Param> params);

private:
    struct Key {
        const void* address;
        std::size_t rows;
        friend bool operator==(const Key&, const Key&) = default;
    };
    struct KeyHash {
        std::size_t operator()(const Key& key) const noexcept {
            return std::hash<const void*>{}(key.address) ^ (key.rows * 0x9e3779b97f4a7c15U);
        }
    };
    struct Entry {
        std::string_view text; // where the SQL lies: another one at the same address is a bug
        Prepared prepared;
        std::uint64_t used_at;
    };

    const Prepared* find(const Key& key, std::string_view name, std::string_view text);
    const Prepared& insert(const Key& key, std::string_view text, Prepared prepared);
    Prepared prepare(std::string_view name, const std::string& sql, std::span<const Param> params);
    void make_room();

    Connection& connection_;
    std::unordered_map<Key, Entry, KeyHash> entries_{};
    std::uint64_t uses_ = 0;
    std::uint64_t made_ = 0;
};

} // namespace route9::platform::postgresql
