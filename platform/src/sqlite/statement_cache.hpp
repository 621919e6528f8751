// SPDX-License-Identifier: Apache-2.0
// Prepared statements of one connection, found by the address of their constant (bulk: address and
// row count). Bounded: the least recently used one makes room. Used on the connection's thread;
// must be destroyed before its connection.
#pragma once

#include "core/sql.hpp"
#include "sqlite/prepared.hpp"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <string_view>
#include <unordered_map>

namespace route9::platform::sqlite {

class StatementCache {
public:
    explicit StatementCache(sqlite3* database) : database_(database) {}

    /// Shared so that a cursor may outlive the entry; a busy statement is prepared a second time.
    std::shared_ptr<Prepared> get(const Statement& statement);
    std::shared_ptr<Prepared> get(const BulkStatement& statement, std::size_t rows);
    std::size_t size() const noexcept { return entries_.size(); }

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
        std::shared_ptr<Prepared> prepared;
        std::uint64_t used_at;
    };

    Entry* find(const Key& key, std::string_view name, std::string_view text);
    void insert(const Key& key, std::string_view text, std::shared_ptr<Prepared> prepared);

    sqlite3* database_;
    std::unordered_map<Key, Entry, KeyHash> entries_;
    std::uint64_t uses_ = 0;
};

} // namespace route9::platform::sqlite
