// SPDX-License-Identifier: Apache-2.0
// What the readers of the three formats have in common: numbers in both byte orders, the EXIF that
// is kept, and what may be wrong. Preconditions are the callers': the bytes are there.
#pragma once

#include "adapters/photos/photo.hpp"

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace route9::adapters {

std::uint32_t big_endian(std::string_view bytes) noexcept;    // up to four
std::uint32_t little_endian(std::string_view bytes) noexcept; // up to four
std::string big_endian_text(std::uint32_t value);             // four bytes
std::string little_endian_text(std::uint32_t value);

/// Of a TIFF header with its directory, as EXIF has it; 1 where it says nothing readable.
int orientation_in(std::string_view tiff) noexcept;
/// A TIFF header whose only member is the orientation.
std::string tiff_of(int orientation);

Failure photo_cut_off();
Failure photo_damaged();
/// Error: validation_failed.
Result<void> check_photo_size(const Photo& photo);

bool is_jpeg(std::string_view file) noexcept;
bool is_png(std::string_view file) noexcept;
bool is_webp(std::string_view file) noexcept;

Result<Photo> read_jpeg(std::string_view file);
Result<Photo> read_png(std::string_view file);
Result<Photo> read_webp(std::string_view file);

} // namespace route9::adapters
