// SPDX-License-Identifier: Apache-2.0
// Assertions that stay on in release: a broken invariant stops the process before it reaches the
// books. Only for what no input can cause.
#pragma once

namespace route9 {

[[noreturn]] void assertion_failed(const char* expression, const char* file, int line) noexcept;

} // namespace route9

#define ROUTE9_ASSERT(expression)                                                                  \
    ((expression) ? static_cast<void>(0)                                                           \
                  : ::route9::assertion_failed(#expression, __FILE__, __LINE__))
