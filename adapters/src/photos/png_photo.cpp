// SPDX-License-Identifier: Apache-2.0
#include "photos/photo_parts.hpp"

#include <zlib.h>

#include <algorithm>
#include <array>
#include <utility>

namespace route9::adapters {
namespace {

constexpr std::string_view kSignature{"\x89PNG\r\n\x1a\n", 8};
constexpr std::size_t kOverhead = 12; // length, name and checksum
constexpr std::size_t kHeaderBytes = 13;
constexpr std::uint32_t kLengthMax = 0x7fffffff;
constexpr std::string_view kExifChunk = "eXIf";

/// What the picture looks like; all else that a decoder may leave out is left out.
constexpr std::array<std::string_view, 14> kKept{
    "IHDR",
    "PLTE",
    "IDAT",
    "IEND",
    "tRNS",
    "cHRM",
    "gAMA",
    "iCCP",
    "sBIT",
    "sRGB",
    "cICP",
    "bKGD",
    "pHYs",
    "sPLT",
};

std::uint32_t checksum(std::string_view bytes) {
    const auto* data = reinterpret_cast<const Bytef*>(bytes.data());
    return static_cast<std::uint32_t>(crc32(0, data, static_cast<uInt>(bytes.size())));
}

/// A lower-case first letter: a decoder need not know it.
bool is_needed(std::string_view name) {
    return name.front() >= 'A' && name.front() <= 'Z';
}

class PngCopy {
public:
    explicit PngCopy(std::string_view file) : rest_(file.substr(kSignature.size())) {
        photo_.bytes.reserve(file.size());
        photo_.bytes = kSignature;
    }

    Result<Photo> run() {
        while (!is_done_) {
            if (rest_.size() < kOverhead) {
                return photo_cut_off();
            }
            const std::uint32_t length = big_endian(rest_.substr(0, 4));
            if (length > kLengthMax) {
                return photo_damaged();
            }
            if (rest_.size() - kOverhead < length) {
                return photo_cut_off();
            }
            const std::string_view named = rest_.substr(4, 4 + length);
            if (big_endian(rest_.substr(8 + length, 4)) != checksum(named)) {
                return photo_damaged();
            }
            rest_.remove_prefix(kOverhead + length);
            if (auto taken = take(named.substr(0, 4), named.substr(4)); !taken) {
                return Failure{std::move(taken).error()};
            }
        }
        return std::move(photo_);
    }

private:
    Result<void> take(std::string_view name, std::string_view content) {
        if ((name == "IHDR") == has_header_) {
            return photo_damaged(); // the first one is the header, and no other
        }
        if (name == "IHDR") {
            if (content.size() != kHeaderBytes) {
                return photo_damaged();
            }
            has_header_ = true;
            photo_.width = big_endian(content.substr(0, 4));
            photo_.height = big_endian(content.substr(4, 4));
        }
        has_data_ = has_data_ || name == "IDAT";
        if (name == "IEND") {
            if (!has_data_ || !content.empty()) {
                return photo_damaged();
            }
            is_done_ = true;
        }
        if (name == kExifChunk && photo_.orientation == 1) {
            photo_.orientation = orientation_in(content);
            if (photo_.orientation != 1) {
                put(kExifChunk, tiff_of(photo_.orientation));
            }
        } else if (std::ranges::find(kKept, name) != kKept.end()) {
            put(name, content);
        } else if (is_needed(name)) {
            return photo_damaged();
        }
        return {};
    }

    void put(std::string_view name, std::string_view content) {
        const std::string named = std::string{name}.append(content);
        photo_.bytes += big_endian_text(static_cast<std::uint32_t>(content.size()));
        photo_.bytes += named;
        photo_.bytes += big_endian_text(checksum(named));
    }

    std::string_view rest_;
    Photo photo_{.type = PhotoType::png};
    bool has_header_ = false;
    bool has_data_ = false;
    bool is_done_ = false;
};

} // namespace

bool is_png(std::string_view file) noexcept {
    return file.starts_with(kSignature);
}

Result<Photo> read_png(std::string_view file) {
    return PngCopy{file}.run();
}

} // namespace route9::adapters
