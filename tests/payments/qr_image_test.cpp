// SPDX-License-Identifier: Apache-2.0
// What we write must survive a real encoder and a real reader: libqrencode draws, zbarimg reads.
#include "payments/laoqr.hpp"
#include "payments/vietqr.hpp"

#include <gtest/gtest.h>
#include <qrencode.h>
#include <unistd.h>

#include <array>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <memory>
#include <string>

namespace route9::payments {
namespace {

struct CloseProcess {
    void operator()(std::FILE* pipe) const { pclose(pipe); }
};

std::string output_of(const std::string& command) {
    const std::unique_ptr<std::FILE, CloseProcess> pipe{popen(command.c_str(), "r")};
    std::string output;
    std::array<char, 256> chunk{};
    while (pipe && std::fgets(chunk.data(), chunk.size(), pipe.get()) != nullptr) {
        output += chunk.data();
    }
    return output;
}

/// A grey-map with the quiet zone a reader needs.
void draw(const std::string& payload, const std::filesystem::path& path) {
    constexpr int scale = 4;
    constexpr int quiet = 4;
    const std::unique_ptr<QRcode, decltype(&QRcode_free)> code{
        QRcode_encodeString8bit(payload.c_str(), 0, QR_ECLEVEL_M), &QRcode_free
    };
    ASSERT_TRUE(code);
    const int side = (code->width + 2 * quiet) * scale;
    std::ofstream file{path, std::ios::binary};
    file << "P5\n" << side << ' ' << side << "\n255\n";
    for (int y = 0; y < side; ++y) {
        for (int x = 0; x < side; ++x) {
            const int row = y / scale - quiet;
            const int column = x / scale - quiet;
            const bool inside =
                row >= 0 && column >= 0 && row < code->width && column < code->width;
            const bool dark = inside && (code->data[row * code->width + column] & 1) != 0;
            file.put(dark ? '\0' : '\xff');
        }
    }
}

std::string drawn_and_read(const std::string& payload) {
    const auto path = std::filesystem::temp_directory_path() /
                      ("route9_qr_" + std::to_string(::getpid()) + ".pgm");
    draw(payload, path);
    auto text = output_of("zbarimg --quiet --raw '" + path.string() + "' 2>/dev/null");
    std::filesystem::remove(path);
    while (text.ends_with('\n')) {
        text.pop_back();
    }
    return text;
}

TEST(QrImage, IsReadBackAsWritten) {
    if (output_of("command -v zbarimg").empty()) {
        GTEST_SKIP() << "zbarimg is not installed";
    }
    const auto viet = write_vietqr(
        {.bin = "970436",
         .account = "0123499999",
         .amount = Money::of_minor(2'277'000, Currency::VND),
         .memo = "VL7Q2MZKG",
         .merchant_name = "CTY VI DU",
         .city = "DONG HA"}
    );
    ASSERT_TRUE(viet);
    EXPECT_EQ(drawn_and_read(*viet), *viet);
    const auto lao = write_laoqr(
        {.acquirer = "27710418",
         .receiver = "mch5f0e5f1d2a3b4",
         .amount = Money::of_minor(1'500'000, Currency::LAK),
         .bill = "VL7Q2MZKG"}
    );
    ASSERT_TRUE(lao);
    EXPECT_EQ(drawn_and_read(*lao), *lao);
}

} // namespace
} // namespace route9::payments
