// SPDX-License-Identifier: Apache-2.0
// A write that cannot be done is an error to whoever writes, not the end of the process: beyond the
// limit of a file's size (SIGXFSZ), where the store then acts as on a full disk, and into a pipe
// that nobody reads any more (SIGPIPE), as when the collector of the log restarts.
#pragma once

namespace route9::platform {

/// For the whole process, from here on.
void ignore_write_signals();

} // namespace route9::platform
