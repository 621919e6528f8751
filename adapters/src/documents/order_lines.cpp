// SPDX-License-Identifier: Apache-2.0
#include "documents/order_lines.hpp"

#include "core/decimal.hpp"
#include "documents/reading.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace route9::adapters {
namespace {

bool is_country_code(std::string_view text) {
    return text.size() == 2 && std::ranges::all_of(text, [](char character) {
               return character >= 'A' && character <= 'Z';
           });
}

std::string form_of_amounts(std::optional<Currency> currency) {
    std::string form = R"(must be decimal text such as "349000", with at most 18 digits)";
    if (currency) {
        form += fmt::format(
            ", of which at most {} decimals in {}",
            currency_info(*currency).exponent,
            code(*currency)
        );
    }
    return form;
}

} // namespace

Money read_amount(ObjectReader& reader, std::string_view name, std::optional<Currency> currency) {
    const Money nothing = Money::zero(currency.value_or(Currency::USD));
    const auto* value = reader.any(name, Need::required);
    if (value == nullptr) {
        return nothing;
    }
    if (!value->is_string()) {
        reader.decimal(name, Need::required); // refuses, and shows the form it should have
        return nothing;
    }
    const auto& text = value->get_ref<const std::string&>();
    const auto number = Decimal::parse(text);
    const auto money = number && currency ? Money::parse(text, *currency) : nothing;
    if (!number || !money) {
        reader.refuse(name, "malformed", form_of_amounts(currency));
        return nothing;
    }
    if (number->is_negative()) {
        reader.refuse(name, "out_of_range", "must not be negative");
    }
    return *money;
}

std::string plain_hs_code(std::string_view text) {
    std::string digits;
    for (const char character : text) {
        const bool dot_may_stand = digits.size() == 4 || digits.size() == 6;
        if (character == '.' && dot_may_stand) {
            continue;
        }
        if (character < '0' || character > '9') {
            return {};
        }
        digits += character;
    }
    const bool whole = digits.size() == 6 || digits.size() == 8;
    return whole && !text.ends_with('.') && !text.contains("..") ? digits : std::string{};
}

fulfillment::OrderLine read_line(ObjectReader& reader, std::optional<Currency> currency) {
    fulfillment::OrderLine line;
    std::string sku;
    take_id(reader, "sku", Need::required, sku);
    line.sku = Sku{std::move(sku)};
    take_text(reader, "name", Need::required, line.name);
    line.quantity =
        reader.integer("quantity", Need::required, 1, limits::line_quantity_max).value_or(0);
    line.unit_price = read_amount(reader, "unit_price", currency);
    line.weight_g = reader.integer("weight_g", Need::optional, 1, limits::piece_weight_g_max);
    if (const auto hs_code = reader.text("hs_code", Need::optional, limits::text_bytes_max)) {
        line.hs_code = plain_hs_code(*hs_code);
        if (line.hs_code.empty()) {
            reader.refuse("hs_code", "malformed", R"(must be 6 or 8 digits, like "6109.10")");
        }
    }
    take_text(reader, "origin", Need::optional, line.origin);
    if (!line.origin.empty() && !is_country_code(line.origin)) {
        reader.refuse("origin", "malformed", R"(must be two capital letters, like "VN")");
    }
    return line;
}

Result<Money> line_total(const fulfillment::Order& order) {
    Result<Money> total = Money::zero(order.currency);
    for (const auto& line : order.lines) {
        const auto amount = line.unit_price.times(line.quantity);
        if (!amount) {
            return amount;
        }
        total = total->plus(*amount);
        if (!total) {
            return total;
        }
    }
    return total;
}

} // namespace route9::adapters
