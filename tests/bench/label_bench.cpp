// SPDX-License-Identifier: Apache-2.0
// Time to draw a thousand labels into one document, Lao and Vietnamese in turn. Budget: 5 s.
#include "adapters/documents/label.hpp"

#include <fmt/format.h>

#include <chrono>
#include <cstdio>
#include <vector>

namespace route9::adapters {
namespace {

constexpr int kBudget_ms = 5'000;

Label label_of(int number) {
    const bool lao = number % 2 == 0;
    Label label;
    label.parcel = fmt::format("06E2M8W5KZR3QD{:06}", number);
    label.qr_content = "https://r9.example.vn/t/" + label.parcel;
    label.sender = "Công ty TNHH Mẫu, 12 Hùng Vương, Đông Hà, Quảng Trị";
    label.carrier = "ຂົນສົ່ງ ຕົວຢ່າງ";
    label.gate = "LAOBAO";
    label.route = "DONGHA > SAVANNAKHET";
    label.recipient = {
        .name = lao ? fmt::format("ນາງ ຕົວຢ່າງ {}", number) : fmt::format("Nguyễn Mẫu {}", number),
        .phone = fmt::format("+85620550{:05}", number),
        .country = lao ? "LA" : "VN",
        .province = lao ? "ສະຫວັນນະເຂດ" : "Đà Nẵng",
        .district = lao ? "ໄກສອນ ພົມວິຫານ" : "Phường Hải Châu",
        .village = lao ? "ບ້ານ ໂພນສະຫວັນເໜືອ" : "Tổ 5",
        .address_line = lao ? "ຮ່ອມ 3" : "12 Phố Thử Nghiệm",
        .landmark = lao ? "ໃກ້ວັດ ຕົວຢ່າງ, ຫຼັງຕະຫຼາດນ້ຳກໍ່" : "cạnh trường học",
        .pickup_point = {},
    };
    label.province_code = lao ? "LA-SV" : "VN-48";
    label.cod = Money::of_minor(1'000 * number, Currency::VND);
    label.weight_g = 250 + number;
    label.printed_at = Instant{std::chrono::seconds{1'767'236'400}};
    return label;
}

int run() {
    std::vector<Label> labels;
    for (int number = 1; number <= static_cast<int>(labels_max); ++number) {
        labels.push_back(label_of(number));
    }
    const auto start = std::chrono::steady_clock::now();
    const auto document = render_labels(labels);
    const auto taken = std::chrono::duration_cast<std::chrono::milliseconds>(
        std::chrono::steady_clock::now() - start
    );
    if (!document) {
        fmt::print("no document: {}\n", document.error().detail);
        return 1;
    }
    fmt::print(
        "{} labels in {} ms, {} kB (budget {} ms)\n",
        labels.size(),
        taken.count(),
        document->size() / 1'000,
        kBudget_ms
    );
    return taken.count() <= kBudget_ms ? 0 : 1;
}

} // namespace
} // namespace route9::adapters

int main() {
    return route9::adapters::run();
}
