// SPDX-License-Identifier: Apache-2.0
#include "faulty_vfs.hpp"

#include <cstddef>
#include <new>

namespace route9::tests {
namespace {

struct FaultyFile {
    sqlite3_file base;
    DiskFaults* faults;
    bool is_database;

    sqlite3_file* real() { return reinterpret_cast<sqlite3_file*>(this + 1); }
};

FaultyFile& faulty(sqlite3_file* file) {
    return *reinterpret_cast<FaultyFile*>(file);
}

sqlite3_file* real(sqlite3_file* file) {
    return faulty(file).real();
}

int close_file(sqlite3_file* file) {
    return real(file)->pMethods->xClose(real(file));
}
int read_file(sqlite3_file* file, void* data, int size, sqlite3_int64 at) {
    return real(file)->pMethods->xRead(real(file), data, size, at);
}
int write_file(sqlite3_file* file, const void* data, int size, sqlite3_int64 at) {
    DiskFaults& faults = *faulty(file).faults;
    const int everywhere = faults.write_code;
    const int here = faulty(file).is_database ? faults.database_write_code.load() : SQLITE_OK;
    if (const int code = everywhere != SQLITE_OK ? everywhere : here; code != SQLITE_OK) {
        ++faults.failures;
        return code;
    }
    return real(file)->pMethods->xWrite(real(file), data, size, at);
}
int truncate_file(sqlite3_file* file, sqlite3_int64 size) {
    return real(file)->pMethods->xTruncate(real(file), size);
}
int sync_file(sqlite3_file* file, int flags) {
    if (const int code = faulty(file).faults->sync_code; code != SQLITE_OK) {
        ++faulty(file).faults->failures;
        return code;
    }
    return real(file)->pMethods->xSync(real(file), flags);
}
int size_of_file(sqlite3_file* file, sqlite3_int64* size) {
    return real(file)->pMethods->xFileSize(real(file), size);
}
int lock_file(sqlite3_file* file, int level) {
    return real(file)->pMethods->xLock(real(file), level);
}
int unlock_file(sqlite3_file* file, int level) {
    return real(file)->pMethods->xUnlock(real(file), level);
}
int check_reserved(sqlite3_file* file, int* held) {
    return real(file)->pMethods->xCheckReservedLock(real(file), held);
}
int control_file(sqlite3_file* file, int operation, void* argument) {
    return real(file)->pMethods->xFileControl(real(file), operation, argument);
}
int sector_size(sqlite3_file* file) {
    return real(file)->pMethods->xSectorSize(real(file));
}
int device_characteristics(sqlite3_file* file) {
    return real(file)->pMethods->xDeviceCharacteristics(real(file));
}
int shm_map(sqlite3_file* file, int page, int size, int extend, void volatile** memory) {
    return real(file)->pMethods->xShmMap(real(file), page, size, extend, memory);
}
int shm_lock(sqlite3_file* file, int offset, int count, int flags) {
    return real(file)->pMethods->xShmLock(real(file), offset, count, flags);
}
void shm_barrier(sqlite3_file* file) {
    real(file)->pMethods->xShmBarrier(real(file));
}
int shm_unmap(sqlite3_file* file, int remove) {
    return real(file)->pMethods->xShmUnmap(real(file), remove);
}

constexpr sqlite3_io_methods kMethods{
    .iVersion = 2,
    .xClose = close_file,
    .xRead = read_file,
    .xWrite = write_file,
    .xTruncate = truncate_file,
    .xSync = sync_file,
    .xFileSize = size_of_file,
    .xLock = lock_file,
    .xUnlock = unlock_file,
    .xCheckReservedLock = check_reserved,
    .xFileControl = control_file,
    .xSectorSize = sector_size,
    .xDeviceCharacteristics = device_characteristics,
    .xShmMap = shm_map,
    .xShmLock = shm_lock,
    .xShmBarrier = shm_barrier,
    .xShmUnmap = shm_unmap,
    .xFetch = nullptr,
    .xUnfetch = nullptr,
};

class FaultyVfs {
public:
    FaultyVfs() : real_(sqlite3_vfs_find(nullptr)), vfs_(*real_) {
        vfs_.zName = kFaultyVfs;
        vfs_.szOsFile = static_cast<int>(sizeof(FaultyFile)) + real_->szOsFile;
        vfs_.pAppData = this;
        vfs_.pNext = nullptr;
        vfs_.xOpen = open;
        vfs_.xDelete = remove;
        vfs_.xAccess = access;
        vfs_.xFullPathname = full_path;
        sqlite3_vfs_register(&vfs_, 0);
    }

    DiskFaults faults{};

private:
    static FaultyVfs& self(sqlite3_vfs* vfs) { return *static_cast<FaultyVfs*>(vfs->pAppData); }

    static int
    open(sqlite3_vfs* vfs, const char* name, sqlite3_file* file, int flags, int* out_flags) {
        const bool is_database = (flags & SQLITE_OPEN_MAIN_DB) != 0;
        auto* opened = new (file)
            FaultyFile{.base = {}, .faults = &self(vfs).faults, .is_database = is_database};
        sqlite3_vfs* below = self(vfs).real_;
        const int code = below->xOpen(below, name, opened->real(), flags, out_flags);
        opened->base.pMethods = opened->real()->pMethods != nullptr ? &kMethods : nullptr;
        return code;
    }
    static int remove(sqlite3_vfs* vfs, const char* name, int sync_directory) {
        sqlite3_vfs* below = self(vfs).real_;
        return below->xDelete(below, name, sync_directory);
    }
    static int access(sqlite3_vfs* vfs, const char* name, int flags, int* result) {
        sqlite3_vfs* below = self(vfs).real_;
        return below->xAccess(below, name, flags, result);
    }
    static int full_path(sqlite3_vfs* vfs, const char* name, int size, char* out) {
        sqlite3_vfs* below = self(vfs).real_;
        return below->xFullPathname(below, name, size, out);
    }

    sqlite3_vfs* real_;
    sqlite3_vfs vfs_;
};

} // namespace

DiskFaults& faulty_disk() {
    static FaultyVfs vfs;
    vfs.faults.heal();
    vfs.faults.failures = 0;
    return vfs.faults;
}

} // namespace route9::tests
