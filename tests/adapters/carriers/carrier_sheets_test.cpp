// SPDX-License-Identifier: Apache-2.0
// Events and acknowledgements as people save them from a spreadsheet.
#include "adapters/carriers/carrier_sheets.hpp"
#include "adapters/carriers/manifest_workbook.hpp"
#include "documents/written_workbook.hpp"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace route9::adapters {
namespace {

using fulfillment::LineResult;
using fulfillment::TrackingStatus;

constexpr const char* kHead = "parcel,status,at,place,note,cash_amount,cash_currency\n";

std::vector<SheetReport> events(const std::string& rows) {
    return read_tracking_sheet(kHead + rows).value();
}

/// "2 status unknown_value"
std::string problem(const SheetReport& report) {
    if (report.problems.empty()) {
        return {};
    }
    const ImportProblem& first = report.problems.front();
    return std::to_string(first.row) + " " + first.member + " " + first.code;
}

TEST(TrackingSheet, IsReadAsASpreadsheetInVietNamSavesIt) {
    const auto reports = read_tracking_sheet("\xef\xbb\xbf"
                                             "Parcel;Status;At;Cash_Amount;Cash_Currency\r\n"
                                             "'0012;Delivered;10/03/2026 8:05;150000;vnd\r\n"
                                             ";;;;\r\n"
                                             "P2;Out for delivery;2026-03-10 09:00;;\r\n")
                             .value();
    ASSERT_EQ(reports.size(), 2U);
    const TrackingReport& first = reports[0].report.value();
    EXPECT_EQ(reports[0].row, 2U);
    EXPECT_EQ(first.parcel, "0012");
    EXPECT_EQ(first.status, TrackingStatus::delivered);
    EXPECT_EQ(format_utc(first.at), "2026-03-10T01:05:00Z");
    EXPECT_EQ(first.cash_collected, Money::of_minor(150'000, Currency::VND));
    EXPECT_EQ(first.event_key, "0012|delivered|2026-03-10T01:05:00Z");
    EXPECT_EQ(reports[1].row, 4U);
    EXPECT_EQ(reports[1].report->status, TrackingStatus::out_for_delivery);
    EXPECT_EQ(reports[1].report->cash_collected, std::nullopt);
}

TEST(TrackingSheet, KeepsTheWordsOfPlaceAndNote) {
    const auto report =
        events("P1,in_transit,2026-03-10T08:00:00Z,\"ໜອງບົກ, ຄຳມ່ວນ\",trễ,0,\n").at(0);
    EXPECT_EQ(report.report->place, "ໜອງບົກ, ຄຳມ່ວນ");
    EXPECT_EQ(report.report->note, "trễ");
    EXPECT_EQ(report.report->cash_collected, std::nullopt) << "nothing was collected";
}

TEST(TrackingSheet, LeavesWordsItDoesNotKnowToBeAsked) {
    const auto report = events("P1,Giao xong,2026-03-10 08:00,,,,\n").at(0);
    EXPECT_EQ(report.report->status, TrackingStatus::unknown);
    EXPECT_EQ(report.report->status_word, "Giao xong");
}

TEST(TrackingSheet, RefusesARowAloneAndSaysWhatIsWrong) {
    const auto reports = events("P1,delivered,2026-03-10 08:00,,,,\n"
                                "8.4905E+11,delivered,2026-03-10 08:00,,,,\n"
                                "P3,delivered,tomorrow,,,,\n"
                                "P4,delivered,2026-03-10 08:00,,,150.000,VND\n"
                                "P5,delivered,2026-03-10 08:00,,,150000,\n"
                                "P6,delivered,2026-03-10 08:00,,,150000,EUR\n"
                                ",delivered,2026-03-10 08:00,,,,\n"
                                "P8,delivered,2026-03-10 08:00,a,b,1,VND,more\n"
                                "P9,delivered,2026-03-10 08:00,=1+1,,,\n");
    std::vector<std::string> found;
    for (const SheetReport& report : reports) {
        found.push_back(problem(report));
        EXPECT_EQ(report.report.has_value(), report.problems.empty());
    }
    EXPECT_EQ(
        found,
        (std::vector<std::string>{
            "",
            "3 parcel rounded",
            "4 at malformed",
            "5 cash_amount ambiguous",
            "6 cash_currency required",
            "7 cash_currency unknown_value",
            "8 parcel required",
            "9  wrong_width",
            "10 place formula",
        })
    );
}

TEST(TrackingSheet, RefusesAFileThatIsNoSuchSheet) {
    const auto code = [](const std::string& file) {
        const auto read = read_tracking_sheet(file);
        return read ? ""
                    : read.error().fields.front().pointer + " " + read.error().fields.front().code;
    };
    EXPECT_EQ(code(""), " empty");
    EXPECT_EQ(code("parcel,status\n"), "/1/at required");
    EXPECT_EQ(code("parcel,status,at,cod\n"), "/1/cod unknown_column");
    EXPECT_EQ(code("parcel,status,at,parcel\n"), "/1/parcel duplicate");
    EXPECT_EQ(code("\xd0\xcf\x11\xe0"), " malformed") << "an old .xls";
    std::string long_one = kHead;
    for (std::size_t row = 0; row <= tracking_rows_max; ++row) {
        long_one += "P,delivered,2026-03-10 08:00,,,,\n";
    }
    EXPECT_EQ(code(long_one), " out_of_range");
}

ManifestDocument two_parcels() {
    ManifestDocument out{
        .id = "man_1",
        .carrier = "lao-express",
        .departure = "dep_1",
        .gate = "LAOBAO",
        .sealed_at = *parse_rfc3339("2026-03-10T04:00:00Z"),
        .lines = std::vector<ManifestLine>(2),
    };
    out.lines[0].parcel = "06E2AA";
    out.lines[1].parcel = "06E2BB";
    return out;
}

TEST(AckSheet, IsTheOneOfTheWorkbookAndStaysOpenWhereNothingWasFilledIn) {
    const auto rows = read_ack_sheet(manifest_workbook(two_parcels()).value()).value();
    ASSERT_EQ(rows.size(), 2U);
    EXPECT_EQ(rows[0].parcel, "06E2AA");
    EXPECT_EQ(rows[0].result, std::nullopt);
    EXPECT_EQ(rows[1].parcel, "06E2BB");
}

TEST(AckSheet, IsReadAsCsvToo) {
    const auto rows =
        read_ack_sheet("parcel,result,note\nA1,Received,\nA2,damaged,ຮ້າວ\nA3,,\nX9,over,\n")
            .value();
    ASSERT_EQ(rows.size(), 4U);
    EXPECT_EQ(rows[0].result, LineResult::received);
    EXPECT_EQ(rows[1].result, LineResult::damaged);
    EXPECT_EQ(rows[1].note, "ຮ້າວ");
    EXPECT_EQ(rows[2].result, std::nullopt);
    EXPECT_EQ(rows[3].result, LineResult::over);
}

TEST(AckSheet, IsRefusedAsAWholeWithEveryBadRow) {
    const auto read = read_ack_sheet("parcel,result\nA1,ok\nA2,short\nA2,damaged\n,short\n");
    ASSERT_FALSE(read);
    std::vector<std::string> found;
    for (const FieldError& error : read.error().fields) {
        found.push_back(error.pointer + " " + error.code);
    }
    EXPECT_EQ(
        found,
        (std::vector<std::string>{
            "/2/result unknown_value", "/4/parcel repeated", "/5/parcel required"
        })
    );
}

} // namespace
} // namespace route9::adapters
