// SPDX-License-Identifier: Apache-2.0
#include "gateway/demo/world.hpp"

#include "core/assert.hpp"
#include "demo/people.hpp"

#include <array>
#include <random>

namespace route9::gateway::demo {
namespace {

constexpr int kHaravanOrders = 8;
constexpr int kStandardOrders = 9;
constexpr std::int64_t kFirstHaravanId = 1'482'660'000;
constexpr std::int64_t kFirstStandardNumber = 2'600;
constexpr std::size_t kFirstForenoon = 104;
constexpr Minutes kUntilForenoon{4 * 60 + 20};
constexpr Minutes kUntilAfternoon{5 * 60 + 50};

Good good(
    std::string sku,
    std::string name,
    std::string hs_code,
    std::int64_t weight_g,
    std::int64_t price,
    Currency currency
) {
    const bool viet_currency = currency == Currency::VND;
    const std::int64_t minor = viet_currency ? price : price * 100; // LAK has two decimals
    return {
        .sku = std::move(sku),
        .name = std::move(name),
        .hs_code = std::move(hs_code),
        .origin = viet_currency ? "LA" : "VN",
        .weight_g = weight_g,
        .price = Money::of_minor(minor, currency),
    };
}

std::vector<Good> lao_textiles() {
    constexpr Currency vnd = Currency::VND;
    return {
        good("LA-KHAN-LUA", "Khăn lụa dệt tay Savannakhet", "621410", 120, 350'000, vnd),
        good("LA-KHAN-BONG", "Khăn bông nhuộm chàm", "621420", 160, 185'000, vnd),
        good("LA-TUI-VAI", "Túi vải thổ cẩm Lào", "420222", 310, 265'000, vnd),
        good("LA-VAY-SINH", "Váy sinh truyền thống Lào", "620452", 420, 520'000, vnd),
        good("LA-KHAN-BAN", "Khăn trải bàn dệt tay", "630259", 380, 295'000, vnd),
    };
}

std::vector<Good> vietnamese_goods() {
    constexpr Currency lak = Currency::LAK;
    return {
        good("VN-AO-THUN", "ເສື້ອຍືດຝ້າຍ", "610910", 180, 99'000, lak),
        good("VN-DEP", "ເກີບແຕະຢາງ", "640299", 340, 125'000, lak),
        good("VN-CHEN-GOM", "ຊຸດຖ້ວຍເຊລາມິກ ບັດຈ່າງ", "691200", 1'250, 310'000, lak),
        good("VN-NOI-COM", "ໝໍ້ຫຸງເຂົ້າໄຟຟ້າ 1,8 ລິດ", "851660", 2'600, 620'000, lak),
        good("VN-BA-LO", "ກະເປົ໋າເປ້ຜ້າ", "420292", 650, 285'000, lak),
        good("VN-CHAN-BONG", "ຜ້າຫົ່ມຝ້າຍ", "630130", 1'400, 345'000, lak),
    };
}

Money total_of(const std::vector<BoughtLine>& lines) {
    Money total = Money::zero(lines.front().good.price.currency());
    for (const BoughtLine& line : lines) {
        const auto part = line.good.price.times(line.quantity);
        ROUTE9_ASSERT(part.has_value());
        const auto sum = total.plus(*part);
        ROUTE9_ASSERT(sum.has_value());
        total = *sum;
    }
    return total;
}

class Maker {
public:
    Maker(std::uint64_t seed, Instant opening) : draw_(seed), opening_(opening) {}

    ShopOrder order(std::string id, std::string method, const std::vector<Good>& shelf, bool viet) {
        ShopOrder made;
        made.external_id = std::move(id);
        made.method = std::move(method);
        made.buyer = viet ? vietnamese_buyer(draw_) : lao_buyer(draw_);
        made.lines = lines_from(shelf);
        made.total = total_of(made.lines);
        made.placed_at = opening_ + Minutes{minute_++} + Seconds{draw_.below(60)};
        return made;
    }

    std::int64_t between(std::int64_t low, std::int64_t high) {
        return low + draw_.below(high - low + 1);
    }

private:
    std::vector<BoughtLine> lines_from(const std::vector<Good>& shelf) {
        const auto size = static_cast<std::int64_t>(shelf.size());
        const std::int64_t first = draw_.below(size);
        std::vector<BoughtLine> lines{
            {shelf[static_cast<std::size_t>(first)], 1 + draw_.below(2)},
        };
        if (draw_.below(3) == 0) {
            const std::int64_t second = (first + 1 + draw_.below(size - 1)) % size;
            lines.push_back({shelf[static_cast<std::size_t>(second)], 1});
        }
        return lines;
    }

    Draw draw_;
    Instant opening_;
    std::int64_t minute_ = 0;
};

/// One piece that customs of neither country lets through.
void put_prohibited(ShopOrder& order, std::string sku, std::string name) {
    Good bad = order.lines.front().good;
    bad.sku = std::move(sku);
    bad.name = std::move(name);
    bad.hs_code.clear();
    order.lines = {{std::move(bad), 1}};
    order.total = total_of(order.lines);
    order.mishap = Mishap::prohibited_goods;
}

void add_haravan(World& world, Maker& maker) {
    constexpr std::array<const char*, 4> methods{"cod", "prepaid", "cod", "transfer"};
    std::int64_t id = kFirstHaravanId + maker.between(0, 8'000);
    for (std::size_t i = 0; i < kHaravanOrders; ++i) {
        id += maker.between(3, 40);
        const char* method = i == 7 ? "prepaid" : methods.at(i % methods.size());
        world.haravan.push_back(maker.order(std::to_string(id), method, world.lao_textiles, true));
    }
    world.haravan[2].note = "Giao giờ hành chính, gọi trước khi giao";
    world.haravan[4].cancelled_later = true;
    put_prohibited(world.haravan[5], "KM-TET", "Pháo hoa Tết loại nhỏ");
}

void add_standard(World& world, Maker& maker) {
    std::int64_t number = kFirstStandardNumber + maker.between(0, 300);
    for (int i = 0; i < kStandardOrders; ++i) {
        number += maker.between(1, 4);
        world.standard.push_back(
            maker.order("SVK-" + std::to_string(number), "cod", world.vietnamese_goods, false)
        );
    }
    world.standard[3].buyer.district = "ເມືອງສະຫວັນຟ້າໃໝ່"; // there is no such district
    world.standard[3].mishap = Mishap::unknown_district;
    world.standard[6].buyer.phone = "020 55 12"; // digits are missing
    world.standard[6].mishap = Mishap::phone_too_short;
    world.standard[1].note = "ກະລຸນາໂທກ່ອນສົ່ງ";
}

} // namespace

World make_world(std::uint64_t seed, Instant opening) {
    Maker maker{seed, opening};
    World world;
    world.lao_textiles = lao_textiles();
    world.vietnamese_goods = vietnamese_goods();
    add_haravan(world, maker);
    add_standard(world, maker);
    for (const char* id : {"WEB-0001", "WEB-0002"}) {
        world.rest_viet.push_back(maker.order(id, "qr", world.lao_textiles, true));
    }
    world.rest_lao.push_back(maker.order("FB-0101", "qr", world.vietnamese_goods, false));
    world.rest_lao.push_back(maker.order("FB-0102", "transfer", world.vietnamese_goods, false));
    world.refused = maker.order("WEB-0003", "qr", world.lao_textiles, true);
    put_prohibited(world.refused, "VAPE-01", "Thuốc lá điện tử dùng một lần");
    world.after_noon = maker.order("FB-0103", "qr", world.vietnamese_goods, false);
    world.after_noon.placed_at = opening + kUntilAfternoon;
    constexpr std::array<const char*, 4> methods{"cod", "prepaid", "cod", "cod"};
    for (std::size_t i = 0; i < methods.size(); ++i) {
        const std::string id = "FB-" + std::to_string(kFirstForenoon + i);
        world.forenoon.push_back(maker.order(id, methods.at(i), world.vietnamese_goods, false));
        world.forenoon.back().placed_at = opening + kUntilForenoon + Minutes{i};
    }
    return world;
}

} // namespace route9::gateway::demo
