// SPDX-License-Identifier: Apache-2.0
#include "core/text.hpp"
#include "tests/seed.hpp"

#include <gtest/gtest.h>

#include <array>
#include <random>
#include <string>
#include <utility>

namespace route9 {
namespace {

using Pair = std::pair<std::string_view, std::string_view>;
using Fold = std::string (*)(std::string_view);

constexpr std::array folds{
    std::pair<std::string_view, Fold>{"fold_vietnamese", &fold_vietnamese},
    std::pair<std::string_view, Fold>{"fold_lao", &fold_lao},
    std::pair<std::string_view, Fold>{"fold_name", &fold_name},
    std::pair<std::string_view, Fold>{"fold_memo", &fold_memo},
    std::pair<std::string_view, Fold>{"fold_memo_tight", &fold_memo_tight},
    std::pair<std::string_view, Fold>{"latinise", &latinise},
};

void append_utf8(std::string& out, char32_t c) {
    const auto tail = [&](int shift) { out += static_cast<char>(0x80 | ((c >> shift) & 0x3f)); };
    if (c < 0x80) {
        out += static_cast<char>(c);
    } else if (c < 0x800) {
        out += static_cast<char>(0xc0 | (c >> 6));
        tail(0);
    } else if (c < 0x10000) {
        out += static_cast<char>(0xe0 | (c >> 12));
        tail(6);
        tail(0);
    } else {
        out += static_cast<char>(0xf0 | (c >> 18));
        tail(12);
        tail(6);
        tail(0);
    }
}

TEST(Utf8, AcceptsShortestFormsUpToTheLastCharacter) {
    for (const std::string_view good :
         {"", "a", "Đông Hà", "ຫຼວງພະບາງ", "\xf4\x8f\xbf\xbf", "\x7f"}) {
        EXPECT_TRUE(is_valid_utf8(good)) << good;
    }
}

TEST(Utf8, RefusesWhatRfc3629Refuses) {
    // Lone tail, lead without tail, overlong, surrogate, beyond U+10FFFF, never-used bytes.
    for (const std::string_view bad :
         {"\x80",
          "a\xc3",
          "\xc0\xaf",
          "\xe0\x80\xaf",
          "\xed\xa0\x80",
          "\xf4\x90\x80\x80",
          "\xff",
          "\xe0\xba",
          "\xf0\x9f\x9a",
          "abcdefghijklmnop\xfe"}) {
        EXPECT_FALSE(is_valid_utf8(bad));
    }
}

TEST(Utf8, CountsCodePoints) {
    EXPECT_EQ(count_characters(""), 0U);
    EXPECT_EQ(count_characters("Đông Hà"), 7U);
    EXPECT_EQ(count_characters("ຄຳ"), 2U);
    EXPECT_EQ(count_characters("🚚"), 1U);
}

TEST(FoldVietnamese, TakesOffMarksAndCase) {
    const std::array rows{
        Pair{"Đông Hà", "dong ha"},
        Pair{"Quảng Trị", "quang tri"},
        Pair{"NGUYỄN THỊ ÁNH TUYẾT", "nguyen thi anh tuyet"},
        Pair{"Thừa Thiên – Huế", "thua thien – hue"},
        Pair{"Bưởi Năm Roi", "buoi nam roi"},
        Pair{"  Đ\u00e0   \tN\u1eb5ng\n", "da nang"},
        Pair{"Hu\u0065\u0302\u0301", "hue"}, // the same letter, typed as base and marks
        Pair{"Lao\u00a0Bảo", "lao bao"},
        Pair{"Lao\u200b Bảo", "lao bao"},
        Pair{"ＨＡ ＴＩＮＨ", "ha tinh"},
        Pair{"", ""},
        Pair{" \t ", ""},
    };
    for (const auto& [given, expected] : rows) {
        EXPECT_EQ(fold_vietnamese(given), expected) << given;
    }
}

// Reference: logistics section 4, Script.
TEST(FoldLao, JoinsSpellingVariantsOfLogisticsSection4) {
    const std::array same{
        Pair{"ໜອງ", "ຫນອງ"},
        Pair{"ໝາກ", "ຫມາກ"},
        Pair{"\u0e84\u0eb3", "\u0e84\u0ecd\u0eb2"}, // SIGN AM, or NIGGAHITA and AA
        Pair{"ຫຼວງພະບາງ", "ຫລວງພະບາງ"},
        Pair{"ຫຼວງ ພະບາງ", "ຫລວງພະບາງ"},
        Pair{"ແຂວງສະຫວັນນະເຂດ", "ສະຫວັນນະເຂດ"},
        Pair{"ແຂວງ ສະຫວັນ\u200bນະເຂດ", "ສະຫວັນນະເຂດ"},
        Pair{"ເມືອງໄກສອນ\u200c ພົມວິຫານ", "ໄກສອນພົມວິຫານ"},
        Pair{"ບ້ານໂພນສີ", "ໂພນສີ"},
    };
    for (const auto& [left, right] : same) {
        EXPECT_EQ(fold_lao(left), fold_lao(right)) << left;
    }
}

TEST(FoldLao, WritesTheKeyInPlainLetters) {
    EXPECT_EQ(fold_lao("ແຂວງຄຳມ່ວນ"), "\u0e84\u0ecd\u0eb2ມ່ວນ");
    EXPECT_EQ(fold_lao("ເມືອງຫຼວງພະບາງ"), "ຫລວງພະບາງ");
    EXPECT_EQ(fold_lao("ໜອງ"), "ຫນອງ");
}

TEST(FoldLao, KeepsAPlaceCalledByTheBareWord) {
    EXPECT_EQ(fold_lao("ເມືອງ"), "ເມືອງ");
    EXPECT_EQ(fold_lao(" ບ້ານ "), "ບ້ານ");
}

TEST(FoldLao, KeepsDifferentPlacesApart) {
    EXPECT_NE(fold_lao("ວຽງຄຳ"), fold_lao("ວຽງໄຊ"));
    EXPECT_NE(fold_lao("ໂພນທອງ"), fold_lao("ໂພນສີ"));
}

TEST(FoldName, GivesOneKeyPerNameInEachScript) {
    const std::array rows{
        Pair{"Đông Hà", "dong ha"},
        Pair{"dong-ha", "dong ha"},
        Pair{"Savannakhet.", "savannakhet"},
        Pair{"ແຂວງສະຫວັນນະເຂດ", "ສະຫວັນນະເຂດ"},
        Pair{"ແຂວງ Savannakhet", "savannakhet"},
        Pair{"ທ້າວ ຄຳຫຼ້າ", "ທ້າວ\u0e84\u0ecd\u0eb2ຫລ້າ"},
    };
    for (const auto& [given, expected] : rows) {
        EXPECT_EQ(fold_name(given), expected) << given;
    }
}

// Reference: payments section 5.5b.
TEST(FoldMemo, FollowsPaymentsSection55b) {
    const std::array rows{
        Pair{"Thanh toán đơn hàng VL7Q2MZKG", "THANH TOAN DON HANG VL7Q2MZKG"},
        Pair{"  Đặt   cọc  ", "DAT COC"},
        Pair{"vl7q2\r\nmzkg", "VL7Q2MZKG"},
        Pair{"vl7q2 mzkg", "VL7Q2 MZKG"},
        Pair{"ຈ່າຍຄ່າສິນຄ້າ a1", "ຈ່າຍຄ່າສິນຄ້າ A1"},
        Pair{"ชำระ", "ชำระ"},
    };
    for (const auto& [given, expected] : rows) {
        EXPECT_EQ(fold_memo(given), expected) << given;
    }
}

TEST(FoldMemoTight, FindsACodeBehindWraps) {
    EXPECT_EQ(fold_memo_tight("ck VL7 Q2\u00a0MZ\nKG đơn"), "CKVL7Q2MZKGDON");
}

TEST(Latinise, WritesVietnameseWithoutMarks) {
    EXPECT_EQ(latinise("Nguyễn Thị Ánh, 12 Đường Lê Lợi"), "Nguyen Thi Anh, 12 Duong Le Loi");
    EXPECT_EQ(latinise("plain ASCII 1-2"), "plain ASCII 1-2");
}

// The Latin names are those of the United Nations and BGN lists, without marks.
TEST(Latinise, WritesLaoProvincesAsMapsDo) {
    const std::array rows{
        Pair{"ສະຫວັນນະເຂດ", "Savannakhet"},
        Pair{"ຈຳປາສັກ", "Champasak"},
        Pair{"ຄຳມ່ວນ", "Khammouan"},
        Pair{"ບໍລິຄຳໄຊ", "Bolikhamxai"},
        Pair{"ວຽງຈັນ", "Viangchan"},
        Pair{"ຫຼວງພະບາງ", "Louangphabang"},
        Pair{"ຫົວພັນ", "Houaphan"},
        Pair{"ຜົ້ງສາລີ", "Phongsali"},
        Pair{"ອັດຕະປື", "Attapu"},
        Pair{"ເຊກອງ", "Xekong"},
        Pair{"ສາລະວັນ", "Salavan"},
        Pair{"ອຸດົມໄຊ", "Oudomxai"},
        Pair{"ບໍ່ແກ້ວ", "Bokeo"},
        Pair{"ຊຽງຂວາງ", "Xiangkhouang"},
        Pair{"ແຂວງ", "Khoueng"},
        Pair{"ເມືອງ", "Muang"},
        Pair{"ບ້ານ", "Ban"},
        Pair{"ໄກສອນ ພົມວິຫານ", "Kaison Phomvihan"},
        Pair{"ສວນ ໑໒", "Souan 12"},
        Pair{"ເກົ້າ", "Kao"},
    };
    for (const auto& [given, expected] : rows) {
        EXPECT_EQ(latinise(given), expected) << given;
    }
}

TEST(Latinise, WritesOtherScriptsInAscii) {
    EXPECT_EQ(latinise("北京"), "bei jing");
    EXPECT_EQ(latinise("a\u2060b\U0010ffff"), "ab?");
}

TEST(Folds, AreIdempotentForEveryCharacter) {
    for (char32_t c = 1; c <= 0x10ffff; ++c) {
        // Han and Hangul syllables are regular; a sample of them keeps the test short.
        const bool regular = (c >= 0x3400 && c < 0xd7a4) || c >= 0x20000;
        if ((c >= 0xd800 && c < 0xe000) || (regular && c % 97 != 0)) {
            continue;
        }
        std::string text;
        append_utf8(text, c);
        for (std::size_t i = 0; i < 5; ++i) {
            const std::string once = folds[i].second(text);
            ASSERT_EQ(folds[i].second(once), once) << folds[i].first << " of " << std::hex << +c;
        }
    }
}

TEST(Folds, AreIdempotentForMixedText) {
    const std::uint64_t seed = tests::property_seed();
    SCOPED_TRACE(tests::seed_note(seed));
    std::mt19937_64 random{seed};
    constexpr std::array<std::string_view, 14> words{
        "ແຂວງ", "ເມືອງ", "ບ້ານ", "ບ້", "ານ", "ເມືອ", "ງ", " ", "\u200b", "Đ", "ữ", "-", "ſ", "한"
    };
    for (int round = 0; round < 5'000; ++round) {
        std::string text;
        for (int i = 0; i < 12; ++i) {
            if (random() % 2 == 0) {
                text += words[random() % words.size()];
            } else {
                append_utf8(text, static_cast<char32_t>(0x0e81 + random() % 0x5f));
            }
        }
        for (const auto& [name, fold] : folds) {
            const std::string once = fold(text);
            ASSERT_EQ(fold(once), once) << name << " of " << text;
        }
        const std::string latin = latinise(text);
        for (const char c : latin) {
            ASSERT_LT(static_cast<unsigned char>(c), 0x80) << text;
        }
    }
}

TEST(Folds, TakeIllFormedBytesWithoutHarm) {
    for (const auto& [name, fold] : folds) {
        EXPECT_TRUE(is_valid_utf8(fold("a\xff\xe0\xba"))) << name;
    }
}

} // namespace
} // namespace route9
