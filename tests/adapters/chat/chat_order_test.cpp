// SPDX-License-Identifier: Apache-2.0
// Orders as people type them, in four languages, and what a person has to be asked.
#include "chat/chat_site.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <string>
#include <vector>

namespace route9::adapters {
namespace {

using Lines = std::vector<std::string>;

/// "/items/0/quantity high 2"; of what must be asked "/currency low LAK|VND|THB".
Lines fields_of(const ChatOrder& order) {
    Lines lines;
    for (const ChatField& field : order.fields) {
        std::string line = field.pointer + " " + std::string{name(field.confidence)} + " ";
        for (const std::string& candidate : field.candidates) {
            line += (candidate == field.candidates.front() ? "" : "|") + candidate;
        }
        lines.push_back(line + field.value);
    }
    std::ranges::sort(lines);
    return lines;
}

Lines doubts_of(const ChatOrder& order) {
    Lines lines;
    for (const ChatDoubt& doubt : order.doubts) {
        lines.push_back(doubt.code + " " + doubt.pointer);
    }
    return lines;
}

ChatOrder read(std::string_view text, const ChatHints& hints = {}) {
    return read_chat_order(text, shipped_tools(), hints);
}

std::string line_of(const ChatOrder& order, std::string_view pointer) {
    for (const std::string& line : fields_of(order)) {
        if (line.starts_with(std::string{pointer} + " ")) {
            return line.substr(pointer.size() + 1);
        }
    }
    return {};
}

TEST(ChatOrder, EndsTheGoodsWhereTheSentenceBehindThePriceBegins) {
    const auto order = read("1 ấm trà men lam 325k. Chị Nguyễn Thị Lan, sđt 0912345678");
    EXPECT_EQ(line_of(order, "/items/0/name"), "medium ấm trà men lam");
    EXPECT_EQ(line_of(order, "/items/0/unit_price"), "high 325000");
    EXPECT_EQ(line_of(order, "/recipient/name"), "medium Chị Nguyễn Thị Lan");
}

TEST(ChatOrder, ReadsAVietnameseSellersOneLine) {
    const auto order =
        read("2 áo đen size M 165k/cái, ship bản Phonsavang, Savannakhet, 020 5512 3456, COD 349k");
    EXPECT_EQ(
        fields_of(order),
        (Lines{
            "/currency low LAK|VND|THB",
            "/items/0/name medium áo đen size M",
            "/items/0/quantity medium 2",
            "/items/0/unit_price high 165000",
            "/payment/amount high 349000",
            "/payment/method high cod",
            "/recipient/country high LA",
            "/recipient/phone high +8562055123456",
            "/recipient/province high LA-SV",
            "/recipient/village high bản Phonsavang",
        })
    );
    // 2 × 165 000 is 330 000: a person looks at the other 19 000.
    EXPECT_EQ(
        doubts_of(order), (Lines{"TOTAL_DIFFERS /payment/amount", "CURRENCY_UNSAID /currency"})
    );
    EXPECT_TRUE(order.looks_like_order());
}

TEST(ChatOrder, ReadsALineWithoutMarksOrPunctuation) {
    const auto order = read(
        "cho chi 2 ao den size M 165k/cai ship ban Phonsavang Savannakhet "
        "020 5512 3456 cod 330k ten Noy",
        {.country = "", .currency = "LAK"}
    );
    EXPECT_EQ(
        fields_of(order),
        (Lines{
            "/currency medium LAK",
            "/items/0/name medium ao den size M",
            "/items/0/quantity medium 2",
            "/items/0/unit_price high 165000",
            "/payment/amount high 330000",
            "/payment/method high cod",
            "/recipient/country high LA",
            "/recipient/name medium Noy",
            "/recipient/phone high +8562055123456",
            "/recipient/province high LA-SV",
            "/recipient/village high ban Phonsavang",
        })
    );
    EXPECT_EQ(doubts_of(order), Lines{});
}

TEST(ChatOrder, ReadsLaoMessagesCopiedFromWhatsApp) {
    const auto order =
        read("[22/11/2026, 14:05] Noy: ເອົາເສື້ອດຳ M 2 ໂຕ ໂຕລະ 165ພັນກີບ\n"
             "[22/11/2026, 14:06] Noy: ຊື່ ນາງ ນ້ອຍ ເບີໂທ ໐໒໐ ໕໕໑໒໓໔໕໖\n"
             "[22/11/2026, 14:06] Noy: ສົ່ງໄປ ບ້ານໂພນສະຫວັນ ເມືອງໄກສອນ ພົມວິຫານ ແຂວງສະຫວັນນະເຂດ ໃກ້ວັດ\n"
             "[22/11/2026, 14:07] Noy: ເກັບປາຍທາງ 330ພັນ 🙏");
    EXPECT_EQ(
        fields_of(order),
        (Lines{
            "/currency high LAK",
            "/items/0/name medium ເສື້ອດຳ M",
            "/items/0/quantity high 2",
            "/items/0/unit_price high 165000",
            "/payment/amount high 330000",
            "/payment/method high cod",
            "/recipient/country high LA",
            "/recipient/district high 1301",
            "/recipient/landmark high ໃກ້ວັດ",
            "/recipient/name high ນາງ ນ້ອຍ",
            "/recipient/phone high +8562055123456",
            "/recipient/province high LA-SV",
            "/recipient/village high ບ້ານໂພນສະຫວັນ",
        })
    );
    EXPECT_EQ(doubts_of(order), Lines{});
}

TEST(ChatOrder, ReadsALabelledVietnameseAddressAndTwoGoods) {
    const auto order =
        read("22/11/2026, 14:05 - Lan Anh: Chị ơi em đặt 1 quần jean size 28 giá 350k và 2 áo thun "
             "120k/cái\n"
             "22/11/2026, 14:06 - Lan Anh: Tên: Nguyễn Thị Lan\n"
             "SĐT: 0912 345 678\n"
             "Địa chỉ: số 12 đường Lê Lợi, phường Phú Hội, Huế\n"
             "22/11/2026, 14:07 - Shop: Tổng 590.000đ nhé, ship COD\n");
    EXPECT_EQ(
        fields_of(order),
        (Lines{
            "/currency high VND",
            "/items/0/name medium quần jean size 28",
            "/items/0/quantity medium 1",
            "/items/0/unit_price high 350000",
            "/items/1/name medium áo thun",
            "/items/1/quantity medium 2",
            "/items/1/unit_price high 120000",
            "/payment/amount high 590000",
            "/payment/method high cod",
            "/recipient/address_line medium số 12 đường Lê Lợi",
            "/recipient/country high VN",
            "/recipient/name high Nguyễn Thị Lan",
            "/recipient/phone high +84912345678",
            "/recipient/province high 46",
            "/recipient/village high phường Phú Hội",
        })
    );
    EXPECT_EQ(doubts_of(order), Lines{});
}

TEST(ChatOrder, ReadsThaiWithLaoPlaces) {
    const auto order = read("เอาเสื้อดำ M 2 ตัว ตัวละ 350 บาท\n"
                            "ชื่อ คุณนก เบอร์ ๐๒๐ ๕๕ ๕๑๒ ๓๔๕\n"
                            "ที่อยู่ บ้านโพนสะหวัน เมืองไกสอน สะหวันนะเขต\n"
                            "เก็บเงินปลายทาง 700 บาท");
    EXPECT_EQ(
        fields_of(order),
        (Lines{
            "/currency high THB",
            "/items/0/name medium เสื้อดำ M",
            "/items/0/quantity high 2",
            "/items/0/unit_price high 350",
            "/payment/amount high 700",
            "/payment/method high cod",
            "/recipient/country high LA",
            "/recipient/district medium เมืองไกสอน",
            "/recipient/name high คุณนก",
            "/recipient/phone high +8562055512345",
            "/recipient/province high LA-SV",
            "/recipient/village high บ้านโพนสะหวัน",
        })
    );
    EXPECT_EQ(doubts_of(order), (Lines{"PLACE_UNKNOWN /recipient/district"}));
}

TEST(ChatOrder, ReadsEnglish) {
    const auto order =
        read("Order: 3 pcs black t-shirt M @ 150,000 kip each\n"
             "Ship to: Ms. Kham, ban Phonsavanh, Kaysone, Savannakhet\n"
             "Tel +856 20 55 123 456\nTotal 450,000 kip COD\nNote: call before 5pm, please");
    EXPECT_EQ(
        fields_of(order),
        (Lines{
            "/currency high LAK",
            "/items/0/name medium black t-shirt M",
            "/items/0/quantity high 3",
            "/items/0/unit_price high 150000",
            "/note high call before 5pm, please",
            "/payment/amount high 450000",
            "/payment/method high cod",
            "/recipient/country high LA",
            "/recipient/district high 1301",
            "/recipient/name medium Ms. Kham",
            "/recipient/phone high +8562055123456",
            "/recipient/province high LA-SV",
            "/recipient/village high ban Phonsavanh",
        })
    );
}

TEST(ChatOrder, AsksWhichOfTwoTelephones) {
    const auto order = read("2 áo 165k/cái\nNoy 020 5512 3456\nhoặc 020 9876 5432");
    EXPECT_EQ(line_of(order, "/recipient/phone"), "low +8562055123456|+8562098765432");
    EXPECT_EQ(line_of(order, "/recipient/name"), "medium Noy");
}

TEST(ChatOrder, TakesATelephoneTwiceForOne) {
    const auto once = read("2 áo 165k/cái 020 5512 3456");
    EXPECT_EQ(line_of(once, "/recipient/phone"), "medium +8562055123456"); // or Lạng Sơn's 0205
    const auto twice = read("2 áo 165k/cái 020 5512 3456\n+856 20 5512 3456");
    EXPECT_EQ(line_of(twice, "/recipient/phone"), "high +8562055123456");
}

TEST(ChatOrder, AsksForATelephoneItCannotRead) {
    const auto thai = read("2 áo 165k/cái +66 81 234 5678");
    EXPECT_EQ(line_of(thai, "/recipient/phone"), "low +66 81 234 5678");
    EXPECT_EQ(doubts_of(thai).at(0), "PHONE_UNREADABLE /recipient/phone");
    const auto abroad = read("2 áo 165k/cái, Savannakhet, 0912 345 678");
    EXPECT_EQ(line_of(abroad, "/recipient/phone"), "medium +84912345678");
    EXPECT_EQ(doubts_of(abroad).at(0), "PHONE_OF_OTHER_COUNTRY /recipient/phone");
}

TEST(ChatOrder, AsksWhatASumMeans) {
    struct Case {
        std::string_view text;
        std::string_view amount;
    };
    constexpr std::array<Case, 15> cases{{
        {"COD 349k", "high 349000"},
        {"COD 349.000", "high 349000"},
        {"COD 349,000 kip", "high 349000"},
        {"COD 1tr2", "high 1200000"},
        {"COD 1.5tr", "high 1500000"},
        {"COD 1.250k", "low 1250|1250000"},
        {"COD 3.5", "low 3500|3500000"},
        {"COD 349", "low 349|349000"},
        {"COD 350 baht", "high 350"},
        {"COD 1.250 baht", "low 1.25|1250"},
        {"COD 1,250.50 baht", "high 1250.5"},
        {"COD ສາມແສນຫ້າໝື່ນກີບ", "high 350000"},
        {"COD 3ແສນ5ໝື່ນກີບ", "high 350000"},
        {"thu hộ ba trăm bốn chín nghìn", "high 349000"},
        {"thu hộ hai mươi triệu đồng", "high 20000000"},
    }};
    for (const Case& row : cases) {
        EXPECT_EQ(line_of(read(row.text), "/payment/amount"), row.amount) << row.text;
    }
}

TEST(ChatOrder, AsksWhetherAPriceIsOfOneOrOfAll) {
    const auto asked = read("2 áo đen 330k");
    EXPECT_EQ(line_of(asked, "/items/0/unit_price"), "low 330000|165000");
    EXPECT_EQ(line_of(read("2 áo đen 330k, cod 330k"), "/items/0/unit_price"), "medium 165000");
    EXPECT_EQ(line_of(read("2 áo đen 165k, cod 330k"), "/items/0/unit_price"), "medium 165000");
    EXPECT_EQ(
        line_of(read("2 áo đen 165k, phí ship 19k, cod 349k"), "/items/0/unit_price"),
        "medium 165000"
    );
}

TEST(ChatOrder, FindsTheQuantityWhereverItStands) {
    for (const auto* text :
         {"áo đen M sl 2 165k/cái",
          "áo đen M x2 165k/cái",
          "áo đen M 2 cái 165k/cái",
          "2x áo đen M 165k/cái",
          "áo đen M 165k x 2",
          "hai cái áo đen M 165k/cái",
          "áo đen M, số lượng: 2, đơn giá: 165k",
          "áo đen M (2 cái) 165k/cái"}) {
        const auto order = read(text);
        EXPECT_EQ(line_of(order, "/items/0/name"), "medium áo đen M") << text;
        EXPECT_TRUE(line_of(order, "/items/0/quantity").ends_with(" 2")) << text;
        EXPECT_EQ(line_of(order, "/items/0/unit_price"), "high 165000") << text;
        EXPECT_EQ(line_of(order, "/items/1/name"), "") << text;
    }
}

TEST(ChatOrder, SaysWhenItHasAssumedOnePiece) {
    const auto order = read("quần jean size 28 giá 350k");
    EXPECT_EQ(line_of(order, "/items/0/quantity"), "medium 1");
    EXPECT_EQ(doubts_of(order).at(0), "QUANTITY_ASSUMED /items/0/quantity");
}

TEST(ChatOrder, AsksForThePlaceThatIsTwo) {
    const auto order = read("1 áo 165k, bản Nongping, Vientiane, 020 5512 3456");
    EXPECT_EQ(line_of(order, "/recipient/province"), "low LA-VI|LA-VT");
    EXPECT_EQ(line_of(order, "/recipient/country"), "medium LA"); // by the telephone
    EXPECT_EQ(line_of(read("1 áo 165k, ແຂວງວຽງຈັນ"), "/recipient/province"), "high LA-VI");
}

TEST(ChatOrder, AsksWhenTwoThingsWereSaid) {
    const auto order = read("1 áo 165k COD, đã ck, tổng 165k, tổng 180k\ntên: Lan\ntên: Mai");
    EXPECT_EQ(line_of(order, "/payment/method"), "low cod|prepaid");
    EXPECT_EQ(line_of(order, "/payment/amount"), "low 165000|180000");
    EXPECT_EQ(line_of(order, "/recipient/name"), "low Lan|Mai");
    EXPECT_EQ(line_of(read("1 áo 165k kip, 1 quần 5 usd"), "/currency"), "low LAK|USD");
}

TEST(ChatOrder, OffersTheSumAndTheSenderWhereNothingWasSaid) {
    const auto order = read("Lan\n14:05\n2 áo đen 165k/cái, phí ship 20k");
    EXPECT_EQ(line_of(order, "/payment/amount"), "low 350000");
    EXPECT_EQ(line_of(order, "/recipient/name"), "low Lan");
}

TEST(ChatOrder, KeepsAHouseNumberOutOfTheGoods) {
    const auto order = read("1tr2 giày size 42, 0987654321, Anh Tú, 15 Nguyễn Huệ, quận 1, TP HCM");
    EXPECT_EQ(line_of(order, "/recipient/address_line"), "medium 15 Nguyễn Huệ");
    EXPECT_EQ(line_of(order, "/recipient/district"), "high quận 1");
    EXPECT_EQ(line_of(order, "/recipient/province"), "high 79");
    EXPECT_EQ(line_of(order, "/items/0/unit_price"), "high 1200000");
    EXPECT_EQ(line_of(order, "/items/1/name"), "");
}

TEST(ChatOrder, FindsCodesOfGoods) {
    const auto order = read("AO-DEN-M x2 165.000đ/cái, mã: CHEN01 1 cái 85k");
    EXPECT_EQ(line_of(order, "/items/0/sku"), "medium AO-DEN-M");
    EXPECT_EQ(line_of(order, "/items/0/unit_price"), "high 165000");
    EXPECT_EQ(line_of(order, "/items/1/sku"), "high CHEN01");
    EXPECT_EQ(line_of(order, "/items/1/quantity"), "high 1");
}

TEST(ChatOrder, PointsToWhereAFieldStood) {
    const std::string text = "Áo 165k, ship bản Phonsavang";
    const auto order = read(text);
    const auto* village = order.find("/recipient/village");
    ASSERT_NE(village, nullptr);
    EXPECT_EQ(text.substr(village->span.from), "bản Phonsavang");
}

} // namespace
} // namespace route9::adapters
