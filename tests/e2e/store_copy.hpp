// SPDX-License-Identifier: Apache-2.0
// A site's store from outside, whatever its engine: its bytes, and copies of it as an operator
// makes them: VACUUM INTO of the file, pg_dump of the database.
#pragma once

#include "running_server.hpp"

#include <filesystem>
#include <string>

namespace route9::e2e {

class StoreCopy {
public:
    /// Makes it, while a server runs or not. Throws std::runtime_error.
    StoreCopy(const Site& site, const std::string& name);

    std::string bytes() const;
    /// Puts it in the store's place; no server runs.
    void restore() const;

private:
    const Site& site_;
    std::filesystem::path file_;
};

/// Of the store itself: all its files, with what is on its way to them.
std::string bytes_of_store(const Site& site);
/// The file beside the store that keeps erased people erased.
std::filesystem::path tombstones_of(const Site& site);

} // namespace route9::e2e
