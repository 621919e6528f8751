// SPDX-License-Identifier: Apache-2.0
#include "adapters/carriers/manifest_workbook.hpp"

#include "documents/workbook_text.hpp"

#include <fmt/format.h>

#include <array>
#include <utility>

namespace route9::adapters {
namespace {

using Row = std::vector<WorkbookCell>;

struct Head {
    const char* title; // vi, lo, en
    int width;
    CellStyle style;
};

constexpr std::size_t kPiecesColumn = 11;
constexpr std::array<Head, 13> kHeads{{
    {"Mã kiện / ລະຫັດພັດສະດຸ / Parcel", 24, CellStyle::text},
    {"Vận đơn / ໃບສົ່ງຂອງ / House bill", 24, CellStyle::text},
    {"Người nhận / ຜູ້ຮັບ / Recipient", 26, CellStyle::text},
    {"Điện thoại / ໂທລະສັບ / Phone", 18, CellStyle::text},
    {"Nước / ປະເທດ / Country", 10, CellStyle::text},
    {"Tỉnh / ແຂວງ / Province", 18, CellStyle::text},
    {"Huyện / ເມືອງ / District", 18, CellStyle::text},
    {"Bản / ບ້ານ / Village", 18, CellStyle::text},
    {"Địa chỉ / ທີ່ຢູ່ / Address", 26, CellStyle::text},
    {"Mốc gần đó / ຈຸດສັງເກດ / Landmark", 22, CellStyle::text},
    {"Điểm lấy hàng / ຈຸດຮັບເຄື່ອງ / Pick-up point", 20, CellStyle::text},
    {"Số gói / ຈຳນວນ / Pieces", 10, CellStyle::whole},
    {"Kg / ກິໂລ / kg", 10, CellStyle::thousandths},
}};

WorkbookCell kilograms(std::int64_t weight_g) {
    return {fmt::format("{}.{:03}", weight_g / 1'000, weight_g % 1'000), CellStyle::thousandths};
}

WorkbookCell amount_cell(Money money) {
    const auto amount = money.amount();
    return {amount, amount.contains('.') ? CellStyle::hundredths : CellStyle::whole};
}

constexpr Head kVoid{"HỦY / ຍົກເລີກ / VOID", 30, CellStyle::text};

std::string words_of(const VoidMark& mark) {
    return mark.successor.empty() ? "void" : "replaced by " + mark.successor;
}

Row head_row(const ManifestTotals& totals) {
    Row row;
    for (const auto& head : kHeads) {
        row.push_back({head.title, CellStyle::head});
    }
    for (const auto& sum : totals.cod) {
        row.push_back({fmt::format("COD {}", code(sum.currency())), CellStyle::head});
    }
    return row;
}

Row line_row(const ManifestLine& line, const ManifestTotals& totals) {
    const auto& to = line.recipient;
    Row row;
    for (const auto* text :
         {&line.parcel,
          &line.house_bill,
          &to.name,
          &to.phone,
          &to.country,
          &to.province,
          &to.district,
          &to.village,
          &to.address_line,
          &to.landmark,
          &to.pickup_point}) {
        row.push_back({*text, CellStyle::text});
    }
    row.push_back({fmt::to_string(line.pieces), CellStyle::whole});
    row.push_back(kilograms(line.weight_g));
    for (const auto& sum : totals.cod) {
        const bool owed = line.cod && line.cod->currency() == sum.currency();
        row.push_back(owed ? amount_cell(*line.cod) : WorkbookCell{});
    }
    return row;
}

Row totals_row(const ManifestTotals& totals) {
    Row row(kPiecesColumn);
    row[0] = {
        fmt::format("Tổng / ລວມ / Total: {}", totals.lines),
        CellStyle::head,
    };
    row.push_back({fmt::to_string(totals.pieces), CellStyle::whole});
    row.push_back(kilograms(totals.weight_g));
    for (const auto& sum : totals.cod) {
        row.push_back(amount_cell(sum));
    }
    return row;
}

/// As the last column.
void strike_out(WorkbookSheet& sheet, std::size_t lines, const VoidMark& mark) {
    sheet.columns.push_back({kVoid.width, kVoid.style});
    sheet.rows.front().push_back({kVoid.title, CellStyle::head});
    for (std::size_t row = 1; row <= lines; ++row) {
        sheet.rows[row].push_back({words_of(mark), CellStyle::text});
    }
}

WorkbookSheet manifest_sheet(
    const ManifestDocument& document,
    const ManifestTotals& totals,
    const std::optional<VoidMark>& mark
) {
    WorkbookSheet sheet{.name = "manifest", .columns = {}, .rows = {head_row(totals)}};
    for (const auto& head : kHeads) {
        sheet.columns.push_back({head.width, head.style});
    }
    sheet.columns.resize(kHeads.size() + totals.cod.size(), {16, CellStyle::whole});
    for (const auto& line : document.lines) {
        sheet.rows.push_back(line_row(line, totals));
    }
    if (mark) {
        strike_out(sheet, document.lines.size(), *mark);
    }
    sheet.rows.emplace_back();
    sheet.rows.push_back(totals_row(totals));
    const std::pair<const char*, std::string> facts[] = {
        {"Manifest", document.id},
        {"Đơn vị vận chuyển / ຜູ້ຂົນສົ່ງ / Carrier", document.carrier},
        {"Chuyến xe / ຖ້ຽວລົດ / Departure", document.departure},
        {"Cửa khẩu / ດ່ານ / Gate", document.gate},
        {"Niêm phong / ປິດຜະນຶກ / Sealed (UTC)", format_utc_seconds(document.sealed_at)},
    };
    for (const auto& [title, text] : facts) {
        sheet.rows.push_back({{title, CellStyle::head}, {text, CellStyle::text}});
    }
    if (mark) {
        sheet.rows.push_back({{kVoid.title, CellStyle::head}, {words_of(*mark), CellStyle::text}});
    }
    return sheet;
}

/// With the words that `POST /v1/manifests/{id}/ack` takes.
WorkbookSheet ack_sheet(const ManifestDocument& document) {
    WorkbookSheet sheet{
        .name = "ack",
        .columns = {{24}, {14}, {40}},
        .rows =
            {{{"parcel", CellStyle::head}, {"result", CellStyle::head}, {"note", CellStyle::head}}},
        .choices = {"received", "short", "over", "damaged"},
    };
    for (const auto& line : document.lines) {
        if (line.parcel != erased_parcel) {
            sheet.rows.push_back({{line.parcel, CellStyle::text}});
        }
    }
    return sheet;
}

} // namespace

Result<std::string>
manifest_workbook(const ManifestDocument& document, const std::optional<VoidMark>& mark) {
    const auto totals = manifest_totals(document.lines);
    if (!totals) {
        return Failure{totals.error()};
    }
    WorkbookSheet manifest = manifest_sheet(document, *totals, mark);
    if (mark) {
        return workbook_of(std::array{std::move(manifest)});
    }
    return workbook_of(std::array{std::move(manifest), ack_sheet(document)});
}

} // namespace route9::adapters
