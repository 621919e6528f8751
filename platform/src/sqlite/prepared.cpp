// SPDX-License-Identifier: Apache-2.0
#include "sqlite/prepared.hpp"

#include "core/tx.hpp"
#include "sqlite/failure.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <string>

namespace route9::platform::sqlite {
namespace {

StoreFailure misuse(std::string_view name, std::string_view why) {
    return {StoreFault::misuse, fmt::format("{}: {}", name, why)};
}

/// `OR ROLLBACK` would end the transaction of every unit in the group.
void refuse_or_rollback(std::string_view name, std::string_view sql) {
    constexpr std::string_view kForbidden = "OR ROLLBACK";
    const auto same = [](char left, char right) {
        return std::toupper(static_cast<unsigned char>(left)) == right;
    };
    if (!std::ranges::search(sql, kForbidden, same).empty()) {
        throw misuse(name, "OR ROLLBACK is forbidden, it ends the whole group");
    }
}

sqlite3_destructor_type lifetime(Borrow borrow) {
    return borrow == Borrow::copy ? SQLITE_TRANSIENT : SQLITE_STATIC;
}

} // namespace

Prepared::Prepared(sqlite3* database, std::string_view name, std::string_view sql)
    : database_(database), name_(name) {
    refuse_or_rollback(name, sql);
    const char* tail = nullptr;
    const int code = sqlite3_prepare_v3(
        database,
        sql.data(),
        static_cast<int>(sql.size()),
        SQLITE_PREPARE_PERSISTENT,
        &statement_,
        &tail
    );
    if (code != SQLITE_OK) {
        throw failure_of(database, code, name);
    }
    try {
        if (statement_ == nullptr) {
            throw misuse(name, "holds no statement");
        }
        const std::string_view rest{tail, sql.data() + sql.size()};
        if (rest.find_first_not_of(" \t\r\n;") != std::string_view::npos) {
            throw misuse(name, "holds more than one statement");
        }
        reads_only_ = sqlite3_stmt_readonly(statement_) != 0;
        map_parameters();
    } catch (...) {
        sqlite3_finalize(statement_);
        throw;
    }
}

Prepared::~Prepared() {
    sqlite3_finalize(statement_);
}

void Prepared::map_parameters() {
    const int count = sqlite3_bind_parameter_count(statement_);
    index_of_.reserve(static_cast<std::size_t>(count));
    for (int n = 1; n <= count; ++n) {
        if (sqlite3_bind_parameter_name(statement_, n) == nullptr) {
            index_of_.push_back(n); // a bulk statement counts its values in order
            continue;
        }
        const int index = sqlite3_bind_parameter_index(statement_, fmt::format("${}", n).c_str());
        if (index == 0) {
            throw misuse(name_, fmt::format("has {} parameters but no ${}", count, n));
        }
        index_of_.push_back(index);
    }
}

std::int64_t Prepared::bind(std::span<const Param> params, Borrow borrow) {
    if (params.size() != index_of_.size()) {
        throw misuse(
            name_, fmt::format("takes {} values, got {}", index_of_.size(), params.size())
        );
    }
    std::size_t bytes = 0;
    for (std::size_t i = 0; i < params.size(); ++i) {
        bind_one(index_of_[i], params[i], borrow);
        bytes += params[i].text().size() + params[i].bytes().size();
        bytes += params[i].kind() == Param::Kind::integer ? sizeof(std::int64_t) : 0;
    }
    return static_cast<std::int64_t>(bytes);
}

void Prepared::bind_one(int index, const Param& param, Borrow borrow) {
    int code = SQLITE_OK;
    switch (param.kind()) {
    case Param::Kind::null:
        code = sqlite3_bind_null(statement_, index);
        break;
    case Param::Kind::integer:
        code = sqlite3_bind_int64(statement_, index, param.integer());
        break;
    case Param::Kind::text: {
        // A view of nothing may have no address, which SQLite would read as NULL.
        const std::string_view text = param.text();
        const char* data = text.data() != nullptr ? text.data() : "";
        code = sqlite3_bind_text64(
            statement_, index, data, text.size(), lifetime(borrow), SQLITE_UTF8
        );
        break;
    }
    case Param::Kind::bytes: {
        const auto bytes = param.bytes();
        const void* data = bytes.data();
        code = sqlite3_bind_blob64(
            statement_, index, data != nullptr ? data : "", bytes.size(), lifetime(borrow)
        );
        break;
    }
    }
    if (code != SQLITE_OK) {
        throw failure_of(database_, code, name_);
    }
}

bool Prepared::step() {
    const int code = sqlite3_step(statement_);
    if (code == SQLITE_ROW) {
        return true;
    }
    if (code == SQLITE_DONE) {
        return false;
    }
    throw failure_of(database_, code, name_);
}

void Prepared::reset() noexcept {
    // The code of the run is repeated here; step() has already reported it. Bindings stay: every
    // run binds every parameter anew.
    sqlite3_reset(statement_);
}

} // namespace route9::platform::sqlite
