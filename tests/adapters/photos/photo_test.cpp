// SPDX-License-Identifier: Apache-2.0
#include "adapters/photos/photo.hpp"
#include "small_photos.hpp"

#include <gtest/gtest.h>

#include <string>

namespace route9::tests {
namespace {

using adapters::Photo;
using adapters::PhotoType;
using adapters::read_photo;

/// "cut_off", or the name of what refuses it.
std::string refusal(const std::string& file) {
    const auto photo = read_photo(file);
    if (photo) {
        return "taken";
    }
    const Error& error = photo.error();
    return error.fields.empty() ? std::string{error_info(error.code).name} : error.fields[0].code;
}

std::string size_of(const Photo& photo) {
    return std::to_string(photo.width) + "x" + std::to_string(photo.height);
}

TEST(PhotoOfAPhone, IsWhatItsBytesSay) {
    struct Row {
        std::string file;
        PhotoType type;
        const char* size;
    };
    for (const Row& row : {
             Row{grey_jpeg(), PhotoType::jpeg, "3x2"},
             Row{dot_png(), PhotoType::png, "1x1"},
             Row{lossy_webp(), PhotoType::webp, "1x1"},
             Row{lossless_webp(), PhotoType::webp, "1x1"},
             Row{clear_webp(), PhotoType::webp, "1x1"},
         }) {
        const auto photo = read_photo(row.file);
        ASSERT_TRUE(photo) << media_type(row.type);
        EXPECT_EQ(photo->type, row.type);
        EXPECT_EQ(size_of(*photo), row.size);
        EXPECT_EQ(photo->orientation, 1);
        EXPECT_EQ(photo->bytes, row.file) << "nothing to take out of it";
    }
}

TEST(PhotoOfAPhone, LosesItsPhoneAndItsPlaceAndStaysTurned) {
    const auto photo = read_photo(phone_jpeg(6));
    ASSERT_TRUE(photo);
    EXPECT_EQ(photo->orientation, 6);
    const std::string kept{
        "Exif\0\0II*\0\x08\0\0\0\x01\0\x12\x01\x03\0\x01\0\0\0\x06\0\0\0\0\0\0\0", 32
    };
    EXPECT_EQ(photo->bytes, with_segment(grey_jpeg(), '\xe1', kept));
    EXPECT_EQ(read_photo(phone_jpeg(1))->bytes, grey_jpeg()) << "upright: no EXIF at all";
    EXPECT_EQ(read_photo(phone_jpeg(9))->bytes, grey_jpeg()) << "no orientation there is";
}

TEST(PhotoOfAPhone, LosesWhatHangsBehindTheJpeg) {
    EXPECT_EQ(read_photo(grey_jpeg() + phone_jpeg())->bytes, grey_jpeg());
    EXPECT_EQ(read_photo(with_segment(grey_jpeg(), '\xe2', "MPF\0and more"))->bytes, grey_jpeg());
    EXPECT_EQ(
        read_photo(with_segment(grey_jpeg(), '\xe1', "http://ns.adobe.com/xap/1.0/"))->bytes,
        grey_jpeg()
    );
    EXPECT_EQ(read_photo(with_segment(grey_jpeg(), '\xed', "Photoshop 3.0"))->bytes, grey_jpeg());
}

TEST(PhotoOfAPhone, KeepsItsColours) {
    const std::string colours =
        with_segment(grey_jpeg(), '\xe2', std::string{"ICC_PROFILE\0\1\1x", 15});
    EXPECT_EQ(read_photo(colours)->bytes, colours);
    const std::string gamma = with_chunk(dot_png(), "gAMA", std::string{"\0\0\xb1\x8f", 4});
    EXPECT_EQ(read_photo(gamma)->bytes, gamma);
}

TEST(PhotoOfAPhone, LosesThePreviewInItsJfifHeader) {
    const std::string jfif{"JFIF\0\1\2\0\0\1\0\1", 12};
    const std::string bare = "\xff\xd8" + segment('\xe0', jfif + std::string(2, '\0'));
    const std::string rest = "\xff\xdb" + grey_jpeg().substr(grey_jpeg().find("\xff\xdb") + 2);
    const std::string with_preview = "\xff\xd8" + segment('\xe0', jfif + "\1\1rgb") + rest;
    EXPECT_EQ(read_photo(with_preview)->bytes, bare + rest);
}

TEST(PhotoOfAPhone, AsPngLosesItsTextsAndTimes) {
    std::string png = dot_png();
    for (const char* name : {"tEXt", "iTXt", "zTXt", "tIME", "prVt"}) {
        png = with_chunk(png, name, "Author Mai");
    }
    EXPECT_EQ(read_photo(png + "behind its end")->bytes, dot_png());
    const auto turned = read_photo(with_chunk(dot_png(), "eXIf", tiff_turned(8)));
    ASSERT_TRUE(turned);
    EXPECT_EQ(turned->orientation, 8);
    EXPECT_EQ(turned->bytes.find("Nokia"), std::string::npos);
    EXPECT_EQ(read_photo(turned->bytes)->orientation, 8);
}

TEST(PhotoOfAPhone, AsWebpLosesItsXmpAndStaysTurned) {
    // Flags: EXIF, XMP, transparency.
    std::string inside = "WEBP" + riff_chunk("VP8X", std::string{"\x1c\0\0\0\0\0\0\0\0\0", 10}) +
                         clear_webp().substr(30) + riff_chunk("EXIF", tiff_turned(3)) +
                         riff_chunk("XMP ", "<x:xmpmeta>Mai") + riff_chunk("UNKN", "own");
    const auto photo = read_photo(riff_chunk("RIFF", inside));
    ASSERT_TRUE(photo);
    EXPECT_EQ(photo->orientation, 3);
    for (const char* gone : {"Nokia", "xmpmeta", "UNKN"}) {
        EXPECT_EQ(photo->bytes.find(gone), std::string::npos) << gone;
    }
    EXPECT_EQ(photo->bytes[20], '\x18') << "the flags say EXIF and transparency";
    EXPECT_EQ(read_photo(photo->bytes)->bytes, photo->bytes);
}

TEST(PhotoOfAPhone, IsRefusedWhereverItIsCutOff) {
    for (const std::string& file : {phone_jpeg(), dot_png(), clear_webp()}) {
        for (std::size_t bytes = 16; bytes < file.size(); ++bytes) {
            const std::string said = refusal(file.substr(0, bytes));
            EXPECT_EQ(said, "cut_off") << bytes << " of " << file.size();
        }
    }
}

TEST(PhotoOfAPhone, IsRefusedWithWhatIsWrong) {
    EXPECT_EQ(refusal(""), "unsupported-media-type");
    EXPECT_EQ(refusal("%PDF-1.7"), "unsupported-media-type");
    EXPECT_EQ(refusal("GIF89a"), "unsupported-media-type");
    EXPECT_EQ(refusal("<svg xmlns='http://www.w3.org/2000/svg'/>"), "unsupported-media-type");
    EXPECT_EQ(
        read_photo(std::string{
                       "\0\0\0\x18"
                       "ftypheic",
                       12
                   })
            .error()
            .detail,
        "the body is HEIC, AVIF or a video: set the camera to JPEG (most compatible)"
    );
    std::string flipped = dot_png();
    flipped[45] ^= 1; // in its data
    EXPECT_EQ(refusal(flipped), "damaged");
    EXPECT_EQ(refusal(with_chunk(dot_png(), "NEED", "what nobody knows")), "damaged");
    EXPECT_EQ(refusal("\xff\xd8\xff\xd9"), "damaged") << "no picture in it";
    const std::string moving = "WEBP" +
                               riff_chunk("VP8X", std::string{"\x02\0\0\0\0\0\0\0\0\0", 10}) +
                               riff_chunk("ANIM", "");
    EXPECT_EQ(refusal(riff_chunk("RIFF", moving)), "unsupported-media-type");
    const std::string wide{"\0\0\x40\x01\0\0\0\x01\x08\x06\0\0\0", 13}; // 16385 x 1
    const std::string png = dot_png().substr(0, 8) + png_chunk("IHDR", wide) + dot_png().substr(33);
    EXPECT_EQ(refusal(png), "out_of_range");
}

} // namespace
} // namespace route9::tests
