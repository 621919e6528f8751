// SPDX-License-Identifier: Apache-2.0
// A Vietnamese and a Lao label, with what is hard about both scripts.
#pragma once

#include "adapters/documents/label.hpp"

namespace route9::adapters {

inline Label vietnamese_label() {
    Label label;
    label.parcel = "106141412345678908";
    label.qr_content = "https://id.example.com/00/106141412345678908";
    label.sender = "Công ty TNHH Mẫu, 12 Hùng Vương, Đông Hà, Quảng Trị";
    label.carrier = "Giao hàng thử nghiệm";
    label.gate = "Lao Bảo";
    label.route = "QT-DONGHA › VN-48";
    label.recipient = {
        .name = "Nguyễn Thị Mẫu Đường",
        .phone = "0900000001",
        .country = "VN",
        .province = "Đà Nẵng",
        .district = "Phường Hải Châu",
        .village = "Tổ 5",
        .address_line = "12 Phố Thử Nghiệm",
        .landmark = "cạnh trường học",
        .pickup_point = {}
    };
    label.province_code = "VN-48";
    label.district_code = "20242";
    label.cod = Money::of_minor(1'349'000, Currency::VND);
    label.weight_g = 1'250;
    label.piece = 1;
    label.pieces = 2;
    label.printed_at = Instant{std::chrono::seconds{1'767'236'400}};
    return label;
}

inline Label lao_label() {
    auto label = vietnamese_label();
    label.qr_content = "pcl_01jgf3v0e8a2b3c4d5e6f7g8h9";
    label.parcel = label.qr_content;
    label.carrier = "ຂົນສົ່ງ ຕົວຢ່າງ";
    label.route = "HT-VUNGANG › LA-SV";
    label.recipient = {
        .name = "ນາງ ຕົວຢ່າງ ຄຳຫຼ້າ",
        .phone = "+8562055000001",
        .country = "LA",
        .province = "ສະຫວັນນະເຂດ",
        .district = "ໄກສອນ ພົມວິຫານ",
        .village = "ບ້ານ ໂພນສະຫວັນເໜືອ",
        .address_line = "ຮ່ອມ 3",
        .landmark = "ໃກ້ວັດ ຕົວຢ່າງ, ຫຼັງຕະຫຼາດນ້ຳກໍ່",
        .pickup_point = {}
    };
    label.province_code = "LA-SV";
    label.district_code = "LA-SV-01";
    label.cod = Money::of_minor(30'000'050, Currency::LAK);
    return label;
}

} // namespace route9::adapters
