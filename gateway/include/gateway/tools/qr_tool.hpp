// SPDX-License-Identifier: Apache-2.0
// `route9 qr encode|decode [FILE]`: fields to EMVCo payload (VietQR, Lao QR) and back. Without a
// file, or with "-", standard input is read; one document or payload, or one a line. Exit codes: 0
// done, 1 input refused, 2 usage. Blocking; for the command line.
#pragma once

#include <filesystem>
#include <iosfwd>
#include <span>
#include <string>

namespace route9::gateway {

/// `args` are the words behind `route9 qr`.
int run_qr_tool(
    std::span<const std::string> args,
    std::istream& input,
    std::ostream& output,
    std::ostream& errors,
    const std::filesystem::path& data_directory
);

} // namespace route9::gateway
