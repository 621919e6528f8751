// SPDX-License-Identifier: Apache-2.0
#include "adapters/photos/photo.hpp"

#include "photos/photo_parts.hpp"

#include <algorithm>
#include <array>

namespace route9::adapters {
namespace {

struct TypeRow {
    PhotoType type;
    std::string_view media;
    std::string_view ending;
};

constexpr std::array<TypeRow, 3> kTypes{{
    {PhotoType::jpeg, "image/jpeg", "jpg"},
    {PhotoType::png, "image/png", "png"},
    {PhotoType::webp, "image/webp", "webp"},
}};

const TypeRow& row_of(PhotoType type) noexcept {
    return kTypes[static_cast<std::size_t>(type)];
}

constexpr std::size_t kTiffHeader = 8;
constexpr std::size_t kEntry = 12;
constexpr std::uint32_t kOrientationTag = 0x0112;
constexpr std::uint32_t kShort = 3;
constexpr int kOrientations = 8;

/// ISO base media files: HEIC and AVIF, and videos.
bool is_heif(std::string_view file) {
    return file.size() >= kTiffHeader && file.substr(4, 4) == "ftyp";
}

} // namespace

std::string_view media_type(PhotoType type) noexcept {
    return row_of(type).media;
}

std::string_view file_ending(PhotoType type) noexcept {
    return row_of(type).ending;
}

std::optional<PhotoType> parse_photo_type(std::string_view media_type) noexcept {
    const auto* found = std::ranges::find(kTypes, media_type, &TypeRow::media);
    return found == kTypes.end() ? std::nullopt : std::optional{found->type};
}

std::uint32_t big_endian(std::string_view bytes) noexcept {
    std::uint32_t value = 0;
    for (const char byte : bytes) {
        value = (value << 8U) | static_cast<unsigned char>(byte);
    }
    return value;
}

std::uint32_t little_endian(std::string_view bytes) noexcept {
    std::uint32_t value = 0;
    for (std::size_t i = bytes.size(); i > 0; --i) {
        value = (value << 8U) | static_cast<unsigned char>(bytes[i - 1]);
    }
    return value;
}

std::string big_endian_text(std::uint32_t value) {
    std::string text = little_endian_text(value);
    std::ranges::reverse(text);
    return text;
}

std::string little_endian_text(std::uint32_t value) {
    std::string text;
    for (unsigned shift = 0; shift < 32; shift += 8) {
        text.push_back(static_cast<char>((value >> shift) & 0xffU));
    }
    return text;
}

int orientation_in(std::string_view tiff) noexcept {
    const bool is_little = tiff.starts_with(std::string_view{"II*\0", 4});
    if (tiff.size() < kTiffHeader ||
        (!is_little && !tiff.starts_with(std::string_view{"MM\0*", 4}))) {
        return 1;
    }
    const auto number = [&](std::size_t at, std::size_t bytes) {
        const std::string_view part = tiff.substr(at, bytes);
        return is_little ? little_endian(part) : big_endian(part);
    };
    const std::size_t directory = number(4, 4);
    if (directory > tiff.size() - 2) {
        return 1;
    }
    const std::size_t there = (tiff.size() - directory - 2) / kEntry;
    const std::size_t entries = std::min<std::size_t>(number(directory, 2), there);
    for (std::size_t i = 0; i < entries; ++i) {
        const std::size_t entry = directory + 2 + (i * kEntry);
        if (number(entry, 2) == kOrientationTag && number(entry + 2, 2) == kShort) {
            const auto value = static_cast<int>(number(entry + 8, 2));
            return value >= 1 && value <= kOrientations ? value : 1;
        }
    }
    return 1;
}

std::string tiff_of(int orientation) {
    std::string tiff{"II*\0\x08\0\0\0\x01\0\x12\x01\x03\0\x01\0\0\0", 18};
    tiff += little_endian_text(static_cast<std::uint32_t>(orientation));
    tiff += little_endian_text(0); // no further directory
    return tiff;
}

Failure photo_cut_off() {
    return fail_field("", "cut_off", "the picture ends too early; send the whole file again");
}

Failure photo_damaged() {
    return fail_field("", "damaged", "the picture cannot be read; take or save it again");
}

Result<void> check_photo_size(const Photo& photo) {
    if (photo.width == 0 || photo.height == 0) {
        return photo_damaged();
    }
    if (std::max(photo.width, photo.height) > photo_side_max) {
        return fail_field(
            "", "out_of_range", "send a picture of at most 16384 dots a side; scale it down"
        );
    }
    return {};
}

Result<Photo> read_photo(std::string_view file) {
    auto photo = is_jpeg(file)   ? read_jpeg(file)
                 : is_png(file)  ? read_png(file)
                 : is_webp(file) ? read_webp(file)
                                 : fail(
                                       ErrorCode::unsupported_media_type,
                                       is_heif(file) ? "the body is HEIC, AVIF or a video: set the "
                                                       "camera to JPEG (most compatible)"
                                                     : "send a picture: JPEG, PNG or WebP"
                                   );
    if (photo) {
        if (auto fits = check_photo_size(*photo); !fits) {
            return Failure{std::move(fits).error()};
        }
    }
    return photo;
}

} // namespace route9::adapters
