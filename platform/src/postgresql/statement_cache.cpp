// SPDX-License-Identifier: Apache-2.0
#include "postgresql/statement_cache.hpp"

#include "core/limits.hpp"
#include "core/tx.hpp"
#include "postgresql/binary_values.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace route9::platform::postgresql {
namespace {

/// Each '@' is the next parameter.
std::string expand(const BulkStatement& statement, std::size_t rows) {
    std::string sql{statement.head};
    sql += ' ';
    std::size_t number = 0;
    for (std::size_t i = 0; i < rows; ++i) {
        sql += i == 0 ? "" : ",";
        for (const char c : statement.row) {
            if (c == '@') {
                sql += '$' + std::to_string(++number);
            } else {
                sql += c;
            }
        }
    }
    return sql.append(" ").append(statement.tail);
}

/// The highest $n: the server would accept values that no statement mentions.
std::size_t parameters_of(std::string_view sql) {
    std::size_t highest = 0;
    for (std::size_t at = sql.find('$'); at != std::string_view::npos; at = sql.find('$', at)) {
        std::size_t number = 0;
        for (++at; at < sql.size() && sql[at] >= '0' && sql[at] <= '9'; ++at) {
            number = number * 10 + static_cast<std::size_t>(sql[at] - '0');
        }
        highest = std::max(highest, number);
    }
    return highest;
}

void require_count(std::string_view name, std::size_t wanted, std::size_t given) {
    if (wanted != given) {
        throw StoreFailure(
            StoreFault::misuse, fmt::format("{}: takes {} values, got {}", name, wanted, given)
        );
    }
}

} // namespace

const Prepared& StatementCache::get(const Statement& statement, std::span<const Param> params) {
    const Key key{&statement, 0};
    if (const Prepared* known = find(key, statement.name, statement.sql)) {
        require_count(statement.name, known->types.size(), params.size());
        return *known;
    }
    return insert(key, statement.sql, prepare(statement.name, std::string{statement.sql}, params));
}

const Prepared& StatementCache::get(
    const BulkStatement& statement, std::size_t rows, std::span<const Param> params
) {
    const Key key{&statement, rows};
    if (const Prepared* known = find(key, statement.name, statement.head)) {
        return *known;
    }
    return insert(key, statement.head, prepare(statement.name, expand(statement, rows), params));
}

const Prepared* StatementCache::find(const Key& key, std::string_view name, std::string_view text) {
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
    return &found->second.prepared;
}

const Prepared& StatementCache::insert(const Key& key, std::string_view text, Prepared prepared) {
    const auto [at, added] =
        entries_.insert_or_assign(key, Entry{text, std::move(prepared), ++uses_});
    return at->second.prepared;
}

Prepared StatementCache::prepare(
    std::string_view name, const std::string& sql, std::span<const Param> params
) {
    require_count(name, parameters_of(sql), params.size());
    make_room();
    Prepared prepared{.handle = "s" + std::to_string(++made_), .types = {}};
    std::vector<Oid> hints;
    hints.reserve(params.size());
    for (const Param& param : params) {
        hints.push_back(type_of(param));
    }
    PGconn* connection = connection_.handle();
    const char* handle = prepared.handle.c_str();
    const int count = static_cast<int>(hints.size());
    if (PQsendPrepare(connection, handle, sql.c_str(), count, hints.data()) != 1 ||
        PQsendDescribePrepared(connection, handle) != 1) {
        connection_.give_up();
        throw StoreFailure(StoreFault::unavailable, PQerrorMessage(connection));
    }
    const auto answers = connection_.exchange(limits::answer_budget);
    for (const ResultPtr& answer : answers) {
        require_success(answer.get(), name);
    }
    for (int i = 0; i < PQnparams(answers.back().get()); ++i) {
        prepared.types.push_back(PQparamtype(answers.back().get(), i));
    }
    return prepared;
}

void StatementCache::make_room() {
    if (entries_.size() < limits::prepared_statements_max) {
        return;
    }
    const auto oldest = std::ranges::min_element(entries_, {}, [](const auto& pair) {
        return pair.second.used_at;
    });
    connection_.send(("DEALLOCATE " + oldest->second.prepared.handle).c_str());
    entries_.erase(oldest); // answered together with what is prepared next
}

} // namespace route9::platform::postgresql
