// SPDX-License-Identifier: Apache-2.0
#include "documents/zip_text.hpp"

#include "core/assert.hpp"

#include <zip.h>

#include <cstdint>

namespace route9::adapters {
namespace {

/// 1980-01-01 00:00 as a zip writes it: the first moment it knows, so that no clock is asked.
constexpr zip_uint16_t kFirstDay = (1 << 5) | 1;

} // namespace

std::string zip_of(std::span<const ZipEntry> entries) {
    zip_source_t* target = zip_source_buffer_create(nullptr, 0, 0, nullptr);
    ROUTE9_ASSERT(target != nullptr);
    zip_source_keep(target); // closing the zip lets go of it once
    zip_t* zip = zip_open_from_source(target, ZIP_CREATE | ZIP_TRUNCATE, nullptr);
    ROUTE9_ASSERT(zip != nullptr);
    for (const ZipEntry& entry : entries) {
        zip_source_t* text = zip_source_buffer(zip, entry.text.data(), entry.text.size(), 0);
        ROUTE9_ASSERT(text != nullptr);
        const auto index = zip_file_add(zip, entry.name.c_str(), text, ZIP_FL_ENC_UTF_8);
        ROUTE9_ASSERT(index >= 0);
        zip_file_set_dostime(zip, static_cast<zip_uint64_t>(index), 0, kFirstDay, 0);
    }
    ROUTE9_ASSERT(zip_close(zip) == 0);
    zip_stat_t facts{};
    ROUTE9_ASSERT(zip_source_stat(target, &facts) == 0 && (facts.valid & ZIP_STAT_SIZE) != 0);
    std::string bytes(facts.size, '\0');
    ROUTE9_ASSERT(zip_source_open(target) == 0);
    const auto got = zip_source_read(target, bytes.data(), bytes.size());
    ROUTE9_ASSERT(got == static_cast<zip_int64_t>(bytes.size()));
    zip_source_close(target);
    zip_source_free(target);
    return bytes;
}

} // namespace route9::adapters
