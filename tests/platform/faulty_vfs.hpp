// SPDX-License-Identifier: Apache-2.0
// A SQLite file layer over the real one whose writes and syncs fail on command: full disks and
// failing fsyncs as the engine would meet them. One per process, registered on first use; the
// commands are atomics, set from any thread.
#pragma once

#include <sqlite3.h>

#include <atomic>

namespace route9::tests {

struct DiskFaults {
    std::atomic<int> write_code{SQLITE_OK};          // what every write answers instead of writing
    std::atomic<int> database_write_code{SQLITE_OK}; // the same, while its log still takes them
    std::atomic<int> sync_code{SQLITE_OK};
    std::atomic<int> failures{0};

    void heal() {
        write_code = SQLITE_OK;
        database_write_code = SQLITE_OK;
        sync_code = SQLITE_OK;
    }
};

/// The name to open a store with.
inline constexpr const char* kFaultyVfs = "route9-faulty";

/// Registers the layer when it is not yet, heals it and gives its commands.
DiskFaults& faulty_disk();

} // namespace route9::tests
