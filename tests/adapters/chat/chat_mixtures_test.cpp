// SPDX-License-Identifier: Apache-2.0
// Texts that are no orders, and mixtures that nobody would type: none of them ends anything.
#include "chat/chat_site.hpp"

#include <gtest/gtest.h>

#include <array>
#include <chrono>
#include <cstdint>
#include <string>

namespace route9::adapters {
namespace {

ChatOrder read(std::string_view text) {
    return read_chat_order(text, shipped_tools(), {});
}

TEST(ChatMixtures, FallsOverNoMixtureOfWords) {
    constexpr std::array<std::string_view, 40> pieces{
        " ",
        "\n",
        ",",
        ":",
        "-",
        "/",
        "x",
        "2",
        "020 5512 3456",
        "165k",
        "3.5",
        "k",
        "tr",
        "đ",
        "COD",
        "ship",
        "bản",
        "huyện",
        "Savannakhet",
        "Long",
        "tên",
        "sđt",
        "sl",
        "giá",
        "tổng",
        "ບ້ານ",
        "ເມືອງ",
        "ສອງ",
        "ແສນ",
        "ກີບ",
        "ຊື່",
        "ຳ",
        "เมือง",
        "ตัวละ",
        "บาท",
        "🙏",
        "14:05",
        "chị",
        "AO-DEN-M",
        "999999999999",
    };
    std::uint64_t seed = 7;
    for (int round = 0; round < 5'000; ++round) {
        std::string text;
        for (int i = 0; i < 14; ++i) {
            seed = seed * 6'364'136'223'846'793'005U + 1'442'695'040'888'963'407U;
            text += pieces[(seed >> 33U) % pieces.size()];
            text += (seed >> 60U) % 2 == 0 ? " " : "";
        }
        for (const ChatField& field : read(text).fields) {
            ASSERT_LE(field.span.from, field.span.to) << text;
            ASSERT_LE(field.span.to, text.size()) << text;
            ASSERT_NE(field.value.empty(), field.candidates.empty()) << text << field.pointer;
        }
    }
}

TEST(ChatMixtures, IsReadInNoTimeHoweverLongARunIs) {
    std::string text;
    while (text.size() < 16'000) {
        text += "ຫຳສກນມບ";
    }
    const auto begin = std::chrono::steady_clock::now();
    read(text);
    EXPECT_LT(std::chrono::steady_clock::now() - begin, std::chrono::seconds{1});
}

TEST(ChatMixtures, LeavesConversationAlone) {
    for (const auto* text :
         {"",
          " \n\n",
          "hello shop, are you open today?",
          "shop ơi còn hàng không ạ",
          "ສະບາຍດີ ຮ້ານເປີດບໍ່",
          "🙏🙏🙏",
          "0",
          "\xe0\xba",
          "12:30",
          "ok ạ 0912345678",
          "22/11/2026, 14:05 - Lan: ",
          "////",
          "k k k",
          "$$$",
          "Tên:",
          "ship",
          "x",
          "1tr1tr1tr",
          "999999999999999999999999 áo 99999999999999999999k"}) {
        EXPECT_FALSE(read(text).looks_like_order()) << text;
    }
}

} // namespace
} // namespace route9::adapters
