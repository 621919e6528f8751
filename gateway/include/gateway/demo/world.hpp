// SPDX-License-Identifier: Apache-2.0
// The people, goods and orders of the demonstration day, drawn from a seed: the same seed gives the
// same names, amounts and order numbers on every machine. Names are made up from common family and
// given names; telephone numbers are of valid form. Values only, no I/O.
#pragma once

#include "core/money.hpp"
#include "core/time.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace route9::gateway::demo {

struct Good {
    std::string sku;
    std::string name; // in the language of the shop
    std::string hs_code;
    std::string origin;
    std::int64_t weight_g = 0;
    Money price;
};

struct Buyer {
    std::string name;
    std::string phone;
    std::string country;
    std::string province;
    std::string district;
    std::string village; // ward in Viet Nam
    std::string address_line;
    std::string landmark;
};

struct BoughtLine {
    Good good;
    std::int64_t quantity = 1;
};

/// What is wrong with an order on purpose.
enum class Mishap : std::uint8_t { none, unknown_district, phone_too_short, prohibited_goods };

struct ShopOrder {
    std::string external_id;
    std::string method; // prepaid, cod, qr or transfer
    Buyer buyer;
    std::vector<BoughtLine> lines;
    Money total;
    Instant placed_at{};
    Mishap mishap = Mishap::none;
    bool cancelled_later = false;
    std::string note{};
};

struct World {
    std::vector<Good> lao_textiles;     // of the Vietnamese shop, kept in Savan-Seno
    std::vector<Good> vietnamese_goods; // of the Lao shop, kept in Đông Hà
    std::vector<ShopOrder> haravan;     // Vietnamese shop, by webhook
    std::vector<ShopOrder> standard;    // Lao shop, by webhook
    std::vector<ShopOrder> rest_viet;   // Vietnamese shop, by REST
    std::vector<ShopOrder> rest_lao;    // Lao shop, by REST
    ShopOrder refused;                  // by REST, of goods that may not be sent
    std::vector<ShopOrder> forenoon;    // Lao shop, by REST, for the second truck
    ShopOrder after_noon;               // by REST, when the gate has closed
};

/// `opening` is the first minute in which orders may have been placed.
World make_world(std::uint64_t seed, Instant opening);

} // namespace route9::gateway::demo
