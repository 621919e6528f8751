// SPDX-License-Identifier: Apache-2.0
// The canonical order: what every door (marketplace webhook, REST, import) is turned into before
// anything is decided. Plain values; amounts are in the order's currency.
#pragma once

#include "core/money.hpp"
#include "core/names.hpp"
#include "core/time.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace route9::fulfillment {

enum class PaymentMethod : std::uint8_t { prepaid, cod, qr, transfer };
enum class Incoterm : std::uint8_t { ddp, dap };

/// contract.md §3, order status.
enum class OrderStatus : std::uint8_t {
    awaiting_details,
    draft,
    accepted,
    held,
    backordered,
    routed,
    packed,
    handed_over,
    delivered,
    cancelled,
    returned,
};

struct Payment {
    PaymentMethod method = PaymentMethod::prepaid;
    Money amount; // what the buyer pays in all

    friend bool operator==(const Payment&, const Payment&) = default;
};

/// As typed; `phone` may still be in any form. Lao addresses have no street: village, landmark or
/// pick-up point lead the courier.
struct Recipient {
    std::string name;
    std::string phone;
    std::string country; // ISO 3166-1 alpha-2: VN or LA are served
    std::string province;
    std::string district;
    std::string village;
    std::string address_line;
    std::string landmark;
    std::string pickup_point;

    friend bool operator==(const Recipient&, const Recipient&) = default;
};

struct OrderLine {
    Sku sku;
    std::string name;
    std::int64_t quantity = 0;
    Money unit_price;
    std::optional<std::int64_t> weight_g; // of one piece
    std::string hs_code;                  // digits only, 6 or 8; empty = not given
    std::string origin;                   // ISO 3166-1 alpha-2; empty = not given

    friend bool operator==(const OrderLine&, const OrderLine&) = default;
};

struct Order {
    std::string external_id;
    std::string channel;
    Instant placed_at{};
    Currency currency = Currency::VND;
    Payment payment;
    std::string sender_location; // empty = route9 chooses the warehouse
    Recipient recipient;
    std::vector<OrderLine> lines;
    Incoterm incoterm = Incoterm::dap;
    std::string note;
    std::optional<Instant> promised_by{}; // when the buyer was told to have it at the latest

    friend bool operator==(const Order&, const Order&) = default;
};

/// Whether the source hides whom it is for: stars stand for letters and digits.
bool is_masked(const Recipient& recipient) noexcept;

std::string_view name(OrderStatus status) noexcept;
std::optional<OrderStatus> parse_order_status(std::string_view text) noexcept;
std::string_view name(PaymentMethod method) noexcept;
std::optional<PaymentMethod> parse_payment_method(std::string_view text) noexcept;
std::string_view name(Incoterm incoterm) noexcept; // "DDP"
std::optional<Incoterm> parse_incoterm(std::string_view text) noexcept;

} // namespace route9::fulfillment
