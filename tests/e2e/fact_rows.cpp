// SPDX-License-Identifier: Apache-2.0
#include "fact_rows.hpp"

#include "temporary_directory.hpp"

#include <libpq-fe.h>
#include <sqlite3.h>

#include <charconv>
#include <stdexcept>
#include <string_view>

namespace route9::e2e {
namespace {

using Pairs = std::vector<std::pair<std::string, int>>;

struct Close {
    void operator()(sqlite3* database) const { ::sqlite3_close_v2(database); }
    void operator()(sqlite3_stmt* statement) const { ::sqlite3_finalize(statement); }
    void operator()(PGconn* connection) const { ::PQfinish(connection); }
    void operator()(PGresult* result) const { ::PQclear(result); }
};

class FileRows final : public FactRows {
public:
    explicit FileRows(const std::filesystem::path& database) {
        const std::filesystem::path copy = directory_.path() / "copy.db";
        std::filesystem::copy_file(database, copy);
        const std::filesystem::path log = database.string() + "-wal";
        if (std::filesystem::exists(log)) {
            std::filesystem::copy_file(log, copy.string() + "-wal");
        }
        sqlite3* opened = nullptr;
        const int code = ::sqlite3_open_v2(copy.c_str(), &opened, SQLITE_OPEN_READWRITE, nullptr);
        database_.reset(opened);
        if (code != SQLITE_OK) {
            throw std::runtime_error("the database cannot be opened");
        }
        select("PRAGMA synchronous = OFF"); // a copy need not outlive the machine
    }

    Pairs rows(const char* sql) const override { return select(sql); }

private:
    Pairs select(const char* sql) const {
        sqlite3_stmt* prepared = nullptr;
        if (::sqlite3_prepare_v2(database_.get(), sql, -1, &prepared, nullptr) != SQLITE_OK) {
            throw std::runtime_error(::sqlite3_errmsg(database_.get()));
        }
        const std::unique_ptr<sqlite3_stmt, Close> statement{prepared};
        Pairs found;
        int code = SQLITE_ROW;
        while ((code = ::sqlite3_step(prepared)) == SQLITE_ROW) {
            const void* text = ::sqlite3_column_text(prepared, 0);
            const int second =
                ::sqlite3_column_count(prepared) > 1 ? ::sqlite3_column_int(prepared, 1) : 0;
            found.emplace_back(text == nullptr ? "" : static_cast<const char*>(text), second);
        }
        if (code != SQLITE_DONE) {
            throw std::runtime_error(::sqlite3_errmsg(database_.get()));
        }
        return found;
    }

    tests::TemporaryDirectory directory_;
    std::unique_ptr<sqlite3, Close> database_;
};

class DatabaseRows final : public FactRows {
public:
    explicit DatabaseRows(const std::string& url) : connection_(::PQconnectdb(url.c_str())) {
        if (::PQstatus(connection_.get()) != CONNECTION_OK) {
            throw std::runtime_error(::PQerrorMessage(connection_.get()));
        }
    }

    Pairs rows(const char* sql) const override {
        const std::unique_ptr<PGresult, Close> result{::PQexec(connection_.get(), sql)};
        if (::PQresultStatus(result.get()) != PGRES_TUPLES_OK) {
            throw std::runtime_error(::PQerrorMessage(connection_.get()));
        }
        Pairs found;
        for (int row = 0; row < ::PQntuples(result.get()); ++row) {
            int second = 0;
            if (::PQnfields(result.get()) > 1) {
                const std::string_view digits{::PQgetvalue(result.get(), row, 1)};
                std::from_chars(digits.data(), digits.data() + digits.size(), second);
            }
            found.emplace_back(::PQgetvalue(result.get(), row, 0), second);
        }
        return found;
    }

private:
    std::unique_ptr<PGconn, Close> connection_;
};

} // namespace

std::unique_ptr<FactRows> rows_of_file(const std::filesystem::path& database) {
    return std::make_unique<FileRows>(database);
}

std::unique_ptr<FactRows> rows_of_database(const std::string& url) {
    return std::make_unique<DatabaseRows>(url);
}

} // namespace route9::e2e
