// SPDX-License-Identifier: Apache-2.0
#include "adapters/documents/cn23.hpp"

#include "adapters/documents/bar_symbol.hpp"
#include "adapters/documents/pdf_canvas.hpp"
#include "documents/paged_table.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstddef>
#include <span>
#include <utility>

namespace route9::adapters {
namespace {

constexpr PageSize kPage{.width_mm = 210, .height_mm = 148};
constexpr std::size_t kRowsPerSheet = 6;
constexpr double kTable_mm = 58; // where it begins
constexpr double kRow_mm = 7;
constexpr double kLine_mm = 0.25;
constexpr double kLeft_mm = 6;

constexpr auto kColumns = std::to_array<TableColumn>({
    {"Detailed description of contents (1)\nDescription détaillée", 6, 76, Align::left},
    {"Quantity (2)\nQuantité", 82, 17, Align::right},
    {"Net weight, kg (3)\nPoids net", 99, 24, Align::right},
    {"Value (5)\nValeur", 123, 34, Align::right},
    {"HS tariff number (7)\nN° tarifaire du SH", 157, 27, Align::left},
    {"Origin (8)\nOrigine", 184, 20, Align::left},
});

struct Sheet {
    std::span<const Cn23Goods> goods;
    std::size_t number = 1;
    std::size_t of = 1;
};

std::string money_text(const Money& money) {
    return fmt::format("{} {}", money.amount(), code(money.currency()));
}

/// A box with its printed title and what is filled in.
void field(
    Canvas& canvas,
    const Box& box,
    std::string_view title,
    std::string_view words,
    bool bold = false
) {
    constexpr double kTitle_mm = 3.6;
    canvas.frame(box, kLine_mm);
    canvas.text(
        {box.x_mm + 1, box.y_mm + 0.4, box.width_mm - 2, kTitle_mm},
        title,
        {.size_pt = 6.5, .size_pt_min = 5, .lines_max = 1}
    );
    if (!words.empty()) {
        const double room_mm = box.height_mm - kTitle_mm - 0.8;
        canvas.text(
            {box.x_mm + 1, box.y_mm + kTitle_mm + 0.3, box.width_mm - 2, room_mm},
            words,
            {.size_pt = 9.5, .size_pt_min = 5.5, .bold = bold}
        );
    }
}

void draw_party(
    Canvas& canvas, double x_mm, double y_mm, std::string_view title, const Cn23Party& party
) {
    field(canvas, {x_mm, y_mm, 99, 10.5}, title, party.name, true);
    field(canvas, {x_mm, y_mm + 10.5, 99, 12}, "Address / Adresse", party.address);
    field(canvas, {x_mm, y_mm + 22.5, 60, 8.5}, "Tel. / Tél.", party.phone);
    field(canvas, {x_mm + 60, y_mm + 22.5, 39, 8.5}, "Country / Pays", party.country, true);
}

Result<void> draw_top(Canvas& canvas, const Cn23& form, const Sheet& sheet) {
    canvas.text(
        {kLeft_mm, 4, 90, 5.5},
        "CUSTOMS DECLARATION / DÉCLARATION EN DOUANE",
        {.size_pt = 10, .lines_max = 1, .bold = true}
    );
    canvas.text(
        {kLeft_mm, 10, 60, 4.5},
        "May be opened officially / Peut être ouvert d'office",
        {.size_pt = 7, .lines_max = 1}
    );
    canvas.text({kLeft_mm, 15, 40, 8}, "CN 23", {.size_pt = 16, .lines_max = 1, .bold = true});
    canvas.text(
        {46, 17, 40, 5},
        fmt::format("{}/{}", sheet.number, sheet.of),
        {.size_pt = 10, .lines_max = 1}
    );
    auto barred = draw_bars(canvas, {105, 4, 99, 12}, form.item);
    canvas.text(
        {105, 16.5, 99, 6},
        form.item,
        {.size_pt = 12, .lines_max = 1, .bold = true, .align = Align::centre}
    );
    draw_party(canvas, kLeft_mm, 25, "From / De", form.sender);
    draw_party(canvas, 105, 25, "To / À", form.addressee);
    return barred;
}

void draw_goods(Canvas& canvas, std::span<const Cn23Goods> goods) {
    const auto cell = [&](const TableColumn& column, double y_mm, std::string_view words, bool title
                      ) {
        canvas.frame({column.x_mm, y_mm, column.width_mm, kRow_mm}, kLine_mm);
        canvas.text(
            {column.x_mm + 1, y_mm + 0.4, column.width_mm - 2, kRow_mm - 0.8},
            words,
            {.size_pt = title ? 6.5 : 9,
             .size_pt_min = 5,
             .align = title ? Align::left : column.align,
             .middle = true}
        );
    };
    for (const auto& column : kColumns) {
        cell(column, kTable_mm, column.title, true);
    }
    for (std::size_t at = 0; at < kRowsPerSheet; ++at) {
        std::array<std::string, kColumns.size()> cells;
        if (at < goods.size()) {
            const Cn23Goods& line = goods[at];
            cells = {
                line.description,
                fmt::to_string(line.quantity),
                line.net_kg ? line.net_kg->text() : "",
                money_text(line.value),
                line.hs_code,
                line.origin,
            };
        }
        for (std::size_t column = 0; column < cells.size(); ++column) {
            const double y_mm = kTable_mm + kRow_mm * static_cast<double>(1 + at);
            cell(kColumns[column], y_mm, cells[column], false);
        }
    }
}

/// "[X] Sale of goods" with a drawn square.
void draw_category(Canvas& canvas) {
    constexpr double kTop_mm = 117;
    canvas.frame({kLeft_mm, kTop_mm, 123, 12}, kLine_mm);
    canvas.text(
        {kLeft_mm + 1, kTop_mm + 0.4, 100, 3.6},
        "Category of item (10) / Catégorie de l'envoi",
        {.size_pt = 6.5, .lines_max = 1}
    );
    constexpr auto kCategories = std::to_array<std::string_view>({
        "Gift\nCadeau",
        "Documents\nDocuments",
        "Sale of goods\nVente de marchandises",
        "Commercial sample\nÉchantillon commercial",
        "Returned goods\nRetour de marchandises",
        "Other\nAutre",
    });
    constexpr auto kWidths_mm = std::to_array<double>({14, 18, 25, 26, 26, 13});
    constexpr std::size_t kSale = 2;
    double x_mm = kLeft_mm + 1;
    for (std::size_t at = 0; at < kCategories.size(); ++at) {
        const Box square{.x_mm = x_mm, .y_mm = kTop_mm + 5.5, .width_mm = 3, .height_mm = 3};
        canvas.frame(square, kLine_mm);
        if (at == kSale) {
            canvas.fill({square.x_mm + 0.6, square.y_mm + 0.6, 1.8, 1.8});
        }
        canvas.text(
            {x_mm + 3.8, kTop_mm + 4.2, kWidths_mm[at] - 4, 7},
            kCategories[at],
            {.size_pt = 6, .size_pt_min = 4}
        );
        x_mm += kWidths_mm[at];
    }
}

void draw_bottom(Canvas& canvas, const Cn23& form, const Money& total) {
    constexpr double kSums_mm = 107;
    field(
        canvas,
        {kLeft_mm, kSums_mm, 62, 10},
        "Total gross weight (4) / Poids brut total",
        kilograms_text(form.gross_g) + " kg",
        true
    );
    field(
        canvas, {68, kSums_mm, 61, 10}, "Total value (6) / Valeur totale", money_text(total), true
    );
    field(canvas, {129, kSums_mm, 75, 10}, "Postal charges, fees (9) / Frais de port", "");
    draw_category(canvas);
    field(canvas, {129, 117, 37, 12}, "Licence (12) / Certificate (13)", "");
    field(canvas, {166, 117, 38, 12}, "Invoice (14) / Facture", form.invoice);
    field(
        canvas, {kLeft_mm, 129, 61, 15}, "Sender's reference, comments (11)", form.sender_reference
    );
    field(canvas, {67, 129, 40, 15}, "Office of origin / Date of posting", "");
    field(
        canvas,
        {107, 129, 97, 15},
        "Date and sender's signature (15) / Date et signature de l'expéditeur",
        ""
    );
    canvas.text(
        {108, 133, 58, 10.5},
        "I certify that the particulars given in this customs declaration are correct and that "
        "this "
        "item does not contain any dangerous article or articles prohibited by legislation or by "
        "postal or customs regulations.",
        {.size_pt = 5.5, .size_pt_min = 4}
    );
}

Result<Money> total_of(std::span<const Cn23Goods> goods) {
    if (goods.empty()) {
        return fail_field("/goods", "empty", "a declaration names what is in the item");
    }
    Result<Money> total = Money::zero(goods.front().value.currency());
    for (const Cn23Goods& line : goods) {
        total = total->plus(line.value);
        if (!total) {
            return total;
        }
    }
    return total;
}

} // namespace

Result<std::string> cn23_pdf(const Cn23& form) {
    const auto total = total_of(form.goods);
    if (!total) {
        return Failure{total.error()};
    }
    PdfCanvas canvas{kPage, "CN 23 " + form.item, form.printed_at};
    const std::span<const Cn23Goods> goods{form.goods};
    const std::size_t sheets = (goods.size() + kRowsPerSheet - 1) / kRowsPerSheet;
    for (std::size_t at = 0; at < sheets; ++at) {
        const std::size_t from = at * kRowsPerSheet;
        const Sheet sheet{
            .goods = goods.subspan(from, std::min(kRowsPerSheet, goods.size() - from)),
            .number = at + 1,
            .of = sheets,
        };
        if (auto drawn = draw_top(canvas, form, sheet); !drawn) {
            return Failure{std::move(drawn).error()};
        }
        draw_goods(canvas, sheet.goods);
        draw_bottom(canvas, form, *total);
        canvas.next_page();
    }
    return canvas.finish();
}

} // namespace route9::adapters
