// SPDX-License-Identifier: Apache-2.0
#include "photos/photo_parts.hpp"

#include <utility>

namespace route9::adapters {
namespace {

constexpr std::string_view kStart{"\xff\xd8", 2};
constexpr std::string_view kExif{"Exif\0\0", 6};
constexpr std::string_view kJfif{"JFIF\0", 5};
constexpr std::string_view kColours{"ICC_PROFILE\0", 12};
constexpr std::string_view kAdobe{"Adobe", 5};
constexpr std::size_t kJfifBytes = 12; // of its content before the size of a preview
constexpr std::size_t kAdobeBytes = 12;

/// T.81 table B.1.
enum Marker : std::uint8_t {
    arithmetic = 0xcc,
    huffman = 0xc4,
    extension = 0xc8,
    first_frame = 0xc0,
    last_frame = 0xcf,
    first_restart = 0xd0,
    last_restart = 0xd7,
    end = 0xd9,
    scan = 0xda,
    quantization = 0xdb,
    line_count = 0xdc,
    restart_interval = 0xdd,
    first_application = 0xe0,
    colours = 0xe2,
    exif = 0xe1,
    adobe = 0xee,
    last_application = 0xef,
    comment = 0xfe,
};

bool is_frame(std::uint8_t marker) {
    return marker >= first_frame && marker <= last_frame && marker != huffman &&
           marker != extension && marker != arithmetic;
}

bool is_table(std::uint8_t marker) {
    return marker == huffman || marker == arithmetic || marker == quantization ||
           marker == line_count || marker == restart_interval;
}

/// Copies a file segment by segment and leaves out what is not the picture.
class JpegCopy {
public:
    explicit JpegCopy(std::string_view file) : rest_(file.substr(kStart.size())) {
        photo_.bytes.reserve(file.size());
        photo_.bytes = kStart;
    }

    Result<Photo> run() {
        while (true) {
            const auto marker = next_marker();
            if (!marker) {
                return Failure{marker.error()};
            }
            if (*marker == end) {
                break;
            }
            if (auto taken = take_segment(*marker); !taken) {
                return Failure{std::move(taken).error()};
            }
        }
        if (!has_frame_ || !has_scan_) {
            return photo_damaged();
        }
        put_marker(end);
        return std::move(photo_);
    }

private:
    Result<std::uint8_t> next_marker() {
        if (rest_.empty()) {
            return photo_cut_off();
        }
        if (rest_.front() != '\xff') {
            return photo_damaged();
        }
        const auto at = rest_.find_first_not_of('\xff');
        if (at == rest_.npos) {
            return photo_cut_off();
        }
        const auto marker = static_cast<std::uint8_t>(rest_[at]);
        rest_.remove_prefix(at + 1);
        return marker;
    }

    Result<void> take_segment(std::uint8_t marker) {
        const bool is_known = is_frame(marker) || is_table(marker) || marker == scan ||
                              marker == comment ||
                              (marker >= first_application && marker <= last_application);
        if (!is_known) {
            return photo_damaged();
        }
        if (rest_.size() < 2) {
            return photo_cut_off();
        }
        const std::size_t length = big_endian(rest_.substr(0, 2));
        if (length < 2) {
            return photo_damaged();
        }
        if (rest_.size() < length) {
            return photo_cut_off();
        }
        const std::string_view content = rest_.substr(2, length - 2);
        rest_.remove_prefix(length);
        if (marker >= first_application) {
            take_extra(marker, content);
            return {};
        }
        if (is_frame(marker)) {
            if (auto taken = take_frame(content); !taken) {
                return taken;
            }
        }
        put(marker, content);
        return marker == scan ? copy_scan() : Result<void>{};
    }

    Result<void> take_frame(std::string_view content) {
        constexpr std::size_t kLeast = 6;
        if (has_frame_ || content.size() < kLeast) {
            return photo_damaged();
        }
        has_frame_ = true;
        photo_.height = big_endian(content.substr(1, 2));
        photo_.width = big_endian(content.substr(3, 2));
        return {};
    }

    /// Applications' segments and comments. Previews and the pictures of a series go too.
    void take_extra(std::uint8_t marker, std::string_view content) {
        if (marker == first_application && content.starts_with(kJfif) &&
            content.size() >= kJfifBytes) {
            put(marker, std::string{content.substr(0, kJfifBytes)} + std::string(2, '\0'));
        } else if (marker == exif && content.starts_with(kExif) && !has_exif_) {
            has_exif_ = true;
            photo_.orientation = orientation_in(content.substr(kExif.size()));
            if (photo_.orientation != 1) {
                put(marker, std::string{kExif} + tiff_of(photo_.orientation));
            }
        } else if (marker == colours && content.starts_with(kColours)) {
            put(marker, content);
        } else if (marker == adobe && content.starts_with(kAdobe) &&
                   content.size() >= kAdobeBytes) {
            put(marker, content.substr(0, kAdobeBytes));
        }
    }

    /// Entropy-coded data up to the next marker that is no restart.
    Result<void> copy_scan() {
        if (!has_frame_) {
            return photo_damaged();
        }
        has_scan_ = true;
        std::size_t at = 0;
        while (true) {
            at = rest_.find('\xff', at);
            if (at == rest_.npos || at + 1 == rest_.size()) {
                return photo_cut_off();
            }
            const auto next = static_cast<std::uint8_t>(rest_[at + 1]);
            if (next != 0 && next != 0xff && (next < first_restart || next > last_restart)) {
                break;
            }
            at += next == 0xff ? 1 : 2;
        }
        photo_.bytes.append(rest_.substr(0, at));
        rest_.remove_prefix(at);
        return {};
    }

    void put_marker(std::uint8_t marker) {
        photo_.bytes.push_back('\xff');
        photo_.bytes.push_back(static_cast<char>(marker));
    }

    void put(std::uint8_t marker, std::string_view content) {
        put_marker(marker);
        photo_.bytes += big_endian_text(static_cast<std::uint32_t>(content.size() + 2)).substr(2);
        photo_.bytes += content;
    }

    std::string_view rest_;
    Photo photo_{.type = PhotoType::jpeg};
    bool has_frame_ = false;
    bool has_scan_ = false;
    bool has_exif_ = false;
};

} // namespace

bool is_jpeg(std::string_view file) noexcept {
    return file.starts_with(kStart) && file.size() > 2 && file[2] == '\xff';
}

Result<Photo> read_jpeg(std::string_view file) {
    return JpegCopy{file}.run();
}

} // namespace route9::adapters
