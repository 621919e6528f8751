# SPDX-License-Identifier: Apache-2.0
"""Invented goods, buyers and addresses of Viet Nam and Laos, drawn from a seeded generator.

Telephone numbers keep to 090000xxxx and 02055000xxx: nobody's. Prices are whole VND.
"""
from dataclasses import dataclass


@dataclass(frozen=True)
class Good:
    sku: str
    name: str
    variant: str
    list_price: int
    price: int
    weight_g: int


GOODS = (
    Good("TS-BLK-M", "Áo thun cotton", "Đen, M", 189000, 165500, 250),
    Good("TS-WHT-L", "Áo thun cotton", "Trắng, L", 189000, 165500, 260),
    Good("GOM-CHEN-6", "Bộ 6 chén gốm Bát Tràng", "Men xanh", 420000, 385000, 2400),
    Good("CAPHE-500", "Cà phê rang xay Buôn Ma Thuột 500 g", "Rang đậm", 145000, 129000, 520),
    Good("NON-LA", "Nón lá Huế thêu tay", "Hoa sen", 95000, 89000, 300),
    Good("LUA-KHAN", "Khăn lụa Vạn Phúc", "Đỏ mận", 350000, 315000, 120),
    Good("NOI-COM-18", "Nồi cơm điện 1,8 lít", "Trắng", 890000, 759000, 2600),
    Good("BALO-VAI", "Ba lô vải dù chống nước", "Xám", 459000, 399000, 650),
    Good("DEP-CS-40", "Dép cao su quai ngang", "Nâu, 40", 99000, 85000, 340),
    Good("CHAN-BONG", "Chăn bông 1,6 × 2 m", "Kẻ xanh", 560000, 495000, 1400),
    Good("MAM-TOM", "Nước mắm Phú Quốc 40°N 750 ml", "Chai", 135000, 120000, 1150),
    Good("DEN-BAN", "Đèn bàn LED “học sinh”", "Vàng / 8 W", 275000, 249000, 900),
)

FAMILY = ("Nguyễn", "Trần", "Lê", "Phạm", "Hoàng", "Phan", "Vũ", "Đặng", "Bùi", "Đỗ")
MIDDLE = ("Văn", "Thị", "Đức", "Ngọc", "Minh", "Thu", "Quốc", "Thanh")
GIVEN = ("Mẫu", "An", "Bình", "Châu", "Dũng", "Hà", "Khánh", "Linh", "Phương", "Tú", "Yến")
LAO_GIVEN = ("ສົມພອນ", "ບຸນມີ", "ວັນນາ", "ມະນີຈັນ", "ຄຳຫຼ້າ", "ສຸກສະຫວັນ", "ພອນໄຊ", "ດາລາ")
LAO_FAMILY = ("ວົງສະຫວັນ", "ແກ້ວມະນີ", "ພົມມະຈັນ", "ສີສຸວັນ", "ຈັນທະລາ", "ອິນທະວົງ")
STREETS = ("Trần Phú", "Lê Lợi", "Nguyễn Huệ", "Hùng Vương", "Quang Trung", "Phan Bội Châu")

# province, district, ward as they stood before July 2025: the marketplaces still send these.
PLACES_VN = (
    ("Đà Nẵng", "Quận Hải Châu", "Phường Thạch Thang"),
    ("Hà Nội", "Quận Ba Đình", "Phường Kim Mã"),
    ("TP. Hồ Chí Minh", "Quận 1", "Phường Bến Nghé"),
    ("Quảng Trị", "Thành phố Đông Hà", "Phường 1"),
    ("Thừa Thiên Huế", "Thành phố Huế", "Phường Phú Hội"),
    ("Nghệ An", "Thành phố Vinh", "Phường Hưng Bình"),
    ("Hà Tĩnh", "Thành phố Hà Tĩnh", "Phường Nam Hà"),
    ("Cần Thơ", "Quận Ninh Kiều", "Phường Tân An"),
)
# province, district, village
PLACES_LA = (
    ("ນະຄອນຫຼວງວຽງຈັນ", "ໄຊເສດຖາ", "ບ້ານໂພນທັນ"),
    ("ນະຄອນຫຼວງວຽງຈັນ", "ສີສັດຕະນາກ", "ບ້ານທົ່ງກາງ"),
    ("ສະຫວັນນະເຂດ", "ໄກສອນ ພົມວິຫານ", "ບ້ານໂພນສະຫວ່າງ"),
    ("ສະຫວັນນະເຂດ", "ເຊໂປນ", "ບ້ານດົງ"),
    ("ຈຳປາສັກ", "ປາກເຊ", "ບ້ານພະບາດ"),
    ("ຄຳມ່ວນ", "ທ່າແຂກ", "ບ້ານນາບົງ"),
    ("ຫຼວງພະບາງ", "ຫຼວງພະບາງ", "ບ້ານວິຊຸນ"),
)


@dataclass(slots=True)
class Recipient:
    name: str
    phone: str  # as the country writes it: 0900000123, 02055000123
    street: str
    ward: str
    district: str
    province: str
    country: str  # VN, LA


def draw_recipient(draw, country):
    if country == "LA":
        province, district, village = draw.choice(PLACES_LA)
        return Recipient(
            name=f"{draw.choice(LAO_GIVEN)} {draw.choice(LAO_FAMILY)}",
            phone=f"02055000{draw.randrange(1000):03d}",
            street="", ward=village, district=district, province=province, country="LA",
        )
    province, district, ward = draw.choice(PLACES_VN)
    return Recipient(
        name=f"{draw.choice(FAMILY)} {draw.choice(MIDDLE)} {draw.choice(GIVEN)}",
        phone=f"090000{draw.randrange(10000):04d}",
        street=f"{draw.randrange(1, 240)} {draw.choice(STREETS)}",
        ward=ward, district=district, province=province, country="VN",
    )


def draw_goods(draw):
    """Mostly one line, sometimes two or three, never the same good twice."""
    lines = 1 + (draw.random() < 0.3) + (draw.random() < 0.1)
    return [(good, draw.choice((1, 1, 1, 2, 3))) for good in draw.sample(GOODS, lines)]


def masked(recipient):
    """As the platforms hide a buyer: first letter and last letter, last digits."""
    def hide(text):
        return text if len(text) < 2 else text[0] + "*****" + text[-1]

    return Recipient(
        name=hide(recipient.name), phone="******" + recipient.phone[-2:],
        street="******" if recipient.street else "", ward=recipient.ward,
        district=recipient.district, province=recipient.province, country=recipient.country,
    )


def international(phone, country):
    """0900000123 -> 84900000123, 02055000123 -> 8562055000123 (no plus)."""
    code = "856" if country == "LA" else "84"
    return code + phone[1:] if phone.startswith("0") else phone.lstrip("+")
