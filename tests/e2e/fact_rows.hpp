// SPDX-License-Identifier: Apache-2.0
// Rows of a store, read in SQL beside the server: of a copy of the file and its write-ahead log, so
// that the server's own recovery still has its work to do, or of the database.
#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace route9::e2e {

class FactRows {
public:
    virtual ~FactRows() = default;
    /// The first column of every row, and the second when there is one. Throws std::runtime_error.
    virtual std::vector<std::pair<std::string, int>> rows(const char* sql) const = 0;
};

std::unique_ptr<FactRows> rows_of_file(const std::filesystem::path& database);
std::unique_ptr<FactRows> rows_of_database(const std::string& url);

} // namespace route9::e2e
