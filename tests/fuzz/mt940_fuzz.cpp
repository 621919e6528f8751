// SPDX-License-Identifier: Apache-2.0
// An MT940 file is any bytes that a person may upload: it becomes lines or an error that names line
// and tag.
#include "adapters/banks/mt940.hpp"
#include "core/assert.hpp"

#include <cstddef>
#include <cstdint>
#include <string>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string text{data, data + size};
    const auto read = route9::adapters::banks::read_mt940(text);
    if (read) {
        ROUTE9_ASSERT(!read->format.empty());
        static_cast<void>(route9::payments::print_statement_file(*read));
    } else {
        ROUTE9_ASSERT(!read.error().fields.empty());
        ROUTE9_ASSERT(read.error().fields.front().pointer.starts_with("/line["));
    }
    return 0;
}
