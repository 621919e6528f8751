// SPDX-License-Identifier: Apache-2.0
#include "fulfillment/order.hpp"

#include <array>
#include <utility>

namespace route9::fulfillment {
namespace {

constexpr std::array<std::pair<OrderStatus, std::string_view>, 11> kStatuses{{
    {OrderStatus::awaiting_details, "awaiting_details"},
    {OrderStatus::draft, "draft"},
    {OrderStatus::accepted, "accepted"},
    {OrderStatus::held, "held"},
    {OrderStatus::backordered, "backordered"},
    {OrderStatus::routed, "routed"},
    {OrderStatus::packed, "packed"},
    {OrderStatus::handed_over, "handed_over"},
    {OrderStatus::delivered, "delivered"},
    {OrderStatus::cancelled, "cancelled"},
    {OrderStatus::returned, "returned"},
}};

constexpr std::array<std::pair<PaymentMethod, std::string_view>, 4> kMethods{{
    {PaymentMethod::prepaid, "prepaid"},
    {PaymentMethod::cod, "cod"},
    {PaymentMethod::qr, "qr"},
    {PaymentMethod::transfer, "transfer"},
}};

constexpr std::array<std::pair<Incoterm, std::string_view>, 2> kIncoterms{{
    {Incoterm::ddp, "DDP"},
    {Incoterm::dap, "DAP"},
}};

template <class Table, class Value>
std::string_view name_in(const Table& table, Value value) noexcept {
    for (const auto& [known, text] : table) {
        if (known == value) {
            return text;
        }
    }
    return {};
}

template <class Table>
auto value_in(const Table& table, std::string_view text) noexcept
    -> std::optional<decltype(table[0].first)> {
    for (const auto& [known, word] : table) {
        if (word == text) {
            return known;
        }
    }
    return std::nullopt;
}

} // namespace

bool is_masked(const Recipient& recipient) noexcept {
    constexpr std::string_view kStars = "**";
    return recipient.name.contains(kStars) || recipient.phone.contains(kStars);
}

std::string_view name(OrderStatus status) noexcept {
    return name_in(kStatuses, status);
}
std::string_view name(PaymentMethod method) noexcept {
    return name_in(kMethods, method);
}
std::string_view name(Incoterm incoterm) noexcept {
    return name_in(kIncoterms, incoterm);
}

std::optional<OrderStatus> parse_order_status(std::string_view text) noexcept {
    return value_in(kStatuses, text);
}
std::optional<PaymentMethod> parse_payment_method(std::string_view text) noexcept {
    return value_in(kMethods, text);
}
std::optional<Incoterm> parse_incoterm(std::string_view text) noexcept {
    return value_in(kIncoterms, text);
}

} // namespace route9::fulfillment
