// SPDX-License-Identifier: Apache-2.0
#include "demo/people.hpp"

#include <fmt/format.h>

#include <array>
#include <string_view>

namespace route9::gateway::demo {
namespace {

constexpr std::array<std::string_view, 10> kVietFamilies{
    "Nguyễn",
    "Trần",
    "Lê",
    "Phạm",
    "Hoàng",
    "Huỳnh",
    "Phan",
    "Võ",
    "Đặng",
    "Tôn Nữ",
};
constexpr std::array<std::string_view, 12> kVietGiven{
    "Thị Lan Anh",
    "Văn Hùng",
    "Thị Mai",
    "Quốc Bảo",
    "Minh Châu",
    "Thị Thu Hà",
    "Đức Long",
    "Khánh Ngọc",
    "Thị Phương",
    "Hữu Phước",
    "Bích Thủy",
    "Anh Tuấn",
};
constexpr std::array<std::string_view, 4> kHueWards{
    "Phường Phú Hội", "Phường Vĩnh Ninh", "Phường An Cựu", "Phường Kim Long"
};
constexpr std::array<std::string_view, 5> kHueStreets{
    "Lê Lợi", "Hùng Vương", "Nguyễn Huệ", "Bà Triệu", "Phan Đình Phùng"
};
constexpr std::array<std::string_view, 2> kHueNames{"Huế", "Thừa Thiên Huế"}; // new and old

constexpr std::array<std::string_view, 10> kLaoGiven{
    "ສົມສັກ",
    "ບຸນມີ",
    "ຄຳຫຼ້າ",
    "ວຽງສະຫວັນ",
    "ມະນີວັນ",
    "ສຸກສະຫວັນ",
    "ພອນທິບ",
    "ດາວເຮືອງ",
    "ແກ້ວມະນີ",
    "ບົວຄຳ",
};
constexpr std::array<std::string_view, 8> kLaoFamilies{
    "ພົມມະຈັນ",
    "ສີສຸວັນ",
    "ອິນທະວົງ",
    "ແກ້ວບຸນຮອງ",
    "ວົງພະຈັນ",
    "ໄຊຍະວົງ",
    "ສຸລິຍະວົງ",
    "ຈັນທະລາ",
};
struct LaoPlace {
    std::string_view district;
    std::string_view village;
    std::string_view landmark;
};
constexpr std::array<LaoPlace, 5> kLaoPlaces{{
    {"ໄກສອນ ພົມວິຫານ", "ບ້ານໂພນສະຫວ່າງ", "ໃກ້ຕະຫຼາດສະຫວັນໄຊ"},
    {"ໄກສອນ ພົມວິຫານ", "ບ້ານທ່າແຮ່", "ກົງກັນຂ້າມວັດໄຊຍະພູມ"},
    {"ອຸທຸມພອນ", "ບ້ານເຊໂນ", "ໃກ້ສະຖານີລົດເມເຊໂນ"},
    {"ຈຳພອນ", "ບ້ານແກ້ງກອກ", "ຂ້າງໂຮງຮຽນມັດທະຍົມ"},
    {"ສອງຄອນ", "ບ້ານລະຫານ້ຳ", "ໃກ້ສຸກສາລາ"},
}};
constexpr std::array<std::string_view, 6> kLaoMobileBlocks{"22", "55", "56", "77", "91", "99"};
constexpr std::array<std::string_view, 5> kVietMobilePrefixes{"090", "091", "097", "035", "077"};

} // namespace

Buyer vietnamese_buyer(Draw& draw) {
    Buyer buyer;
    buyer.name = fmt::format("{} {}", draw.one_of(kVietFamilies), draw.one_of(kVietGiven));
    buyer.phone = fmt::format("{}{:07}", draw.one_of(kVietMobilePrefixes), draw.below(10'000'000));
    buyer.country = "VN";
    buyer.province = draw.one_of(kHueNames);
    buyer.district = "Thành phố Huế";
    buyer.village = draw.one_of(kHueWards);
    buyer.address_line = fmt::format("{} {}", 1 + draw.below(180), draw.one_of(kHueStreets));
    return buyer;
}

Buyer lao_buyer(Draw& draw) {
    const LaoPlace& place = draw.one_of(kLaoPlaces);
    Buyer buyer;
    buyer.name = fmt::format("{} {}", draw.one_of(kLaoGiven), draw.one_of(kLaoFamilies));
    buyer.phone = fmt::format(
        "020 {} {:03} {:03}", draw.one_of(kLaoMobileBlocks), draw.below(1'000), draw.below(1'000)
    );
    buyer.country = "LA";
    buyer.province = "ສະຫວັນນະເຂດ";
    buyer.district = place.district;
    buyer.village = place.village;
    buyer.landmark = place.landmark;
    return buyer;
}

} // namespace route9::gateway::demo
