// SPDX-License-Identifier: Apache-2.0
// The smallest pictures that are pictures, and what phones write around them. The PNG and the three
// WebP ones (lossy, lossless, with transparency) are published: the WebP ones are those by which
// Google's WebP FAQ asks a browser what it can show.
#pragma once

#include "core/crypto.hpp"

#include <zlib.h>

#include <string>
#include <string_view>

namespace route9::tests {

inline std::string decoded(std::string_view base64) {
    const auto bytes = from_base64(base64).value();
    return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

/// Baseline, 3 dots wide and 2 high.
inline std::string grey_jpeg() {
    return decoded(
        "/9j/4AAQSkZJRgABAQAAAQABAAD/2wBDAAgGBgcGBQgHBwcJCQgKDBQNDAsLDBkSEw8UHRofHh0aHBwgJC4nICIs"
        "IxwcKDcpLDAxNDQ0Hyc5PTgyPC4zNDL/2wBDAQkJCQwLDBgNDRgyIRwhMjIyMjIyMjIyMjIyMjIyMjIyMjIyMjIy"
        "MjIyMjIyMjIyMjIyMjIyMjIyMjIyMjIyMjL/wAARCAACAAMDASIAAhEBAxEB/8QAHwAAAQUBAQEBAQEAAAAAAAAA"
        "AAECAwQFBgcICQoL/8QAtRAAAgEDAwIEAwUFBAQAAAF9AQIDAAQRBRIhMUEGE1FhByJxFDKBkaEII0KxwRVS0fAk"
        "M2JyggkKFhcYGRolJicoKSo0NTY3ODk6Q0RFRkdISUpTVFVWV1hZWmNkZWZnaGlqc3R1dnd4eXqDhIWGh4iJipKT"
        "lJWWl5iZmqKjpKWmp6ipqrKztLW2t7i5usLDxMXGx8jJytLT1NXW19jZ2uHi4+Tl5ufo6erx8vP09fb3+Pn6/8QA"
        "HwEAAwEBAQEBAQEBAQAAAAAAAAECAwQFBgcICQoL/8QAtREAAgECBAQDBAcFBAQAAQJ3AAECAxEEBSExBhJBUQdh"
        "cRMiMoEIFEKRobHBCSMzUvAVYnLRChYkNOEl8RcYGRomJygpKjU2Nzg5OkNERUZHSElKU1RVVldYWVpjZGVmZ2hp"
        "anN0dXZ3eHl6goOEhYaHiImKkpOUlZaXmJmaoqOkpaanqKmqsrO0tba3uLm6wsPExcbHyMnK0tPU1dbX2Nna4uPk"
        "5ebn6Onq8vP09fb3+Pn6/9oADAMBAAIRAxEAPwAooooA/9k="
    );
}
/// 1 x 1.
inline std::string dot_png() {
    return decoded(
        "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5E"
        "rkJggg=="
    );
}
inline std::string lossy_webp() {
    return decoded("UklGRiIAAABXRUJQVlA4IBYAAAAwAQCdASoBAAEADsD+JaQAA3AAAAAA");
}
inline std::string lossless_webp() {
    return decoded("UklGRhoAAABXRUJQVlA4TA0AAAAvAAAAEAcQERGIiP4HAA==");
}
inline std::string clear_webp() {
    return decoded(
        "UklGRkoAAABXRUJQVlA4WAoAAAAQAAAAAAAAAAAAQUxQSAwAAAARBxAR/Q9ERP8DAABWUDggGAAAABQBAJ0BKgEA"
        "AQAAAP4AAA3AAP7mtQAAAA=="
    );
}

/// A big-endian TIFF with the orientation and the maker's name "Nokia".
inline std::string tiff_turned(char orientation) {
    std::string tiff{"MM\0*\0\0\0\x08\0\x02", 10};
    tiff += std::string{"\x01\x0f\0\x02\0\0\0\x06\0\0\0\x26", 12}; // Make, ASCII, 6 bytes at 38
    tiff += std::string{"\x01\x12\0\x03\0\0\0\x01\0", 9} + orientation + std::string(2, '\0');
    return tiff + std::string(4, '\0') + std::string{"Nokia\0", 6};
}

/// A segment of JPEG.
inline std::string segment(char marker, const std::string& content) {
    const std::size_t length = content.size() + 2;
    return std::string{'\xff', marker, static_cast<char>(length >> 8U), static_cast<char>(length)} +
           content;
}
/// Behind the start of a JPEG.
inline std::string with_segment(const std::string& jpeg, char marker, const std::string& content) {
    return jpeg.substr(0, 2) + segment(marker, content) + jpeg.substr(2);
}
/// As a phone takes it: turned, with its maker and where it was.
inline std::string phone_jpeg(char orientation = 6) {
    const std::string exif =
        std::string{"Exif\0\0", 6} + tiff_turned(orientation) + "GPS 16.6N 106.6E";
    return with_segment(with_segment(grey_jpeg(), '\xfe', "taken by Mai"), '\xe1', exif);
}

/// A chunk of PNG.
inline std::string png_chunk(const std::string& name, const std::string& content) {
    const auto number = [](std::uint32_t value) {
        return std::string{
            static_cast<char>(value >> 24U),
            static_cast<char>(value >> 16U),
            static_cast<char>(value >> 8U),
            static_cast<char>(value)
        };
    };
    const std::string named = name + content;
    const auto* bytes = reinterpret_cast<const Bytef*>(named.data());
    const auto sum = crc32(0, bytes, static_cast<uInt>(named.size()));
    return number(static_cast<std::uint32_t>(content.size())) + named +
           number(static_cast<std::uint32_t>(sum));
}
/// Behind the header of a PNG.
inline std::string
with_chunk(const std::string& png, const std::string& name, const std::string& content) {
    constexpr std::size_t kHeader = 33;
    return png.substr(0, kHeader) + png_chunk(name, content) + png.substr(kHeader);
}

/// A chunk of WebP.
inline std::string riff_chunk(const std::string& name, const std::string& content) {
    const auto size = static_cast<std::uint32_t>(content.size());
    std::string chunk = name;
    for (unsigned shift = 0; shift < 32; shift += 8) {
        chunk.push_back(static_cast<char>(size >> shift));
    }
    return chunk + content + std::string(content.size() % 2, '\0');
}

} // namespace route9::tests
