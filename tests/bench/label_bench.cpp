// SPDX-License-Identifier: Apache-2.0
// Time to draw a thousand labels into one document, Lao and Vietnamese in turn: as PDF, and in the
// dots of thermal printers, as many as go into a job. Budget of the PDF: 5 s of one processor.
#include "adapters/documents/label.hpp"
#include "adapters/documents/label_zpl.hpp"

#include <fmt/format.h>

#include <chrono>
#include <cstddef>
#include <cstdio>
#include <ctime>
#include <span>
#include <string_view>
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

using Clock = std::chrono::steady_clock;

std::chrono::milliseconds since(Clock::time_point start) {
    return std::chrono::duration_cast<std::chrono::milliseconds>(Clock::now() - start);
}

/// Of this process; less than what passed where others share the machine.
int processor_ms() {
    return static_cast<int>(std::clock() / (CLOCKS_PER_SEC / 1'000));
}

/// Whether there is a document within the budget; 0 = without one.
template <class Draw>
bool measure(std::string_view form, std::size_t labels, int budget_ms, const Draw& draw) {
    const auto start = Clock::now();
    const int worked_ms = processor_ms();
    const auto document = draw();
    const auto taken = since(start);
    if (!document) {
        fmt::print("{}: no document: {}\n", form, document.error().detail);
        return false;
    }
    const int worked = processor_ms() - worked_ms;
    fmt::print(
        "{} labels as {}: {} ms of a processor (budget {}), {} ms passed, {} kB\n",
        labels,
        form,
        worked,
        budget_ms == 0 ? "none" : fmt::to_string(budget_ms),
        taken.count(),
        document->size() / 1'000
    );
    return budget_ms == 0 || worked <= budget_ms;
}

int run() {
    std::vector<Label> labels;
    labels.reserve(labels_max);
    for (int number = 1; number <= static_cast<int>(labels_max); ++number) {
        labels.push_back(label_of(number));
    }
    const auto some = std::span{labels}.first(zpl_labels_max);
    const bool pdf = measure("PDF", labels_max, kBudget_ms, [&] { return render_labels(labels); });
    const bool coarse = measure("ZPL 203 dpi", zpl_labels_max, 0, [&] {
        return labels_as_zpl(some, PrinterDensity::dpi203);
    });
    const bool fine = measure("ZPL 300 dpi", zpl_labels_max, 0, [&] {
        return labels_as_zpl(some, PrinterDensity::dpi300);
    });
    return pdf && coarse && fine ? 0 : 1;
}

} // namespace
} // namespace route9::adapters

int main() {
    return route9::adapters::run();
}
