// SPDX-License-Identifier: Apache-2.0
// The parts of a workbook: a zip (ECMA-376 part 2) read from memory, without a password, without
// macros and within workbook_limits.hpp. The file must outlive the package. Used by the workbook
// reader only.
#pragma once

#include "core/result.hpp"

#include <zip.h>

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

namespace route9::adapters::workbook {

struct ClosePackage {
    void operator()(zip_t* package) const noexcept { zip_discard(package); }
};
struct ClosePart {
    void operator()(zip_file_t* part) const noexcept { zip_fclose(part); }
};

enum class PartFault : std::uint8_t { none, broken, too_large };

/// One part while it is unfolded.
class PartStream {
public:
    PartStream(zip_file_t* part, std::uint64_t& unfolded) : part_(part), unfolded_(&unfolded) {}

    /// Bytes that were read, 0 at the end, -1 with a fault.
    int read(char* buffer, int length);
    PartFault fault() const noexcept { return fault_; }

private:
    std::unique_ptr<zip_file_t, ClosePart> part_;
    std::uint64_t* unfolded_;
    PartFault fault_ = PartFault::none;
};

class Package {
public:
    /// Error: validation_failed, with what else the file seems to be.
    static Result<Package> open(std::string_view file);

    /// Names are compared without case. Error: validation_failed when there is no such part.
    Result<std::unique_ptr<PartStream>> part(const std::string& name);

private:
    explicit Package(zip_t* zip) : zip_(zip) {}

    std::unique_ptr<zip_t, ClosePackage> zip_;
    std::unique_ptr<std::uint64_t> unfolded_ = std::make_unique<std::uint64_t>(0);
};

} // namespace route9::adapters::workbook
