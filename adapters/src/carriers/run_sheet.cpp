// SPDX-License-Identifier: Apache-2.0
#include "adapters/carriers/run_sheet.hpp"

#include "adapters/documents/pdf_canvas.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <initializer_list>
#include <span>
#include <string_view>
#include <utility>
#include <vector>

namespace route9::adapters {
namespace {

constexpr PageSize kPage{.width_mm = 210, .height_mm = 297};
constexpr double kLeft_mm = 10;
constexpr double kRight_mm = 200;
constexpr double kTop_mm = 34;     // below the head of a page
constexpr double kBottom_mm = 278; // above its foot
constexpr double kVillage_mm = 9;
constexpr double kParcel_mm = 17;
constexpr double kTitles_mm = 7;

using Lines = std::span<const ManifestLine>;

/// What the page shows, from top to bottom: a village's head or one of its parcels.
struct Band {
    Lines village{};
    const ManifestLine* parcel = nullptr; // nullptr: the village's head
    std::size_t number = 0;
    bool goes_on = false; // a head that is said again on the next page
    double height_mm() const { return parcel == nullptr ? kVillage_mm : kParcel_mm; }
};

using Sheet = std::vector<std::vector<Band>>; // by pages

std::string joined(std::initializer_list<const std::string*> parts, std::string_view between) {
    std::string out;
    for (const std::string* part : parts) {
        if (!part->empty()) {
            out.append(out.empty() ? "" : between).append(*part);
        }
    }
    return out;
}

/// "165500" → "165.500", as both countries write it.
std::string grouped(std::string amount) {
    const auto point = amount.find('.');
    if (point != std::string::npos) {
        amount[point] = ',';
    }
    auto at = static_cast<std::ptrdiff_t>(point == std::string::npos ? amount.size() : point);
    for (at -= 3; at > 0; at -= 3) {
        amount.insert(static_cast<std::size_t>(at), 1, '.');
    }
    return amount;
}

std::string money_text(Money money) {
    return fmt::format("{} {}", grouped(money.amount()), code(money.currency()));
}

std::string sums_text(const ManifestTotals& totals) {
    std::string text;
    for (const Money& sum : totals.cod) {
        text.append(text.empty() ? "" : "  +  ").append(money_text(sum));
    }
    return text.empty() ? "–" : text;
}

/// "0,95 kg": to the gram, as it was weighed.
std::string kilograms(std::int64_t weight_g) {
    std::string grams = fmt::format("{:03}", weight_g % 1000);
    while (grams.size() > 1 && grams.back() == '0') {
        grams.pop_back();
    }
    return fmt::format("{},{} kg", weight_g / 1000, grams);
}

/// "11/03/2026 07:30", as both countries write it; corridor time.
std::string printed_text(Instant at) {
    const std::string time = format_corridor(at); // 2026-03-11T07:30:00+07:00
    return fmt::format(
        "{}/{}/{} {}", time.substr(8, 2), time.substr(5, 2), time.substr(0, 4), time.substr(11, 5)
    );
}

bool is_erased(const ManifestLine& line) {
    return line.parcel == erased_parcel;
}

bool same_village(const ManifestLine& a, const ManifestLine& b) {
    return is_erased(a) == is_erased(b) && a.recipient.province == b.recipient.province &&
           a.recipient.district == b.recipient.district &&
           a.recipient.village == b.recipient.village;
}

std::vector<Lines> villages_of(Lines lines) {
    std::vector<Lines> villages;
    while (!lines.empty()) {
        const auto other = std::ranges::find_if_not(lines, [&lines](const ManifestLine& line) {
            return same_village(line, lines.front());
        });
        const auto count = static_cast<std::size_t>(other - lines.begin());
        villages.push_back(lines.first(count));
        lines = lines.subspan(count);
    }
    return villages;
}

/// A head never stands alone at the foot of a page.
Sheet laid_out(Lines lines) {
    Sheet pages(1);
    double y_mm = kTop_mm + kTitles_mm;
    std::size_t number = 0;
    for (const Lines village : villages_of(lines)) {
        for (const ManifestLine& line : village) {
            const bool is_first = &line == village.data();
            const double needed_mm = kParcel_mm + (is_first ? kVillage_mm : 0);
            const bool turns = y_mm + needed_mm > kBottom_mm;
            if (turns) {
                pages.emplace_back();
                y_mm = kTop_mm + kTitles_mm;
            }
            if (is_first || turns) {
                pages.back().push_back({.village = village, .goes_on = !is_first});
                y_mm += kVillage_mm;
            }
            pages.back().push_back({.parcel = &line, .number = ++number});
            y_mm += kParcel_mm;
        }
    }
    return pages;
}

class RunSheetDrawing {
public:
    RunSheetDrawing(const RunSheet& sheet, const ManifestTotals& totals)
        : sheet_(sheet), totals_(totals),
          canvas_(kPage, "Run sheet " + sheet.manifest.id, sheet.printed_at) {}

    Result<std::string> draw() {
        const Sheet pages = laid_out(sheet_.manifest.lines);
        for (std::size_t page = 0; page < pages.size(); ++page) {
            if (page > 0) {
                canvas_.next_page();
            }
            draw_head(fmt::format("{}/{}", page + 1, pages.size()));
            double y_mm = kTop_mm + kTitles_mm;
            for (const Band& band : pages[page]) {
                if (auto drawn = draw_band(band, y_mm); !drawn) {
                    return Failure{std::move(drawn).error()};
                }
                y_mm += band.height_mm();
            }
            draw_foot();
        }
        return canvas_.finish();
    }

private:
    void line_of_text(const Box& box, const std::string& text, double size_pt, bool bold = false) {
        canvas_.text(box, text, {.size_pt = size_pt, .lines_max = 1, .bold = bold, .middle = true});
    }

    void draw_head(std::string_view page_of) {
        line_of_text({kLeft_mm, 8, 150, 8}, "Phiếu giao hàng / ໃບແຈກຢາຍພັດສະດຸ", 15, true);
        canvas_.text(
            {165, 8, 35, 8}, page_of, {.size_pt = 11, .align = Align::right, .middle = true}
        );
        const ManifestDocument& of = sheet_.manifest;
        line_of_text(
            {kLeft_mm, 16, 190, 5.5},
            fmt::format(
                "{} · {} · {}", sheet_.carrier_name, of.id, printed_text(sheet_.printed_at)
            ),
            9
        );
        line_of_text(
            {kLeft_mm, 21.5, 190, 6.5},
            fmt::format(
                "{} kiện / ພັດສະດຸ  ·  {}  ·  Thu hộ / ເກັບເງິນ: {}",
                totals_.lines,
                kilograms(totals_.weight_g),
                sums_text(totals_)
            ),
            11,
            true
        );
        if (sheet_.left_out > 0) {
            line_of_text(
                {kLeft_mm, 28, 190, 5},
                fmt::format(
                    "Không có trong phiếu (chưa nhận hoặc đã xong) / ບໍ່ຢູ່ໃນໃບນີ້ (ບໍ່ໄດ້ຮັບ ຫຼື ສຳເລັດແລ້ວ): "
                    "{}",
                    sheet_.left_out
                ),
                8
            );
        }
        draw_titles();
    }

    void draw_titles() {
        const double y_mm = kTop_mm;
        canvas_.rule(y_mm, kLeft_mm, kRight_mm);
        line_of_text({19, y_mm, 60, kTitles_mm}, "Người nhận / ຜູ້ຮັບ", 8, true);
        line_of_text({81, y_mm, 55, kTitles_mm}, "Địa chỉ / ທີ່ຢູ່", 8, true);
        line_of_text({138, y_mm, 32, kTitles_mm}, "Thu hộ / ເກັບເງິນ", 8, true);
        line_of_text({172, y_mm, 28, kTitles_mm}, "Ký nhận / ລາຍເຊັນ", 8, true);
        canvas_.rule(y_mm + kTitles_mm, kLeft_mm, kRight_mm);
    }

    Result<void> draw_band(const Band& band, double y_mm) {
        if (band.parcel != nullptr) {
            draw_parcel(*band.parcel, band.number, y_mm);
            return {};
        }
        const auto totals = manifest_totals(band.village);
        if (!totals) {
            return Failure{totals.error()};
        }
        draw_village(band, *totals, y_mm);
        return {};
    }

    void draw_village(const Band& band, const ManifestTotals& totals, double y_mm) {
        const ManifestLine& line = band.village.front();
        const fulfillment::Recipient& to = line.recipient;
        std::string place = joined({&to.village, &to.district, &to.province}, " · ");
        if (is_erased(line)) {
            place = "Đã xóa dữ liệu / ລຶບຂໍ້ມູນແລ້ວ";
        } else if (to.village.empty()) {
            place = "(không ghi bản / ບໍ່ລະບຸບ້ານ) " + place;
        }
        if (band.goes_on) {
            place += "  (tiếp / ຕໍ່)";
        }
        line_of_text({kLeft_mm, y_mm, 115, kVillage_mm}, place, 11.5, true);
        canvas_.text(
            {126, y_mm, 74, kVillage_mm},
            fmt::format("{} kiện / ພັດສະດຸ · {}", totals.lines, sums_text(totals)),
            {.size_pt = 10, .lines_max = 1, .bold = true, .align = Align::right, .middle = true}
        );
        canvas_.rule(y_mm + kVillage_mm, kLeft_mm, kRight_mm);
    }

    void draw_parcel(const ManifestLine& line, std::size_t number, double y_mm) {
        canvas_.frame({11, y_mm + 2, 5, 5}, 0.4);
        canvas_.text(
            {kLeft_mm, y_mm + 8.5, 7, 6},
            fmt::to_string(number),
            {.size_pt = 8, .lines_max = 1, .align = Align::centre}
        );
        const fulfillment::Recipient& to = line.recipient;
        line_of_text({19, y_mm + 0.6, 60, 6}, to.name, 10.5, true);
        line_of_text({19, y_mm + 6.2, 60, 5.4}, to.phone, 11);
        line_of_text(
            {19, y_mm + 11.6, 60, 5},
            fmt::format("{} · {} · ×{}", line.parcel, kilograms(line.weight_g), line.pieces),
            7.5
        );
        canvas_.text(
            {81, y_mm + 0.6, 55, kParcel_mm - 1.2},
            joined({&to.address_line, &to.landmark, &to.pickup_point}, ", "),
            {.size_pt = 9.5, .middle = true}
        );
        canvas_.text(
            {138, y_mm + 0.6, 32, kParcel_mm - 1.2},
            line.cod ? money_text(*line.cod) : "0",
            {.size_pt = 12, .lines_max = 2, .bold = line.cod.has_value(), .middle = true}
        );
        canvas_.rule(y_mm + kParcel_mm, kLeft_mm, kRight_mm);
    }

    void draw_foot() {
        line_of_text({kLeft_mm, 280, 95, 6}, "Người giao / ຜູ້ສົ່ງ: ______________________", 9);
        line_of_text({105, 280, 95, 6}, "Tiền đã nộp / ເງິນທີ່ມອບ: ______________________", 9);
    }

    const RunSheet& sheet_;
    const ManifestTotals& totals_;
    PdfCanvas canvas_;
};

} // namespace

Result<std::string> run_sheet_pdf(RunSheet sheet) {
    auto& lines = sheet.manifest.lines;
    sort_by_place(lines);
    // Without a place they come first.
    std::ranges::rotate(lines, std::ranges::find_if_not(lines, is_erased));
    const auto totals = manifest_totals(lines);
    if (!totals) {
        return Failure{totals.error()};
    }
    return RunSheetDrawing{sheet, *totals}.draw();
}

} // namespace route9::adapters
