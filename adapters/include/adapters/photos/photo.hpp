// SPDX-License-Identifier: Apache-2.0
// A photograph as a phone sends it: JPEG (ITU-T T.81, JFIF 1.02), PNG (W3C, third edition) or still
// WebP (RFC 9649). It is judged by its bytes; what tells of the phone, its owner and the place
// (EXIF, GPS, XMP, comments, times, previews, what hangs behind the picture) is taken out without
// touching the picture. How it is turned stays, as the only member of its EXIF. Pure; any thread.
#pragma once

#include "core/result.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace route9::adapters {

enum class PhotoType : std::uint8_t { jpeg, png, webp };

/// "image/jpeg"
std::string_view media_type(PhotoType type) noexcept;
std::optional<PhotoType> parse_photo_type(std::string_view media_type) noexcept;
/// "jpg"
std::string_view file_ending(PhotoType type) noexcept;

/// Of either side; the WebP format has no more.
inline constexpr std::uint32_t photo_side_max = 16'384;

struct Photo {
    PhotoType type = PhotoType::jpeg;
    std::uint32_t width = 0; // as stored: orientation 5 to 8 lay it on its side
    std::uint32_t height = 0;
    int orientation = 1; // as EXIF counts, 1 to 8
    std::string bytes{}; // without what is not the picture
};

/// Errors: unsupported_media_type (none of the three, or it moves); validation_failed at "" with
/// cut_off, damaged or out_of_range.
Result<Photo> read_photo(std::string_view file);

} // namespace route9::adapters
