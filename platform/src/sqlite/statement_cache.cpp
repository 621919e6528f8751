// SPDX-License-Identifier: Apache-2.0
#include "sqlite/statement_cache.hpp"

#include "core/limits.hpp"
#include "core/tx.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <utility>

namespace route9::platform::sqlite {
namespace {

/// Plain `?` counts in order; `$n` would be looked up by name for each of up to thousands.
std::string expand(const BulkStatement& statement, std::size_t rows) {
    std::string row;
    for (const char c : statement.row) {
        row += c == '@' ? '?' : c;
    }
    std::string sql;
    sql.reserve(statement.head.size() + rows * (row.size() + 1) + statement.tail.size() + 2);
    sql.append(statement.head).append(" ");
    for (std::size_t i = 0; i < rows; ++i) {
        sql.append(i == 0 ? "" : ",").append(row);
    }
    return sql.append(" ").append(statement.tail);
}

} // namespace

std::shared_ptr<Prepared> StatementCache::get(const Statement& statement) {
    const Key key{&statement, 0};
    Entry* entry = find(key, statement.name, statement.sql);
    if (entry != nullptr && !entry->prepared->busy()) {
        return entry->prepared;
    }
    auto prepared = std::make_shared<Prepared>(database_, statement.name, statement.sql);
    if (entry == nullptr) {
        insert(key, statement.sql, prepared);
    }
    return prepared;
}

std::shared_ptr<Prepared> StatementCache::get(const BulkStatement& statement, std::size_t rows) {
    const Key key{&statement, rows};
    Entry* entry = find(key, statement.name, statement.head);
    if (entry != nullptr && !entry->prepared->busy()) {
        return entry->prepared;
    }
    auto prepared = std::make_shared<Prepared>(database_, statement.name, expand(statement, rows));
    if (entry == nullptr) {
        insert(key, statement.head, prepared);
    }
    return prepared;
}

StatementCache::Entry*
StatementCache::find(const Key& key, std::string_view name, std::string_view text) {
    const auto found = entries_.find(key);
    if (found == entries_.end()) {
        return nullptr;
    }
    if (found->second.text.data() != text.data()) {
        throw StoreFailure(
            StoreFault::misuse, fmt::format("{}: statements must be static constants", name)
        );
    }
    found->second.used_at = ++uses_;
    return &found->second;
}

void StatementCache::insert(
    const Key& key, std::string_view text, std::shared_ptr<Prepared> prepared
) {
    if (entries_.size() >= limits::prepared_statements_max) {
        entries_.erase(std::ranges::min_element(entries_, {}, [](const auto& pair) {
            return pair.second.used_at;
        }));
    }
    entries_.insert_or_assign(key, Entry{text, std::move(prepared), ++uses_});
}

} // namespace route9::platform::sqlite
