// SPDX-License-Identifier: Apache-2.0
#include "photos/photo_parts.hpp"

#include <utility>

namespace route9::adapters {
namespace {

// RFC 9649 section 2.
constexpr std::size_t kFileHeader = 12;
constexpr std::size_t kChunkHeader = 8;
constexpr std::size_t kExtendedBytes = 10;
constexpr std::uint32_t kHasAnimation = 0x02;
constexpr std::uint32_t kHasXmp = 0x04;
constexpr std::uint32_t kHasExif = 0x08;
constexpr std::uint32_t kSide = 0x3fff; // 14 bits

struct Size {
    std::uint32_t width = 0;
    std::uint32_t height = 0;

    friend bool operator==(const Size&, const Size&) = default;
};

class WebpCopy {
public:
    explicit WebpCopy(std::string_view file) : file_(file) {}

    Result<Photo> run() {
        const std::size_t claimed = little_endian(file_.substr(4, 4));
        if (claimed + kChunkHeader > file_.size()) {
            return photo_cut_off();
        }
        if (claimed < 4) {
            return photo_damaged();
        }
        rest_ = file_.substr(kFileHeader, claimed - 4);
        while (!rest_.empty()) {
            if (auto taken = take_chunk(); !taken) {
                return Failure{std::move(taken).error()};
            }
        }
        if (!has_picture_) {
            return photo_damaged();
        }
        return finish();
    }

private:
    Result<void> take_chunk() {
        if (rest_.size() < kChunkHeader) {
            return photo_damaged();
        }
        const std::string_view name = rest_.substr(0, 4);
        const std::size_t length = little_endian(rest_.substr(4, 4));
        const std::size_t padded = length + (length % 2);
        if (rest_.size() - kChunkHeader < padded) {
            return photo_damaged();
        }
        const std::string_view content = rest_.substr(kChunkHeader, length);
        rest_.remove_prefix(kChunkHeader + padded);
        if (name == "VP8X") {
            return take_extended(content);
        }
        if (name == "VP8 " || name == "VP8L") {
            return take_picture(name, content);
        }
        if (name == "ANIM" || name == "ANMF") {
            return moves();
        }
        if (name == "EXIF" && photo_.orientation == 1) {
            // Some writers put the heading of JPEG's segment before it.
            constexpr std::string_view kHeading{"Exif\0\0", 6};
            const bool has_heading = content.starts_with(kHeading);
            photo_.orientation =
                orientation_in(has_heading ? content.substr(kHeading.size()) : content);
        } else if (is_extended_ && (name == "ICCP" || name == "ALPH")) {
            put(chunks_, name, content);
        }
        return {};
    }

    static Failure moves() {
        return fail(ErrorCode::unsupported_media_type, "send a still picture, not a moving one");
    }

    Result<void> take_extended(std::string_view content) {
        if (is_extended_ || has_picture_ || content.size() != kExtendedBytes) {
            return photo_damaged();
        }
        flags_ = little_endian(content.substr(0, 4));
        if ((flags_ & kHasAnimation) != 0) {
            return moves();
        }
        is_extended_ = true;
        canvas_ = content.substr(4);
        size_ = {little_endian(canvas_.substr(0, 3)) + 1, little_endian(canvas_.substr(3, 3)) + 1};
        return {};
    }

    Result<void> take_picture(std::string_view name, std::string_view content) {
        const Size size = name == "VP8 " ? lossy_size(content) : lossless_size(content);
        if (has_picture_ || size.width == 0 || (is_extended_ && size != size_)) {
            return photo_damaged();
        }
        has_picture_ = true;
        size_ = size;
        put(chunks_, name, content);
        return {};
    }

    /// RFC 6386 section 9.1: a key frame. Nothing when it is none.
    static Size lossy_size(std::string_view content) {
        constexpr std::size_t kLeast = 10;
        constexpr std::string_view kStart{"\x9d\x01\x2a", 3};
        if (content.size() < kLeast || (content.front() & 1) != 0 ||
            content.substr(3, 3) != kStart) {
            return {};
        }
        return {
            little_endian(content.substr(6, 2)) & kSide, little_endian(content.substr(8, 2)) & kSide
        };
    }

    /// RFC 9649 section 3.4.
    static Size lossless_size(std::string_view content) {
        constexpr std::size_t kLeast = 5;
        constexpr std::uint32_t kVersions = 29;
        if (content.size() < kLeast || content.front() != '\x2f') {
            return {};
        }
        const std::uint32_t bits = little_endian(content.substr(1, 4));
        if (bits >> kVersions != 0) {
            return {};
        }
        return {(bits & kSide) + 1, ((bits >> 14U) & kSide) + 1};
    }

    static void put(std::string& out, std::string_view name, std::string_view content) {
        out += name;
        out += little_endian_text(static_cast<std::uint32_t>(content.size()));
        out += content;
        out.append(content.size() % 2, '\0');
    }

    Result<Photo> finish() {
        // Without the extended header there is no place for an EXIF.
        photo_.orientation = is_extended_ ? photo_.orientation : 1;
        const bool is_turned = photo_.orientation != 1;
        std::string inside = "WEBP";
        if (is_extended_) {
            const std::uint32_t flags =
                (flags_ & ~(kHasXmp | kHasExif)) | (is_turned ? kHasExif : 0U);
            put(inside, "VP8X", little_endian_text(flags) + std::string{canvas_});
        }
        inside += chunks_;
        if (is_turned) {
            put(inside, "EXIF", tiff_of(photo_.orientation));
        }
        photo_.width = size_.width;
        photo_.height = size_.height;
        put(photo_.bytes, "RIFF", inside);
        return std::move(photo_);
    }

    std::string_view file_;
    std::string_view rest_{};
    Photo photo_{.type = PhotoType::webp};
    std::string chunks_{};
    std::string_view canvas_{};
    Size size_{};
    std::uint32_t flags_ = 0;
    bool is_extended_ = false;
    bool has_picture_ = false;
};

} // namespace

bool is_webp(std::string_view file) noexcept {
    return file.size() >= kFileHeader && file.starts_with("RIFF") && file.substr(8, 4) == "WEBP";
}

Result<Photo> read_webp(std::string_view file) {
    return WebpCopy{file}.run();
}

} // namespace route9::adapters
