// SPDX-License-Identifier: Apache-2.0
// The canonical line and its digest are literals made with Python's json and hashlib.
#include "adapters/carriers/manifest_document.hpp"
#include "adapters/carriers/manifest_workbook.hpp"
#include "adapters/documents/workbook_rows.hpp"

#include <gtest/gtest.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <limits>

namespace route9::adapters {
namespace {

using fulfillment::SealFault;

ManifestDocument document() {
    ManifestDocument out{
        .id = "man_1",
        .carrier = "anousith",
        .departure = "dep_1",
        .gate = "lao-bao",
        .sealed_at = Instant{Seconds{1'767'236'400}},
        .lines = {}
    };
    ManifestLine first;
    first.parcel = "106141412345678908";
    first.house_bill = "HB-1";
    first.recipient.name = "ນາງ ຕົວຢ່າງ";
    first.recipient.phone = "+8562055000001";
    first.recipient.country = "LA";
    first.recipient.province = "ສະຫວັນນະເຂດ";
    first.weight_g = 1'250;
    first.cod = Money::of_minor(30'000'000, Currency::LAK);
    ManifestLine second = first;
    second.parcel = "0000000003ZZZZZZZZZZ";
    second.recipient.name = "=cmd|' /C calc'!A0";
    second.recipient.address_line = "ຮ່ອມ 3, \"ໃກ້ວັດ\"";
    second.pieces = 2;
    second.weight_g = 750;
    second.cod = Money::of_minor(99'000, Currency::VND);
    ManifestLine third = first;
    third.house_bill.clear();
    third.cod = Money::of_minor(50, Currency::LAK);
    ManifestLine fourth = first;
    fourth.cod.reset();
    out.lines = {first, second, third, fourth};
    return out;
}

std::vector<Bytes> salts(std::size_t count) {
    std::vector<Bytes> out;
    out.reserve(count);
    for (std::size_t at = 0; at < count; ++at) {
        out.emplace_back(16, static_cast<std::byte>(at + 1));
    }
    return out;
}

/// As builds before have sealed it.
Json with_digests(const SealedManifest& sealed) {
    auto served = sealed.json;
    for (std::size_t at = 0; at < sealed.line_digests.size(); ++at) {
        served["lines"][at]["digest"] = hex(sealed.line_digests[at]);
    }
    return served;
}

class ManifestDocumentTest : public testing::Test {
protected:
    static void SetUpTestSuite() { crypto_start(); }

    Secret seed_{Bytes(32, std::byte{7})};
    PublicKey key_ = ed25519_public_key(seed_);
    SealedManifest sealed_ = seal_manifest_document(document(), salts(4), seed_).value();
};

TEST_F(ManifestDocumentTest, AddsUpParcelsWeightAndCashPerCurrency) {
    const auto totals = manifest_totals(document().lines).value();
    EXPECT_EQ(totals.lines, 4);
    EXPECT_EQ(totals.pieces, 5);
    EXPECT_EQ(totals.weight_g, 1'250 + 750 + 1'250 + 1'250);
    ASSERT_EQ(totals.cod.size(), 2U);
    EXPECT_EQ(totals.cod[0], Money::of_minor(99'000, Currency::VND));
    EXPECT_EQ(totals.cod[1], Money::of_minor(30'000'050, Currency::LAK));
}

TEST_F(ManifestDocumentTest, IsSortedByPlace) {
    std::vector<ManifestLine> lines;
    for (const auto& [parcel, village, district] :
         {std::tuple{"4", "ນາແກ", "ໄກສອນ"},
          std::tuple{"3", "ໂພນ", "ໄກສອນ"},
          std::tuple{"2", "ນາແກ", "ໄກສອນ"},
          std::tuple{"1", "ໂພນ", "ຈຳພອນ"}}) {
        ManifestLine line;
        line.parcel = parcel;
        line.recipient.village = village;
        line.recipient.district = district;
        lines.push_back(line);
    }
    sort_by_place(lines);
    std::string order;
    for (const auto& line : lines) {
        order += line.parcel;
    }
    EXPECT_EQ(order, "1243");
}

TEST_F(ManifestDocumentTest, RefusesTotalsThatDoNotFit) {
    auto lines = document().lines;
    lines[0].cod = Money::of_minor(std::numeric_limits<std::int64_t>::max(), Currency::LAK);
    EXPECT_FALSE(manifest_totals(lines));
    lines = document().lines;
    lines[0].weight_g = std::numeric_limits<std::int64_t>::max();
    EXPECT_FALSE(manifest_totals(lines));
    EXPECT_FALSE(seal_manifest_document(document(), salts(3), seed_));
}

TEST_F(ManifestDocumentTest, DigestsTheCanonicalLineUnderItsSalt) {
    EXPECT_EQ(
        hex(sealed_.line_digests.at(0)),
        "d761cc71a5ef17cf399da3dcf9979e888a38ded242c50cc1fe4528c8747052a3"
    );
}

TEST_F(ManifestDocumentTest, IsCheckedFromWhatTheFeedServes) {
    const auto served = parse_json(print_json(sealed_.json)).value();
    EXPECT_EQ(served.at("totals").at("pieces"), 5);
    EXPECT_EQ(served.at("sealed_at"), "2026-01-01T03:00:00Z");
    EXPECT_EQ(check_manifest_json(served, key_).value(), SealFault::none);
}

TEST_F(ManifestDocumentTest, ServesNoDigestThatTheReaderCanCompute) {
    for (const auto& line : sealed_.json.at("lines")) {
        EXPECT_FALSE(line.contains("digest")) << line;
        EXPECT_TRUE(line.contains("salt")) << line;
    }
    EXPECT_EQ(
        hex(served_line_digest(sealed_.json.at("lines").at(0)).value()),
        "d761cc71a5ef17cf399da3dcf9979e888a38ded242c50cc1fe4528c8747052a3"
    );
}

TEST_F(ManifestDocumentTest, StaysProvableAfterALineIsErased) {
    auto served = sealed_.json;
    served["lines"][1] = {{"digest", hex(sealed_.line_digests.at(1))}};
    EXPECT_EQ(check_manifest_json(served, key_).value(), SealFault::none);
    served["lines"][1]["digest"] = hex(sealed_.line_digests.at(2));
    EXPECT_EQ(check_manifest_json(served, key_).value(), SealFault::hash_differs);
}

TEST_F(ManifestDocumentTest, StaysProvableInTheFormWithADigestInEachLine) {
    auto served = with_digests(sealed_);
    EXPECT_EQ(check_manifest_json(served, key_).value(), SealFault::none);
    EXPECT_EQ(served_line_digest(served["lines"][3]).value(), sealed_.line_digests.at(3));
    served["lines"][3]["digest"] = hex(sealed_.line_digests.at(2));
    EXPECT_EQ(check_manifest_json(served, key_).value(), SealFault::line_differs);
    served = with_digests(sealed_);
    served["lines"][3]["pieces"] = 9;
    EXPECT_EQ(check_manifest_json(served, key_).value(), SealFault::line_differs);
}

TEST_F(ManifestDocumentTest, NamesWhatWasTamperedWith) {
    struct Case {
        const char* at;
        Json value;
        SealFault fault;
    };
    const Case cases[] = {
        {"/lines/0/cod/amount", "3", SealFault::hash_differs},
        {"/lines/0/recipient/phone", "+8562099999999", SealFault::hash_differs},
        {"/lines/0/digest", std::string(64, '0'), SealFault::line_differs},
        {"/lines/0/salt", base64url(Bytes(16, std::byte{9})), SealFault::hash_differs},
        {"/gate", "cau-treo", SealFault::hash_differs},
        {"/totals/pieces", 6, SealFault::hash_differs},
        {"/hash", std::string(64, '0'), SealFault::hash_differs},
        {"/signature", base64(Bytes(64, std::byte{1})), SealFault::signature_invalid},
    };
    for (const auto& row : cases) {
        auto served = sealed_.json;
        served[Json::json_pointer{row.at}] = row.value;
        EXPECT_EQ(check_manifest_json(served, key_).value(), row.fault) << row.at;
    }
    auto shorter = sealed_.json;
    shorter["lines"].erase(3);
    EXPECT_EQ(check_manifest_json(shorter, key_).value(), SealFault::hash_differs);
    auto reordered = sealed_.json;
    std::swap(reordered["lines"][0], reordered["lines"][1]);
    EXPECT_EQ(check_manifest_json(reordered, key_).value(), SealFault::hash_differs);
}

TEST_F(ManifestDocumentTest, RefusesWhatIsNoManifest) {
    EXPECT_FALSE(check_manifest_json(Json::array(), key_));
    EXPECT_FALSE(check_manifest_json(Json::object(), key_));
    const std::pair<const char*, Json> breaks[] = {
        {"/lines/0", 5},
        {"/lines/0/digest", "zz"},
        {"/lines/0/digest", 5},
        {"/lines/0/salt", "AA"},
        {"/lines/0", Json::object()},
        {"/lines/0", {{"parcel", "106141412345678908"}}},
        {"/lines/0", {{"digest", "zz"}}},
        {"/signature", "AAAA"},
        {"/signature", 5},
        {"/hash", nullptr},
    };
    for (const auto& [at, value] : breaks) {
        auto served = sealed_.json;
        served[Json::json_pointer{at}] = value;
        EXPECT_FALSE(check_manifest_json(served, key_)) << at;
    }
}

TEST_F(ManifestDocumentTest, WritesCsvThatNoSpreadsheetRuns) {
    const auto csv = manifest_csv(document());
    EXPECT_TRUE(csv.starts_with(
        "\xef\xbb\xbfparcel,house_bill,recipient_name,recipient_phone,country,province,district,"
        "village,address_line,landmark,pickup_point,pieces,weight_g,cod_amount,cod_currency\r\n"
    )) << csv;
    EXPECT_NE(
        csv.find(
            "106141412345678908,HB-1,ນາງ ຕົວຢ່າງ,'+8562055000001,LA,ສະຫວັນນະເຂດ,,,,,,1,1250,300000,LAK"
            "\r\n"
        ),
        std::string::npos
    ) << csv;
    EXPECT_NE(
        csv.find("0000000003ZZZZZZZZZZ,HB-1,'=cmd|' /C calc'!A0,'+8562055000001,LA,ສະຫວັນນະເຂດ,,,"
                 "\"ຮ່ອມ 3, \"\"ໃກ້ວັດ\"\"\",,,2,750,99000,VND\r\n"),
        std::string::npos
    ) << csv;
}

using Cells = std::vector<std::string>;

Cells texts_of(const SheetRow& row) {
    Cells texts;
    for (const auto& cell : row.cells) {
        texts.push_back(cell.text);
    }
    return texts;
}

TEST_F(ManifestDocumentTest, WritesAWorkbookWithAmountsByCurrency) {
    const auto file = manifest_workbook(document()).value();
    EXPECT_EQ(file, manifest_workbook(document()).value());
    const auto rows = read_workbook_rows(file).value();
    ASSERT_EQ(rows.size(), 11U);
    EXPECT_EQ(rows[0].cells.size(), 15U);
    EXPECT_EQ(rows[0].cells.at(3).text, "Điện thoại / ໂທລະສັບ / Phone");
    EXPECT_EQ(rows[0].cells.at(13).text, "COD VND");
    EXPECT_EQ(rows[0].cells.at(14).text, "COD LAK");
    EXPECT_EQ(
        texts_of(rows[1]),
        (Cells{
            "106141412345678908",
            "HB-1",
            "ນາງ ຕົວຢ່າງ",
            "+8562055000001",
            "LA",
            "ສະຫວັນນະເຂດ",
            "",
            "",
            "",
            "",
            "",
            "1",
            "1.25",
            "",
            "300000"
        })
    );
    EXPECT_EQ(rows[2].cells.at(2).text, "=cmd|' /C calc'!A0");
    EXPECT_EQ(rows[2].cells.at(13).text, "99000");
    EXPECT_EQ(rows[3].cells.at(14).text, "0.5");
    EXPECT_EQ(rows[4].cells.at(14).text, "");
    EXPECT_EQ(rows[5].cells.at(0).text, "Tổng / ລວມ / Total: 4");
    EXPECT_EQ(rows[5].cells.at(11).text, "5");
    EXPECT_EQ(rows[5].cells.at(12).text, "4.5");
    EXPECT_EQ(rows[5].cells.at(13).text, "99000");
    EXPECT_EQ(rows[5].cells.at(14).text, "300000.5");
    EXPECT_EQ(rows[10].cells.at(1).text, "2026-01-01T03:00:00Z");
}

/// What its reader sees, after what pdfinfo says of it.
std::string printed(const std::string& pdf) {
    const auto path = (std::filesystem::temp_directory_path() /
                       ("route9-manifest-" + std::to_string(getpid()) + ".pdf"))
                          .string();
    std::ofstream{path, std::ios::binary} << pdf;
    std::string text;
    auto* pipe = popen(("pdfinfo " + path + "; pdftotext -layout " + path + " -").c_str(), "r");
    char chunk[4096];
    while (const auto size = std::fread(chunk, 1, sizeof chunk, pipe)) {
        text.append(chunk, size);
    }
    pclose(pipe);
    std::filesystem::remove(path);
    return text;
}

TEST_F(ManifestDocumentTest, SaysInEveryRowAndOnEveryPageThatItIsVoid) {
    const auto replaced = manifest_csv(document(), VoidMark{"man_2"});
    EXPECT_NE(replaced.find("cod_currency,void\r\n"), std::string::npos) << replaced;
    EXPECT_NE(replaced.find("300000,LAK,replaced by man_2\r\n"), std::string::npos) << replaced;
    EXPECT_NE(manifest_csv(document(), VoidMark{}).find("LAK,void\r\n"), std::string::npos);
    const auto rows =
        read_workbook_rows(manifest_workbook(document(), VoidMark{"man_2"}).value()).value();
    EXPECT_EQ(rows[0].cells.at(15).text, "HỦY / ຍົກເລີກ / VOID");
    EXPECT_EQ(rows[1].cells.at(15).text, "replaced by man_2");
    EXPECT_EQ(rows[4].cells.at(15).text, "replaced by man_2");
    EXPECT_EQ(rows[11].cells.at(1).text, "replaced by man_2");
    const auto gone = read_workbook_rows(manifest_workbook(document(), VoidMark{}).value()).value();
    EXPECT_EQ(gone[4].cells.at(15).text, "void");
    const std::string text = printed(manifest_pdf(document(), VoidMark{"man_2"}).value());
    EXPECT_NE(text.find("VOID → man_2"), std::string::npos) << text;
    EXPECT_EQ(printed(manifest_pdf(document()).value()).find("VOID"), std::string::npos);
}

TEST_F(ManifestDocumentTest, PrintsSixteenParcelsAPage) {
    auto many = document();
    while (many.lines.size() < 33) {
        many.lines.push_back(many.lines[0]);
    }
    const std::string text = printed(manifest_pdf(many).value());
    for (const auto* words :
         {"Pages:           3\n",
          "841.89 x 595.276 pts (A4)",
          "Manifest man_1",
          "106141412345678908",
          "+8562055000001",
          "300000 LAK",
          "33 parcels",
          "3/3"}) {
        EXPECT_NE(text.find(words), std::string::npos) << words << "\n" << text;
    }
}

} // namespace
} // namespace route9::adapters
