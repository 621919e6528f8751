// SPDX-License-Identifier: Apache-2.0
#include "adapters/documents/truck_sheet.hpp"

#include "adapters/documents/bar_symbol.hpp"
#include "documents/paged_table.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstddef>
#include <span>
#include <vector>

namespace route9::adapters {
namespace {

constexpr std::size_t kSealPlaces = 4;
constexpr std::size_t kHashShown = 16;

constexpr auto kColumns = std::to_array<TableColumn>({
    {"#", 14, 9, Align::right},
    {"", 25, 6, Align::centre, true},
    {"Kiện / ຫໍ່ / Parcel", 33, 62, Align::left},
    {"Vận đơn / ໃບສົ່ງ / House bill", 97, 64, Align::left},
    {"Số / ຊິ້ນ", 162, 13, Align::right},
    {"kg", 176, 20, Align::right},
});

/// Where something lies in bags or on pallets.
constexpr auto kColumnsWithContainers = std::to_array<TableColumn>({
    {"#", 14, 9, Align::right},
    {"", 25, 6, Align::centre, true},
    {"Kiện / ຫໍ່ / Parcel", 33, 46, Align::left},
    {"Bao, pallet / ຖົງ / In", 80, 42, Align::left},
    {"Vận đơn / ໃບສົ່ງ / House bill", 123, 38, Align::left},
    {"Số / ຊິ້ນ", 162, 13, Align::right},
    {"kg", 176, 20, Align::right},
});

std::string shown(const std::string& text) {
    return text.empty() ? "………………" : text;
}

void draw_facts(Canvas& canvas, const TruckSheet& sheet) {
    const auto way = sheet.gate.empty()
                         ? fmt::format("{} > {}", sheet.from, sheet.to)
                         : fmt::format("{} > {} > {}", sheet.from, sheet.gate, sheet.to);
    const auto times =
        sheet.arrives
            ? fmt::format("{}  >  {}", minute_text(sheet.leaves), minute_text(*sheet.arrives))
            : minute_text(sheet.leaves);
    const auto plates =
        sheet.onward_plate.empty()
            ? shown(sheet.truck_plate)
            : fmt::format(
                  "{}  >  {}: {}", shown(sheet.truck_plate), sheet.gate, sheet.onward_plate
              );
    const auto facts = std::to_array<std::pair<std::string_view, std::string>>({
        {"Tuyến / ເສັ້ນທາງ / Way", way},
        {"Giờ / ເວລາ / Leaves", times},
        {"Biển số / ທະບຽນລົດ / Plate", plates},
        {"Vận đơn chủ / Master bill", shown(sheet.master_bill)},
        {"Hãng / ຜູ້ຂົນສົ່ງ / Carrier", shown(sheet.carrier)},
    });
    double y_mm = 27;
    for (const auto& [title, words] : facts) {
        canvas.text({a4_left_mm, y_mm, 52, 6.2}, title, {.size_pt = 8.5, .lines_max = 1});
        canvas.text(
            {67, y_mm, a4_right_mm - 67, 6.2}, words, {.size_pt = 10, .lines_max = 1, .bold = true}
        );
        y_mm += 6.4;
    }
}

void draw_seals(Canvas& canvas, const TruckSheet& sheet) {
    constexpr double kTop_mm = 60;
    canvas.text(
        {a4_left_mm, kTop_mm, 52, 5.5},
        "Niêm phong / ກາປິດ / Seals",
        {.size_pt = 8.5, .lines_max = 1}
    );
    const auto places = std::max(kSealPlaces, sheet.seals.size());
    const double width_mm = (a4_right_mm - 67) / static_cast<double>(places);
    for (std::size_t at = 0; at < places; ++at) {
        const double x_mm = 67 + static_cast<double>(at) * width_mm;
        const Box box{.x_mm = x_mm, .y_mm = kTop_mm, .width_mm = width_mm - 3, .height_mm = 7};
        canvas.frame(box, 0.3);
        if (at < sheet.seals.size()) {
            const Box inside{x_mm + 1, kTop_mm + 1, width_mm - 5, 5};
            canvas.text(
                inside,
                sheet.seals[at],
                {.size_pt = 10, .lines_max = 1, .bold = true, .align = Align::centre, .middle = true
                }
            );
        }
    }
}

void draw_head(Canvas& canvas, const TruckSheet& sheet) {
    canvas.text(
        {a4_left_mm, 9, 84, 9},
        sheet.reference,
        {.size_pt = 19, .size_pt_min = 9, .lines_max = 1, .bold = true}
    );
    canvas.text(
        {a4_left_mm, 19, 84, 5},
        "Phiếu xe / ໃບລົດ / Truck sheet · " + sheet.company,
        {.size_pt = 9, .lines_max = 1}
    );
    canvas.text(
        {100, 20, 96, 4}, sheet.departure, {.size_pt = 7.5, .lines_max = 1, .align = Align::centre}
    );
    draw_facts(canvas, sheet);
    draw_seals(canvas, sheet);
    const auto printed = fmt::format(
        "{}{} · {}{}",
        sheet.state,
        sheet.frozen ? "" : " · CHƯA ĐÓNG / ຍັງບໍ່ປິດ / NOT CLOSED YET",
        minute_text(sheet.printed_at),
        sheet.content_hash.empty() ? "" : " · hash " + sheet.content_hash.substr(0, kHashShown)
    );
    canvas.text(
        {a4_left_mm, 68.5, 182, 5}, printed, {.size_pt = 8.5, .lines_max = 1, .bold = true}
    );
}

void draw_signatures(Canvas& canvas, double y_mm) {
    constexpr auto kSigners = std::to_array<std::string_view>({
        "Người xếp / ຜູ້ຂຶ້ນເຄື່ອງ / Loaded by",
        "Tài xế / ຄົນຂັບ / Driver",
        "Người nhận / ຜູ້ຮັບ / Received by",
    });
    for (std::size_t at = 0; at < kSigners.size(); ++at) {
        const Box box{
            .x_mm = a4_left_mm + static_cast<double>(at) * 61.5,
            .y_mm = y_mm + 4,
            .width_mm = 59,
            .height_mm = 24
        };
        canvas.frame(box, 0.3);
        canvas.text(
            {box.x_mm + 1.5, box.y_mm + 1, box.width_mm - 3, 5},
            kSigners[at],
            {.size_pt = 8, .lines_max = 1}
        );
    }
}

void draw_lines(PagedTable& table, const TruckSheet& sheet) {
    const bool has_containers = std::ranges::any_of(sheet.lines, [](const TruckSheetLine& line) {
        return !line.container.empty();
    });
    const auto with_container = [&](std::vector<std::string> cells, const std::string& container) {
        if (has_containers) {
            cells.insert(cells.begin() + 3, container);
        }
        return cells;
    };
    table.columns(
        has_containers ? std::span<const TableColumn>{kColumnsWithContainers}
                       : std::span<const TableColumn>{kColumns}
    );
    std::int64_t pieces = 0;
    std::int64_t mass_g = 0;
    std::size_t number = 0;
    for (const TruckSheetLine& line : sheet.lines) {
        pieces += line.pieces;
        mass_g += line.mass_g;
        const std::vector<std::string> cells{
            fmt::to_string(++number),
            "",
            line.parcel,
            line.house_bill == line.parcel ? "=" : line.house_bill,
            fmt::to_string(line.pieces),
            kilograms_text(line.mass_g),
        };
        table.row(with_container(cells, line.container));
    }
    const std::vector<std::string> totals{
        "",
        "",
        fmt::format("{} kiện / ຫໍ່ / parcels", sheet.lines.size()),
        fmt::format("tối đa / max {} kg", kilograms_text(sheet.mass_max_g)),
        fmt::to_string(pieces),
        kilograms_text(mass_g),
    };
    table.row(with_container(totals, ""), true);
}

} // namespace

Result<std::string> truck_sheet_pdf(const TruckSheet& sheet) {
    Result<void> barred;
    const PagedTable::Form form{
        .head =
            [&](PdfCanvas& canvas) {
                draw_head(canvas, sheet);
                barred = draw_bars(canvas, {98, 9, 100, 10}, sheet.departure);
            },
        .first_row_mm = 74.5,
        .row_height_mm = 7,
    };
    auto bytes = draw_paged(
        "Truck sheet " + sheet.reference,
        sheet.printed_at,
        form,
        [&](PdfCanvas& canvas, PagedTable& table) {
            draw_lines(table, sheet);
            draw_signatures(canvas, table.block(30));
        }
    );
    if (!barred) {
        return Failure{std::move(barred).error()};
    }
    return bytes;
}

} // namespace route9::adapters
