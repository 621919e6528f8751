// SPDX-License-Identifier: Apache-2.0
#include "core/assert.hpp"

#include <cstdio>
#include <cstdlib>

namespace route9 {

void assertion_failed(const char* expression, const char* file, int line) noexcept {
    std::fprintf(stderr, "route9: broken invariant: %s (%s:%d)\n", expression, file, line);
    std::abort();
}

} // namespace route9
