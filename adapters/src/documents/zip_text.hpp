// SPDX-License-Identifier: Apache-2.0
// A zip of texts, always the same bytes for the same texts. Used by the documents that are one.
#pragma once

#include <span>
#include <string>

namespace route9::adapters {

struct ZipEntry {
    std::string name;
    std::string text;
};

std::string zip_of(std::span<const ZipEntry> entries);

} // namespace route9::adapters
