// SPDX-License-Identifier: Apache-2.0
// The label as a thermal printer gets it: its graphic unfolded as the ZPL II programming guide
// says, and read back with zbar.
#include "adapters/documents/label_zpl.hpp"
#include "adapters/documents/sscc.hpp"
#include "read_back.hpp"
#include "sample_labels.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdio>
#include <stdexcept>
#include <string_view>
#include <utility>
#include <vector>

namespace route9::adapters {
namespace {

struct Graphic {
    std::size_t width = 0;
    std::size_t height = 0;
    std::size_t bytes_per_row = 0;
    std::string bytes; // 1 = black
};

int repeats(char letter) {
    if (letter >= 'G' && letter <= 'Y') {
        return letter - 'G' + 1;
    }
    return letter >= 'g' && letter <= 'z' ? 20 * (letter - 'g' + 1) : 0;
}

std::string unfolded(const std::string& data, std::size_t digits_per_row) {
    std::string hex;
    std::string row;
    std::string above;
    int times = 0;
    for (const char each : data) {
        if (each == ':') {
            hex += above;
        } else if (each == ',') {
            row.resize(digits_per_row, '0');
        } else if (repeats(each) > 0) {
            times += repeats(each);
        } else {
            row.append(static_cast<std::size_t>(times == 0 ? 1 : times), each);
            times = 0;
        }
        if (row.size() > digits_per_row) {
            throw std::runtime_error("a row is too long");
        }
        if (row.size() == digits_per_row) {
            hex += row;
            above = row;
            row.clear();
        }
    }
    return hex;
}

std::vector<Graphic> graphics_in(std::string_view zpl) {
    constexpr std::string_view kEnd = "^FS\n^PQ1\n^XZ\n";
    std::vector<Graphic> found;
    while (!zpl.empty()) {
        Graphic graphic;
        std::size_t sent = 0;
        std::size_t drawn = 0;
        int head = 0;
        const std::string start{zpl.substr(0, 200)};
        const int read = std::sscanf(
            start.c_str(),
            "^XA\n^PW%zu\n^LL%zu\n^LH0,0\n^FO0,0^GFA,%zu,%zu,%zu,%n",
            &graphic.width,
            &graphic.height,
            &sent,
            &drawn,
            &graphic.bytes_per_row,
            &head
        );
        const auto end = zpl.find(kEnd);
        if (read != 5 || end == zpl.npos) {
            throw std::runtime_error("no format: " + start);
        }
        const auto data = zpl.substr(0, end).substr(static_cast<std::size_t>(head));
        const auto hex = unfolded(std::string{data}, 2 * graphic.bytes_per_row);
        EXPECT_EQ(hex.size() / 2, sent);
        EXPECT_EQ(hex.size() / 2, drawn);
        EXPECT_EQ(hex.size() / 2, graphic.bytes_per_row * graphic.height);
        for (std::size_t i = 0; i + 1 < hex.size(); i += 2) {
            graphic.bytes += static_cast<char>(std::stoi(hex.substr(i, 2), nullptr, 16));
        }
        found.push_back(std::move(graphic));
        zpl.remove_prefix(end + kEnd.size());
    }
    return found;
}

std::string picture_of(const Graphic& graphic) {
    return "P4\n" + std::to_string(graphic.width) + " " + std::to_string(graphic.height) + "\n" +
           graphic.bytes;
}

class LabelZpl : public testing::Test {
protected:
    std::string read(const Label& label, PrinterDensity density, const std::string& kind) const {
        const auto zpl = labels_as_zpl({&label, 1}, density).value();
        const auto picture = picture_of(graphics_in(zpl).at(0));
        return ReadBack::codes_of_picture(back_.save("label.pbm", picture), kind);
    }

    ReadBack back_{"zpl"};
};

TEST_F(LabelZpl, IsAsManyDotsAsTheLabelHasOnThePrinter) {
    const auto label = lao_label();
    const auto coarse = labels_as_zpl({&label, 1}, PrinterDensity::dpi203).value();
    EXPECT_EQ(graphics_in(coarse).at(0).width, 800U);
    EXPECT_EQ(graphics_in(coarse).at(0).height, 1200U);
    const auto fine = labels_as_zpl({&label, 1}, PrinterDensity::dpi300).value();
    EXPECT_EQ(graphics_in(fine).at(0).width, 1181U);
    EXPECT_EQ(graphics_in(fine).at(0).height, 1771U);
    EXPECT_EQ(graphics_in(fine).at(0).bytes_per_row, 148U);
    EXPECT_LT(coarse.size(), 60'000U); // 240,000 unfolded
}

TEST_F(LabelZpl, CarriesCodesThatAreReadFromItsDots) {
    for (const auto density : {PrinterDensity::dpi203, PrinterDensity::dpi300}) {
        for (const auto& label : {vietnamese_label(), lao_label()}) {
            EXPECT_EQ(read(label, density, "qrcode"), label.qr_content + "\n");
        }
        EXPECT_EQ(
            parcel_name_in(read(vietnamese_label(), density, "code128")), "106141412345678908"
        );
        auto own = lao_label();
        for (const auto* code : {"06E2M8W5KZR3QD7N1C9V", "EE123456785VN"}) {
            own.parcel = code;
            EXPECT_EQ(read(own, density, "code128"), std::string{code} + "\n");
        }
    }
}

/// Lengths of what is black along a row of dots, without what touches its ends.
std::vector<std::size_t> black_runs(const Graphic& graphic, std::size_t row) {
    std::vector<std::size_t> runs;
    std::size_t run = 0;
    for (std::size_t column = 0; column < graphic.width; ++column) {
        const auto byte =
            static_cast<unsigned char>(graphic.bytes[row * graphic.bytes_per_row + column / 8]);
        if ((byte >> (7 - column % 8) & 1U) != 0) {
            ++run;
        } else if (run > 0) {
            runs.push_back(std::exchange(run, 0));
        }
    }
    return runs;
}

TEST_F(LabelZpl, HasBarsOfWholeDots) {
    const auto label = vietnamese_label();
    for (const auto density : {PrinterDensity::dpi203, PrinterDensity::dpi300}) {
        const auto graphic = graphics_in(labels_as_zpl({&label, 1}, density).value()).at(0);
        const auto bars = black_runs(graphic, graphic.height * 142 / 150);
        ASSERT_GT(bars.size(), 30U);
        const auto narrowest = *std::ranges::min_element(bars);
        EXPECT_GE(narrowest, 2U);
        for (const auto bar : bars) {
            EXPECT_EQ(bar % narrowest, 0U) << bar << " of " << narrowest;
        }
    }
}

TEST_F(LabelZpl, ReadsTheLongestQrToo) {
    auto label = lao_label();
    label.qr_content.assign(300, 'x');
    EXPECT_EQ(read(label, PrinterDensity::dpi203, "qrcode"), label.qr_content + "\n");
}

TEST_F(LabelZpl, PrintsManyInTheirOrder) {
    std::vector<Label> labels{vietnamese_label(), lao_label(), vietnamese_label()};
    const auto zpl = labels_as_zpl(labels, PrinterDensity::dpi203).value();
    const auto found = graphics_in(zpl);
    ASSERT_EQ(found.size(), 3U);
    EXPECT_EQ(found[0].bytes == found[2].bytes, true);
    EXPECT_EQ(found[0].bytes == found[1].bytes, false);
    const auto picture = back_.save("second.pbm", picture_of(found[1]));
    EXPECT_EQ(ReadBack::codes_of_picture(picture, "qrcode"), lao_label().qr_content + "\n");
}

TEST_F(LabelZpl, RefusesWhatThePdfRefuses) {
    EXPECT_FALSE(labels_as_zpl({}, PrinterDensity::dpi203));
    EXPECT_FALSE(labels_as_zpl(std::vector<Label>(201, lao_label()), PrinterDensity::dpi203));
    auto label = lao_label();
    label.qr_content.clear();
    EXPECT_FALSE(labels_as_zpl({&label, 1}, PrinterDensity::dpi300));
}

TEST_F(LabelZpl, KnowsTheDensitiesPrintersAreSoldWith) {
    EXPECT_EQ(parse_printer_density("203"), PrinterDensity::dpi203);
    EXPECT_EQ(parse_printer_density("300"), PrinterDensity::dpi300);
    EXPECT_FALSE(parse_printer_density("600"));
}

} // namespace
} // namespace route9::adapters
