// SPDX-License-Identifier: Apache-2.0
// The label as a courier meets it: rendered, rasterised and read back with poppler and zbar.
#include "adapters/documents/bar_symbol.hpp"
#include "adapters/documents/label.hpp"
#include "adapters/documents/pdf_canvas.hpp"
#include "adapters/documents/sscc.hpp"
#include "read_back.hpp"
#include "sample_labels.hpp"

#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>
#include <thread>
#include <vector>

namespace route9::adapters {
namespace {

class LabelTest : public testing::Test {
protected:
    void SetUp() override {
        folder_ =
            std::filesystem::temp_directory_path() / ("route9-label-" + std::to_string(getpid()));
        std::filesystem::create_directories(folder_);
    }
    void TearDown() override { std::filesystem::remove_all(folder_); }

    std::string save(const Label& label) const {
        const auto path = (folder_ / "label.pdf").string();
        std::ofstream{path, std::ios::binary} << render_label(label).value();
        return path;
    }

    std::string qr_read_from(const std::string& pdf) const {
        const auto picture = (folder_ / "label").string();
        output_of("pdftoppm -r 203 -png -singlefile " + pdf + " " + picture);
        return output_of("zbarimg -q --raw -Sdisable -Sqrcode.enable " + picture + ".png");
    }

    std::string bars_read_from(const std::string& pdf, int page = 1) const {
        const auto picture = (folder_ / "bars").string();
        const auto number = std::to_string(page);
        output_of("pdftoppm -r 203 -png -singlefile -f " + number + " " + pdf + " " + picture);
        return output_of("zbarimg -q --raw -Sdisable -Scode128.enable " + picture + ".png");
    }

    std::filesystem::path folder_;
};

TEST_F(LabelTest, IsOnePageOf100By150Millimetres) {
    const auto facts = output_of("pdfinfo " + save(lao_label()));
    EXPECT_NE(facts.find("Pages:           1\n"), std::string::npos) << facts;
    EXPECT_NE(facts.find("Page size:       283.465 x 425.197 pts"), std::string::npos) << facts;
}

TEST_F(LabelTest, CarriesAQrThatAThermalPrintersResolutionStillReads) {
    for (const auto& label : {vietnamese_label(), lao_label()}) {
        EXPECT_EQ(qr_read_from(save(label)), label.qr_content + "\n");
    }
}

TEST_F(LabelTest, CarriesBarsForTheScannersAtTheDoor) {
    auto own = lao_label();
    own.parcel = "06E2M8W5KZR3QD7N1C9V";
    EXPECT_EQ(bars_read_from(save(own)), "06E2M8W5KZR3QD7N1C9V\n");
    // The longest that may stand there: an id of ours.
    EXPECT_EQ(bars_read_from(save(lao_label())), lao_label().parcel + "\n");
    const auto sscc = bars_read_from(save(vietnamese_label()));
    EXPECT_TRUE(sscc.contains("00106141412345678908")) << sscc;
    EXPECT_EQ(parcel_name_in(sscc), "106141412345678908");
}

TEST_F(LabelTest, RefusesBarsThatNoScannerReads) {
    PdfCanvas canvas{{100, 150}, "bars", Instant{}};
    const Box box{.x_mm = 1, .y_mm = 1, .width_mm = 98, .height_mm = 12};
    EXPECT_TRUE(draw_bars(canvas, box, "EE123456785VN"));
    for (const auto& text : {std::string{}, std::string{"ລາວ"}, std::string(41, '1')}) {
        EXPECT_EQ(draw_bars(canvas, box, text).error().fields.at(0).code, "out_of_range") << text;
    }
    const Box narrow{.x_mm = 1, .y_mm = 1, .width_mm = 20, .height_mm = 12};
    EXPECT_FALSE(draw_bars(canvas, narrow, "06E2M8W5KZR3QD7N1C9V"));
}

TEST_F(LabelTest, PrintsManyInTheirOrderAsOneDocument) {
    std::vector<Label> labels(3, lao_label());
    labels[0].parcel = "06E2M8W5KZR3QD7N1C9V";
    labels[1] = vietnamese_label();
    labels[2].parcel = "06E2M8W5KZR3QD7N1C9W";
    const auto path = (folder_ / "labels.pdf").string();
    std::ofstream{path, std::ios::binary} << render_labels(labels).value();
    const auto facts = output_of("pdfinfo " + path);
    EXPECT_NE(facts.find("Pages:           3\n"), std::string::npos) << facts;
    EXPECT_EQ(bars_read_from(path, 1), "06E2M8W5KZR3QD7N1C9V\n");
    EXPECT_EQ(bars_read_from(path, 3), "06E2M8W5KZR3QD7N1C9W\n");
    const auto second = output_of("pdftotext -layout -f 2 -l 2 " + path + " -");
    EXPECT_NE(second.find("Nguyễn Thị Mẫu Đường"), std::string::npos) << second;
    EXPECT_EQ(second.find("ນາງ"), std::string::npos) << second;

    EXPECT_FALSE(render_labels({}));
    EXPECT_FALSE(render_labels(std::vector<Label>(1'001, lao_label())));
    labels[1].qr_content.clear();
    EXPECT_FALSE(render_labels(labels));
}

TEST_F(LabelTest, PrintsWhatTheCourierReads) {
    const auto vietnamese = output_of("pdftotext -layout " + save(vietnamese_label()) + " -");
    for (const auto* words :
         {"Nguyễn Thị Mẫu Đường",
          "0900000001",
          "12 Phố Thử Nghiệm",
          "cạnh trường học",
          "Phường Hải Châu, Đà Nẵng, VN",
          "VN-48",
          "COD 1 349 000 VND",
          "1 250 g",
          "1/2",
          "Lao Bảo",
          "106141412345678908"}) {
        EXPECT_NE(vietnamese.find(words), std::string::npos) << words << "\n" << vietnamese;
    }
    const auto lao = output_of("pdftotext -layout " + save(lao_label()) + " -");
    for (const auto* words :
         {"ນາງ ຕົວຢ່າງ", "+8562055000001", "ສະຫວັນນະເຂດ", "LA-SV-01", "COD 300 000.50 LAK"}) {
        EXPECT_NE(lao.find(words), std::string::npos) << words << "\n" << lao;
    }
}

TEST_F(LabelTest, NamesTheCashOfAParcelOnItsFirstPieceAlone) {
    auto label = vietnamese_label();
    label.piece = 2;
    const auto text = output_of("pdftotext -layout " + save(label) + " -");
    EXPECT_EQ(text.find("349"), std::string::npos) << text;
    EXPECT_NE(text.find("COD: thu ở kiện 1/2"), std::string::npos) << text;
}

TEST_F(LabelTest, SaysThatAParcelIsPaidOnlyWhereItIs) {
    auto label = vietnamese_label();
    label.cod.reset();
    const auto unpaid = output_of("pdftotext -layout " + save(label) + " -");
    EXPECT_NE(unpaid.find("COD 0 · không thu tiền"), std::string::npos) << unpaid;
    EXPECT_EQ(unpaid.find("đã trả"), std::string::npos) << unpaid;
    label.prepaid = true;
    const auto paid = output_of("pdftotext -layout " + save(label) + " -");
    EXPECT_NE(paid.find("COD 0 · đã trả"), std::string::npos) << paid;
    EXPECT_EQ(paid.find("không thu tiền"), std::string::npos) << paid;
}

TEST_F(LabelTest, KeepsDistrictAndProvinceWhateverTheVillageIsCalled) {
    auto label = vietnamese_label();
    for (int i = 0; i < 40; ++i) {
        label.recipient.village += " đi theo đường làng";
        label.recipient.landmark += " sau cây đa đầu đình";
    }
    const auto text = output_of("pdftotext -layout " + save(label) + " -");
    EXPECT_NE(text.find("Phường Hải Châu, Đà Nẵng, VN"), std::string::npos) << text;
}

TEST_F(LabelTest, EmbedsTheNotoFontsOfBothScripts) {
    const auto fonts = output_of("pdffonts " + save(lao_label()));
    EXPECT_NE(fonts.find("NotoSansLao"), std::string::npos) << fonts;
    EXPECT_NE(fonts.find("NotoSans-Bold"), std::string::npos) << fonts;
    std::size_t rows = 0;
    std::size_t embedded = 0;
    std::istringstream text{fonts};
    for (std::string row; std::getline(text, row); ++rows) {
        embedded += row.contains(" yes yes ") ? 1U : 0U;
    }
    EXPECT_EQ(embedded, rows - 2) << fonts; // two heading lines
}

TEST_F(LabelTest, SaysWhenThereIsNothingToCollect) {
    auto label = vietnamese_label();
    label.cod.reset();
    const auto text = output_of("pdftotext -layout " + save(label) + " -");
    EXPECT_NE(text.find("COD 0"), std::string::npos) << text;
}

TEST_F(LabelTest, StaysOnItsPageHoweverLongTheWords) {
    auto label = lao_label();
    for (auto* words :
         {&label.recipient.name,
          &label.recipient.village,
          &label.recipient.landmark,
          &label.recipient.phone,
          &label.recipient.district,
          &label.sender,
          &label.route,
          &label.gate,
          &label.carrier}) {
        while (words->size() < 480) {
            *words += *words;
        }
    }
    label.cod = Money::of_minor(922'337'203'685'477'580, Currency::VND);
    const auto pdf = save(label);
    const auto facts = output_of("pdfinfo " + pdf);
    EXPECT_NE(facts.find("Pages:           1\n"), std::string::npos) << facts;
    EXPECT_EQ(qr_read_from(pdf), label.qr_content + "\n");
    // Every word lies within the page.
    const auto boxes = output_of("pdftotext -bbox " + pdf + " -");
    EXPECT_EQ(boxes.find("xMin=\"-"), std::string::npos) << boxes;
}

TEST_F(LabelTest, GivesTheSameBytesForTheSameLabelOnAnyThread) {
    const auto expected = render_label(lao_label()).value();
    std::vector<std::string> rendered(4);
    {
        std::vector<std::jthread> threads;
        threads.reserve(rendered.size());
        for (auto& out : rendered) {
            threads.emplace_back([&out] { out = render_label(lao_label()).value(); });
        }
    }
    for (const auto& bytes : rendered) {
        EXPECT_EQ(bytes == expected, true);
    }
}

TEST_F(LabelTest, RefusesAQrThatIsEmptyOrTooLong) {
    auto label = lao_label();
    label.qr_content.assign(300, 'x');
    EXPECT_EQ(qr_read_from(save(label)), label.qr_content + "\n");
    label.qr_content.clear();
    EXPECT_EQ(render_label(label).error().fields.at(0).pointer, "/qr_content");
    label.qr_content.assign(301, 'x');
    EXPECT_EQ(render_label(label).error().fields.at(0).code, "out_of_range");
}

} // namespace
} // namespace route9::adapters
