// SPDX-License-Identifier: Apache-2.0
// What a rider reads, as pdftotext finds it on the sheet.
#include "adapters/carriers/run_sheet.hpp"

#include <gtest/gtest.h>
#include <unistd.h>

#include <array>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <limits>
#include <string>

namespace route9::adapters {
namespace {

ManifestLine to(const std::string& village, const std::string& parcel, std::optional<Money> cod) {
    ManifestLine line;
    line.parcel = parcel;
    line.recipient.name = "ນາງ ຕົວຢ່າງ";
    line.recipient.phone = "+8562055000001";
    line.recipient.country = "LA";
    line.recipient.province = "ສະຫວັນນະເຂດ";
    line.recipient.district = "ໄກສອນ ພົມວິຫານ";
    line.recipient.village = village;
    line.recipient.landmark = "ໃກ້ວັດໄຊຍະພູມ";
    line.weight_g = 1'250;
    line.cod = cod;
    return line;
}

RunSheet sheet(std::vector<ManifestLine> lines) {
    return {
        .manifest =
            {.id = "man_1",
             .carrier = "lao-express",
             .departure = "dep_1",
             .gate = "LAOBAO",
             .sealed_at = *parse_rfc3339("2026-03-10T04:00:00Z"),
             .lines = std::move(lines)},
        .carrier_name = "Lao Express",
        .left_out = 2,
        .printed_at = *parse_rfc3339("2026-03-11T00:30:00Z"),
    };
}

Money kip(std::int64_t whole) {
    return Money::of_minor(whole * 100, Currency::LAK);
}

/// Of one page, in the order of its lines; runs of blanks are one.
std::string text_of(const std::string& pdf, int page) {
    const auto path = std::filesystem::temp_directory_path() /
                      ("route9-run-sheet-" + std::to_string(getpid()) + ".pdf");
    std::ofstream{path, std::ios::binary} << pdf;
    const std::string command = "pdftotext -layout -f " + std::to_string(page) + " -l " +
                                std::to_string(page) + " " + path.string() + " -";
    std::FILE* pipe = popen(command.c_str(), "r"); // NOLINT(cert-env33-c): a tool of the tests
    std::string text;
    for (int c = std::fgetc(pipe); c != EOF; c = std::fgetc(pipe)) {
        const bool is_blank = c == ' ' || c == '\n';
        if (!is_blank || !text.ends_with(' ')) {
            text += is_blank ? ' ' : static_cast<char>(c);
        }
    }
    pclose(pipe);
    std::filesystem::remove(path);
    return text;
}

void expect_in_order(const std::string& text, const std::vector<std::string>& pieces) {
    std::size_t at = 0;
    for (const std::string& piece : pieces) {
        const auto found = text.find(piece, at);
        EXPECT_NE(found, std::string::npos) << piece << "\nin " << text;
        at = found == std::string::npos ? at : found + piece.size();
    }
}

TEST(RunSheetPdf, GroupsParcelsByVillageWithSumsPerCurrency) {
    const auto pdf = run_sheet_pdf(sheet({
        to("ບ້ານໂພນສະຫວັນ", "06E2CC", kip(165'500)),
        to("ບ້ານນາແກ", "06E2BB", Money::of_minor(99'000, Currency::VND)),
        to("ບ້ານໂພນສະຫວັນ", "06E2AA", kip(2'000'000)),
        to("", "06E2DD", std::nullopt),
    }));
    const std::string text = text_of(pdf.value(), 1);
    expect_in_order(
        text,
        {"Phiếu giao hàng",
         "1/1",
         "Lao Express · man_1 · 11/03/2026 07:30",
         "99.000 VND + 2.165.500 LAK",
         ": 2", // left out
         "1 kiện",
         "06E2DD",
         "1 kiện",
         "99.000 VND",
         "06E2BB",
         "2 kiện",
         "2.165.500 LAK",
         "06E2AA",
         "06E2CC"}
    );
    EXPECT_NE(text.find("+8562055000001"), std::string::npos);
}

TEST(RunSheetPdf, SaysTheVillageAgainOnTheNextPageAndLeavesNoHeadAlone) {
    std::vector<ManifestLine> lines;
    for (int i = 10; i < 40; ++i) {
        lines.push_back(to("ບ້ານໂພນສະຫວັນ", "06E2A" + std::to_string(i), kip(10'000)));
    }
    const auto pdf = run_sheet_pdf(sheet(lines));
    EXPECT_NE(text_of(pdf.value(), 1).find("1/3"), std::string::npos);
    const std::string second = text_of(pdf.value(), 2);
    expect_in_order(second, {"2/3", "(tiếp", "30 kiện", "300.000 LAK", "06E2A"});
}

TEST(RunSheetPdf, PutsErasedLinesLastAndIsTheSameForTheSame) {
    ManifestLine erased;
    erased.parcel = erased_parcel;
    const auto make = [&erased] {
        return run_sheet_pdf(sheet({erased, to("ບ້ານນາແກ", "06E2BB", kip(1))})).value();
    };
    expect_in_order(text_of(make(), 1), {"06E2BB", "Đã xóa dữ liệu", "erased"});
    EXPECT_EQ(make(), make());
}

TEST(RunSheetPdf, RefusesSumsThatDoNotFit) {
    const Money most = Money::of_minor(std::numeric_limits<std::int64_t>::max(), Currency::LAK);
    const auto pdf = run_sheet_pdf(sheet({to("a", "06E2AA", most), to("a", "06E2BB", kip(1))}));
    EXPECT_FALSE(pdf);
}

TEST(RunSheetPdf, WeighsToTheGram) {
    ManifestLine light = to("ບ້ານນາແກ", "06E2AA", kip(1));
    light.weight_g = 950;
    ManifestLine heavy = to("ບ້ານນາແກ", "06E2BB", kip(1));
    heavy.weight_g = 12'005;
    ManifestLine whole = to("ບ້ານນາແກ", "06E2CC", kip(1));
    whole.weight_g = 3'000;
    const std::string text = text_of(run_sheet_pdf(sheet({light, heavy, whole})).value(), 1);
    for (const auto* weight : {"0,95 kg", "12,005 kg", "3,0 kg"}) {
        EXPECT_NE(text.find(weight), std::string::npos) << weight << "\n" << text;
    }
}

TEST(RunSheetPdf, OfNoParcelIsAPageThatSaysSo) {
    expect_in_order(text_of(run_sheet_pdf(sheet({})).value(), 1), {"1/1", "0 kiện"});
}

} // namespace
} // namespace route9::adapters
