// SPDX-License-Identifier: Apache-2.0
// A statement file is any bytes that a person may upload: it becomes lines or an error that says
// something, and nothing is fetched.
#include "adapters/banks/statement_document.hpp"
#include "core/assert.hpp"

#include <cstddef>
#include <cstdint>
#include <string>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string text{data, data + size};
    const auto parsed = route9::adapters::banks::run_statement_parse(text);
    ROUTE9_ASSERT(parsed || !parsed.error().detail.empty() || !parsed.error().fields.empty());
    return 0;
}
