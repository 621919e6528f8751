// SPDX-License-Identifier: Apache-2.0
#include "sqlite/lock_file.hpp"

#include "core/tx.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/file.h>
#include <unistd.h>

#include <cerrno>
#include <string>
#include <system_error>

namespace route9::platform::sqlite {

LockFile::LockFile(const std::filesystem::path& database)
    : file_(::open((database.string() + ".lock").c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600)) {
    const std::string path = database.string() + ".lock";
    if (file_ < 0) {
        const std::string reason = std::generic_category().message(errno);
        throw StoreFailure(StoreFault::full, fmt::format("cannot open {}: {}", path, reason));
    }
    if (::flock(file_, LOCK_EX | LOCK_NB) != 0) {
        ::close(file_);
        throw StoreFailure(
            StoreFault::unavailable,
            fmt::format("{} is held: another route9 uses this store; stop it first", path)
        );
    }
    const std::string owner = fmt::format("{}\n", ::getpid());
    // Only for people who look; the lock holds without it.
    if (::ftruncate(file_, 0) == 0) {
        [[maybe_unused]] const auto written = ::write(file_, owner.data(), owner.size());
    }
}

LockFile::~LockFile() {
    ::close(file_);
}

} // namespace route9::platform::sqlite
