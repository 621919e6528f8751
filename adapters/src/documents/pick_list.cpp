// SPDX-License-Identifier: Apache-2.0
#include "adapters/documents/pick_list.hpp"

#include "adapters/documents/bar_symbol.hpp"
#include "documents/paged_table.hpp"

#include <fmt/format.h>

#include <array>
#include <cstddef>
#include <map>
#include <utility>

namespace route9::adapters {
namespace {

constexpr auto kPickColumns = std::to_array<TableColumn>({
    {"", 14, 7, Align::centre, true},
    {"SKU", 23, 48, Align::left},
    {"Hàng / ສິນຄ້າ / Goods", 73, 72, Align::left},
    {"Kho / ສາງ", 147, 20, Align::left},
    {"Kiện", 167, 10, Align::right},
    {"Số / ຈຳນວນ", 178, 18, Align::right},
});

constexpr auto kPackColumns = std::to_array<TableColumn>({
    {"", 14, 7, Align::centre, true},
    {"SKU", 23, 48, Align::left},
    {"Hàng / ສິນຄ້າ / Goods", 73, 102, Align::left},
    {"Số / ຈຳນວນ", 178, 18, Align::right},
});

struct Walk {
    std::string name;
    std::int64_t quantity = 0;
    std::int64_t parcels = 0;
};

/// By warehouse and SKU.
std::map<std::pair<std::string, std::string>, Walk> walk_of(const PickList& list) {
    std::map<std::pair<std::string, std::string>, Walk> walk;
    for (const PackingJob& job : list.jobs) {
        for (const PickedGoods& goods : job.goods) {
            Walk& at = walk[{job.warehouse, goods.sku}];
            at.name = at.name.empty() ? goods.name : at.name;
            at.quantity += goods.quantity;
            ++at.parcels;
        }
    }
    return walk;
}

std::string totals_text(const PickList& list) {
    std::int64_t pieces = 0;
    std::int64_t mass_g = 0;
    for (const PackingJob& job : list.jobs) {
        mass_g += job.mass_g;
        for (const PickedGoods& goods : job.goods) {
            pieces += goods.quantity;
        }
    }
    return fmt::format(
        "{} kiện / ຫໍ່ / parcels · {} món / ຊິ້ນ / pieces · {} kg · đã đóng / ຫຸ້ມແລ້ວ / packed {}"
        " · giữ / ພັກໄວ້ / held {}{}",
        list.jobs.size(),
        pieces,
        kilograms_text(mass_g),
        list.packed,
        list.held,
        list.more ? " · + … (in lại khi xong / print again when done)" : ""
    );
}

void draw_head(Canvas& canvas, const PickList& list) {
    canvas.text(
        {a4_left_mm, 9, 120, 9},
        list.warehouse + " · " + list.reference,
        {.size_pt = 19, .size_pt_min = 9, .lines_max = 1, .bold = true}
    );
    canvas.text(
        {136, 9, 60, 5},
        "Phiếu nhặt hàng / ໃບຈັດເຄື່ອງ / Pick list",
        {.size_pt = 8.5, .lines_max = 1, .align = Align::right}
    );
    canvas.text(
        {136, 14, 60, 4},
        minute_text(list.printed_at),
        {.size_pt = 7.5, .lines_max = 1, .align = Align::right}
    );
    canvas.text(
        {a4_left_mm, 19, 182, 6},
        fmt::format("{}  ·  {}", minute_text(list.leaves), list.way),
        {.size_pt = 11, .lines_max = 1, .bold = true}
    );
    canvas.text({a4_left_mm, 26, 182, 5}, totals_text(list), {.size_pt = 9, .lines_max = 1});
}

void draw_walk(PagedTable& table, const PickList& list) {
    table.columns(kPickColumns);
    for (const auto& [key, walk] : walk_of(list)) {
        const auto cells = std::to_array<std::string>({
            "",
            key.second,
            walk.name,
            key.first,
            fmt::to_string(walk.parcels),
            fmt::to_string(walk.quantity),
        });
        table.row(cells);
    }
}

Result<void> draw_job(PdfCanvas& canvas, PagedTable& table, const PackingJob& job) {
    constexpr double kHeight_mm = 17;
    constexpr double kTitlesAndRow_mm = 14;
    const double y_mm = table.block(kHeight_mm, kTitlesAndRow_mm);
    canvas.text(
        {a4_left_mm, y_mm + 3, 80, 6},
        job.order,
        {.size_pt = 13, .size_pt_min = 8, .lines_max = 1, .bold = true}
    );
    canvas.text(
        {a4_left_mm, y_mm + 9.5, 80, 5},
        fmt::format("{} · {} kg", job.channel, kilograms_text(job.mass_g)),
        {.size_pt = 9, .lines_max = 1}
    );
    canvas.text(
        {98, y_mm + 12.5, 100, 4},
        job.fulfillment,
        {.size_pt = 7, .lines_max = 1, .align = Align::centre}
    );
    auto barred = draw_bars(canvas, {98, y_mm + 3, 100, 9}, job.fulfillment);
    table.columns(kPackColumns);
    for (const PickedGoods& goods : job.goods) {
        const auto cells =
            std::to_array<std::string>({"", goods.sku, goods.name, fmt::to_string(goods.quantity)});
        table.row(cells);
    }
    return barred;
}

} // namespace

Result<std::string> pick_list_pdf(const PickList& list) {
    Result<void> barred;
    const PagedTable::Form form{
        .head = [&](PdfCanvas& canvas) { draw_head(canvas, list); },
        .first_row_mm = 32,
        .row_height_mm = 7,
    };
    auto bytes = draw_paged(
        "Pick list " + list.reference,
        list.printed_at,
        form,
        [&](PdfCanvas& canvas, PagedTable& table) {
            draw_walk(table, list);
            for (const PackingJob& job : list.jobs) {
                if (auto drawn = draw_job(canvas, table, job); !drawn) {
                    barred = std::move(drawn);
                }
            }
        }
    );
    if (!barred) {
        return Failure{std::move(barred).error()};
    }
    return bytes;
}

} // namespace route9::adapters
