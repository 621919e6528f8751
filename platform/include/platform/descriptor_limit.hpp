// SPDX-License-Identifier: Apache-2.0
// How many files and sockets the process may have open: the system gives few until it is asked.
#pragma once

#include <cstddef>

namespace route9::platform {

/// Raises what the process may open to `wanted`, or as far as the system lets it. Returns what it
/// may open now. For the whole process.
std::size_t raise_descriptor_limit(std::size_t wanted);

} // namespace route9::platform
