// SPDX-License-Identifier: Apache-2.0
#include "platform/write_signals.hpp"

#include <csignal>

namespace route9::platform {

void ignore_write_signals() {
    std::signal(SIGXFSZ, SIG_IGN);
    std::signal(SIGPIPE, SIG_IGN);
}

} // namespace route9::platform
