// SPDX-License-Identifier: Apache-2.0
#include "platform/descriptor_limit.hpp"

#include <sys/resource.h>

#include <algorithm>

namespace route9::platform {

std::size_t raise_descriptor_limit(std::size_t wanted) {
    rlimit limit{};
    if (::getrlimit(RLIMIT_NOFILE, &limit) != 0 || limit.rlim_cur >= wanted) {
        return limit.rlim_cur;
    }
    const rlimit raised{
        .rlim_cur = std::min<rlim_t>(wanted, limit.rlim_max), .rlim_max = limit.rlim_max
    };
    return ::setrlimit(RLIMIT_NOFILE, &raised) == 0 ? raised.rlim_cur : limit.rlim_cur;
}

} // namespace route9::platform
