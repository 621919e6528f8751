// SPDX-License-Identifier: Apache-2.0
#include "adapters/documents/label.hpp"

#include "adapters/documents/bar_symbol.hpp"
#include "adapters/documents/pdf_canvas.hpp"
#include "adapters/documents/qr_symbol.hpp"
#include "documents/label_drawing.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <initializer_list>
#include <utility>

namespace route9::adapters {
namespace {

constexpr double kLeft_mm = 4;
constexpr double kRight_mm = 96;
constexpr double kWidth_mm = kRight_mm - kLeft_mm;
constexpr const char* kNoBreakSpace = "\u00a0";

std::string joined(std::initializer_list<std::string_view> parts, std::string_view between) {
    std::string out;
    for (const auto part : parts) {
        if (!part.empty()) {
            out.append(out.empty() ? "" : between).append(part);
        }
    }
    return out;
}

/// "1 234 567.50": blanks between thousands, for neither dot nor comma means the same thing on
/// both sides of the border.
std::string grouped(std::string_view amount) {
    const auto dot = amount.find('.');
    const auto whole = amount.substr(0, dot);
    std::string out;
    for (std::size_t at = 0; at < whole.size(); ++at) {
        if (at > 0 && (whole.size() - at) % 3 == 0) {
            out += kNoBreakSpace;
        }
        out += whole[at];
    }
    return dot == std::string_view::npos ? out : out.append(amount.substr(dot));
}

std::string grams(std::int64_t weight_g) {
    return grouped(fmt::to_string(weight_g)) + kNoBreakSpace + "g";
}

void draw_route(Canvas& canvas, const Label& label) {
    canvas.text(
        {kLeft_mm, 4, 66, 9},
        label.route,
        {.size_pt = 20, .size_pt_min = 8, .lines_max = 1, .bold = true}
    );
    canvas.text(
        {kLeft_mm, 13.5, 66, 6},
        joined({label.gate, label.carrier}, "  ·  "),
        {.size_pt = 11, .lines_max = 1}
    );
    canvas.text(
        {72, 4, 24, 9},
        fmt::format("{}/{}", label.piece, label.pieces),
        {.size_pt = 20, .size_pt_min = 8, .lines_max = 1, .bold = true, .align = Align::right}
    );
    canvas.text(
        {72, 13.5, 24, 6},
        grams(label.weight_g),
        {.size_pt = 11, .lines_max = 1, .align = Align::right}
    );
    canvas.rule(20.5, kLeft_mm, kRight_mm);
    canvas.text(
        {kLeft_mm, 21.5, kWidth_mm, 8},
        "Gửi / ຜູ້ສົ່ງ: " + label.sender,
        {.size_pt = 8.5, .size_pt_min = 6}
    );
    canvas.rule(30, kLeft_mm, kRight_mm);
}

void draw_recipient(Canvas& canvas, const Label& label) {
    const auto& to = label.recipient;
    canvas.text({kLeft_mm, 31, kWidth_mm, 4}, "Nhận / ຜູ້ຮັບ", {.size_pt = 7.5});
    canvas.text(
        {kLeft_mm, 35, kWidth_mm, 11},
        to.name,
        {.size_pt = 19, .size_pt_min = 9, .lines_max = 2, .bold = true}
    );
    canvas.text(
        {kLeft_mm, 46.5, kWidth_mm, 8.5},
        to.phone,
        {.size_pt = 17, .size_pt_min = 9, .lines_max = 1, .bold = true}
    );
    const auto place = joined({to.village, to.address_line}, ", ");
    const auto found_by = joined({to.landmark, to.pickup_point}, " · ");
    const auto area = joined({to.district, to.province, to.country}, ", ");
    // A long description of the place gives way to the area, which sorts the parcel.
    canvas.text(
        {kLeft_mm, 55.5, kWidth_mm, 15},
        joined({place, found_by}, "\n"),
        {.size_pt = 13, .size_pt_min = 7.5}
    );
    canvas.text(
        {kLeft_mm, 70.5, kWidth_mm, 9}, area, {.size_pt = 13, .size_pt_min = 7.5, .lines_max = 2}
    );
    canvas.text(
        {kLeft_mm, 80, kWidth_mm, 8},
        joined({label.province_code, label.district_code}, "   "),
        {.size_pt = 16, .size_pt_min = 8, .lines_max = 1, .bold = true}
    );
}

void draw_cod(Canvas& canvas, const Label& label) {
    const Box box{.x_mm = kLeft_mm, .y_mm = 89, .width_mm = kWidth_mm, .height_mm = 15};
    canvas.frame(box, label.cod ? 0.8 : 0.3);
    const Box inside{
        .x_mm = box.x_mm + 2,
        .y_mm = box.y_mm + 0.5,
        .width_mm = box.width_mm - 4,
        .height_mm = box.height_mm - 1
    };
    if (!label.cod) {
        canvas.text(
            inside,
            label.prepaid ? "COD 0 · đã trả / ຈ່າຍແລ້ວ" : "COD 0 · không thu tiền / ບໍ່ເກັບເງິນ",
            {.size_pt = 16, .size_pt_min = 10, .align = Align::centre, .middle = true}
        );
        return;
    }
    if (label.piece > 1) { // so that nobody collects it again for every piece
        canvas.text(
            inside,
            fmt::format("COD: thu ở kiện 1/{0} / ເກັບເງິນຢູ່ຫໍ່ 1/{0}", label.pieces),
            {.size_pt = 16, .size_pt_min = 9, .align = Align::centre, .middle = true}
        );
        return;
    }
    const auto amount = fmt::format(
        "COD{0}{1}{0}{2}", kNoBreakSpace, grouped(label.cod->amount()), code(label.cod->currency())
    );
    canvas.text(
        inside,
        amount,
        {.size_pt = 30,
         .size_pt_min = 12,
         .lines_max = 1,
         .bold = true,
         .align = Align::centre,
         .middle = true}
    );
}

Result<void> draw_identity(Canvas& canvas, const Label& label) {
    const Box square{.x_mm = 3, .y_mm = 104.5, .width_mm = 31, .height_mm = 31};
    if (auto drawn = draw_qr(canvas, square, label.qr_content); !drawn) {
        return drawn;
    }
    canvas.text(
        {36, 107, 60, 9},
        label.parcel,
        {.size_pt = 15, .size_pt_min = 7, .lines_max = 1, .bold = true}
    );
    canvas.text({36, 116.5, 60, 11}, label.qr_content, {.size_pt = 7.5, .size_pt_min = 5.5});
    canvas.text({36, 129, 60, 5}, format_corridor(label.printed_at), {.size_pt = 7.5});
    return draw_bars(canvas, {1, 136, 98, 12}, label.parcel);
}

} // namespace

Result<void> draw_label(Canvas& canvas, const Label& label) {
    draw_route(canvas, label);
    draw_recipient(canvas, label);
    draw_cod(canvas, label);
    return draw_identity(canvas, label);
}

Result<void> check_count(std::span<const Label> labels, std::size_t most) {
    if (labels.empty() || labels.size() > most) {
        return fail_field(
            "/labels", "out_of_range", fmt::format("Print 1 to {} labels at a time.", most)
        );
    }
    return {};
}

Result<std::string> render_label(const Label& label) {
    return render_labels({&label, 1});
}

void draw_left_out(Canvas& canvas, std::span<const LeftOut> left_out) {
    canvas.text(
        {kLeft_mm, 4, kWidth_mm, 12},
        "Không in nhãn / ບໍ່ໄດ້ພິມປ້າຍ\nNot printed",
        {.size_pt = 13, .bold = true}
    );
    canvas.rule(17, kLeft_mm, kRight_mm);
    double y_mm = 18;
    for (const LeftOut& each : left_out.first(std::min(left_out.size(), left_out_per_page))) {
        canvas.text(
            {kLeft_mm, y_mm, 46, 7.5},
            each.parcel,
            {.size_pt = 11, .lines_max = 1, .bold = true, .middle = true}
        );
        canvas.text(
            {52, y_mm, 44, 7.5},
            each.why == LabelRefusal::cancelled ? "đã hủy / ຍົກເລີກແລ້ວ / cancelled"
                                                : "đã xóa người nhận / ລຶບຜູ້ຮັບແລ້ວ / erased",
            {.size_pt = 8, .size_pt_min = 5.5, .middle = true}
        );
        y_mm += 8;
    }
}

Result<std::string>
render_labels(std::span<const Label> labels, std::span<const LeftOut> left_out) {
    if (auto counted = check_count(labels, labels_max); !counted) {
        return Failure{std::move(counted).error()};
    }
    PdfCanvas canvas{label_page, labels.front().parcel, labels.front().printed_at};
    for (const Label& label : labels) {
        if (auto drawn = draw_label(canvas, label); !drawn) {
            return Failure{std::move(drawn).error()};
        }
        canvas.next_page();
    }
    for (std::size_t from = 0; from < left_out.size(); from += left_out_per_page) {
        draw_left_out(canvas, left_out.subspan(from));
        canvas.next_page();
    }
    return canvas.finish();
}

} // namespace route9::adapters
