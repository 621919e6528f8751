// SPDX-License-Identifier: Apache-2.0
// What must hold in the database file whenever the server is down, asked in SQL apart from the
// server's code. Works on a copy of the file and its write-ahead log, so that the server's own
// recovery still has its work to do.
#pragma once

#include "temporary_directory.hpp"

#include <filesystem>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <utility>
#include <vector>

struct sqlite3;

namespace route9::e2e {

class StoreFacts {
public:
    /// Throws std::runtime_error when the file cannot be read.
    explicit StoreFacts(const std::filesystem::path& database);

    /// Sentences about what is broken; empty when all is well.
    std::vector<std::string> broken() const;
    /// How many orders have each external id.
    std::map<std::string, int> orders() const;
    /// External ids of cancelled orders.
    std::set<std::string> cancelled() const;

private:
    struct Close {
        void operator()(sqlite3* database) const;
    };

    /// The first column of every row, and the second when there is one.
    std::vector<std::pair<std::string, int>> rows(const char* sql) const;

    tests::TemporaryDirectory directory_;
    std::unique_ptr<sqlite3, Close> database_;
};

} // namespace route9::e2e
