// SPDX-License-Identifier: Apache-2.0
// A truck of 5,000 parcels over a line of 128 kbit/s: its manifest is 300 kB, twenty seconds.
#include "adapters/carriers/manifest_document.hpp"
#include "adapters/documents/sscc.hpp"
#include "core/json.hpp"
#include "gateway/http/content_coding.hpp"
#include "tests/seeded_entropy.hpp"

#include <gtest/gtest.h>

#include <array>
#include <fstream>
#include <random>
#include <string>
#include <utility>
#include <vector>

namespace route9::tests {
namespace {

constexpr std::size_t kParcels = 5'000;
constexpr std::size_t kBytesMax = 300'000;
constexpr Instant kSealed{Seconds{1'773'104'400}}; // 2026-03-10T01:00:00Z

constexpr std::array kGivenNames{"ບຸນມີ",    "ຄຳຫຼ້າ",     "ສົມສັກ",    "ແສງເດືອນ", "ພູວົງ",
                                 "ດາລາວັນ", "ວຽງສະຫວັນ", "ນ້ອຍ",     "ສີສະຫວາດ", "ມະນີວອນ",
                                 "ທອງໃບ",  "ອຳພອນ",    "ຈັນສະໝອນ", "ໄກສອນ",   "ວັນນາ",
                                 "ລັດສະໝີ",  "ຄຳພັນ",     "ສຸພາພອນ",  "ອານຸສອນ",  "ບົວຄຳ"};
constexpr std::array kFamilyNames{"ແສງຈັນ",  "ວົງສາ",   "ຈັນທະລາ", "ພົມມະຈັນ",   "ສີປະເສີດ",
                                  "ໄຊຍະວົງ", "ແກ້ວມະນີ", "ອິນທະວົງ", "ຫຼວງລາດ",   "ສຸລິວົງ",
                                  "ບຸບຜາ",   "ພັນທະວົງ", "ຄຳວົງສາ", "ເພັດສະໝອນ", "ນັນທະວົງ",
                                  "ສີສຸພັນ",   "ຈັນດາລາ", "ວິໄລພອນ", "ໂພທິສານ",   "ດວງປະເສີດ"};
constexpr std::array kVillages{
    "ໂພນສະຫວັນ",
    "ນາແກ",
    "ດອນໃໝ່",
    "ໜອງເດີ່ນ",
    "ທ່າແຮ່",
    "ໄຊຍະພູມ",
    "ສຸນັນທາ",
    "ນາເຊັງ",
    "ຫ້ວຍຊັນ",
    "ໂນນສະອາດ",
    "ສີມຸງຄຸນ",
    "ຈອມແກ້ວ",
    "ບຶງວະ",
    "ຫົວເມືອງ"
};

struct Place {
    std::string province;
    std::string district;
};

std::vector<Place> places() {
    std::ifstream file{ROUTE9_SOURCE_DIR "/data/corridor/provinces_la.json"};
    std::vector<Place> found;
    const Json data = Json::parse(file);
    for (const Json& province : data.at("provinces")) {
        for (const Json& district : province.at("districts")) {
            found.push_back({province.at("name_lo"), district.at("name_lo")});
        }
    }
    return found;
}

class ManifestSize : public testing::Test {
protected:
    static void SetUpTestSuite() { crypto_start(); }

    template <class Choices>
    auto one_of(const Choices& choices) {
        return choices[random_() % std::size(choices)];
    }

    adapters::ManifestLine line() {
        const Place to = one_of(places_);
        const Instant packed = kSealed - Milliseconds{random_() % 36'000'000};
        adapters::ManifestLine line;
        line.parcel = adapters::make_parcel_code(packed, entropy_);
        line.house_bill = line.parcel;
        line.recipient.name = std::string{one_of(kGivenNames)} + " " + one_of(kFamilyNames);
        line.recipient.phone = "+85620" + std::to_string(50'000'000 + random_() % 50'000'000);
        line.recipient.country = "LA";
        line.recipient.province = to.province;
        line.recipient.district = to.district;
        line.recipient.village = one_of(kVillages);
        if (random_() % 3 == 0) {
            line.recipient.address_line = "ຮ່ອມ " + std::to_string(1 + random_() % 30);
        }
        line.weight_g = 100 + static_cast<std::int64_t>(random_() % 8'000);
        if (random_() % 10 < 7) {
            const auto thousands = static_cast<std::int64_t>(20 + random_() % 1'500);
            line.cod = Money::of_minor(thousands * 100'000, Currency::LAK);
        }
        return line;
    }

    SeededEntropy entropy_{4711};
    std::mt19937_64 random_{4711};
    std::vector<Place> places_ = places();
    Secret seed_{Bytes(32, std::byte{7})};
};

TEST_F(ManifestSize, Of5000ParcelsIs300KilobytesInGzip) {
    adapters::ManifestDocument document{
        .id = "man_01kkajzp652b8q2jk5kj6fyzpz",
        .carrier = "lao-express",
        .departure = "dep_01kkajzp652b8q2jk5kj6fyzpz",
        .gate = "LAOBAO",
        .sealed_at = kSealed,
        .lines = {},
    };
    std::vector<Bytes> salts;
    while (salts.size() < kParcels) {
        document.lines.push_back(line());
        salts.emplace_back(fulfillment::line_salt_bytes_min);
        entropy_.fill(salts.back());
    }
    adapters::sort_by_place(document.lines); // as a truck that closes does
    const auto sealed = adapters::seal_manifest_document(document, salts, seed_);
    ASSERT_TRUE(sealed);
    const std::string served = print_json(sealed->json);
    const std::string coded = gateway::http::gzip(served);
    RecordProperty("bytes", std::to_string(served.size()));
    RecordProperty("bytes_gzip", std::to_string(coded.size()));
    EXPECT_LE(coded.size(), kBytesMax) << served.size() << " bytes before";
    EXPECT_GT(served.size(), 1'500'000U); // else the lines are not as long as real ones
    const auto again = parse_json(served);
    ASSERT_TRUE(again);
    EXPECT_EQ(
        adapters::check_manifest_json(*again, ed25519_public_key(seed_)),
        fulfillment::SealFault::none
    );
}

} // namespace
} // namespace route9::tests
