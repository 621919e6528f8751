// SPDX-License-Identifier: Apache-2.0
// Keeps a second process (or a second store in this one) away from a database file. The kernel
// frees the lock when the process dies; the file itself stays and only names the last owner.
#pragma once

#include <filesystem>

namespace route9::platform::sqlite {

class LockFile {
public:
    /// Locks `<database>.lock`. Throws StoreFailure(unavailable) when another has it.
    explicit LockFile(const std::filesystem::path& database);
    ~LockFile();
    LockFile(const LockFile&) = delete;
    LockFile& operator=(const LockFile&) = delete;

private:
    int file_;
};

} // namespace route9::platform::sqlite
