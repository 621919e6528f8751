// SPDX-License-Identifier: Apache-2.0
#include "documents/order_columns.hpp"

#include "documents/sheet_cell.hpp"

#include <algorithm>
#include <array>

namespace route9::adapters {
namespace {

constexpr std::array<Column, 25> kColumns{{
    {.name = "external_id", .member = "/external_id", .read = id_cell, .required = true},
    {.name = "placed_at", .member = "/placed_at", .read = time_cell, .required = true},
    {.name = "recipient_name", .member = "/recipient/name", .required = true},
    {.name = "recipient_phone", .member = "/recipient/phone", .read = phone_cell, .required = true},
    {.name = "country", .member = "/recipient/country", .required = true},
    {.name = "province", .member = "/recipient/province", .required = true},
    {.name = "district", .member = "/recipient/district", .required = true},
    {.name = "village", .member = "/recipient/village"},
    {.name = "address_line", .member = "/recipient/address_line"},
    {.name = "sku", .member = "/sku", .read = id_cell, .of_item = true, .required = true},
    {.name = "item_name", .member = "/name", .of_item = true, .required = true},
    {.name = "quantity",
     .member = "/quantity",
     .read = count_cell,
     .of_item = true,
     .required = true},
    {.name = "unit_price",
     .member = "/unit_price",
     .read = amount_cell,
     .of_item = true,
     .required = true},
    {.name = "currency", .member = "/currency", .required = true},
    {.name = "cod_amount", .member = "/payment/amount", .read = amount_cell, .required = true},
    {.name = "channel", .member = "/channel"},
    {.name = "landmark", .member = "/recipient/landmark"},
    {.name = "pickup_point", .member = "/recipient/pickup_point"},
    {.name = "note", .member = "/note"},
    {.name = "incoterm", .member = "/incoterm"},
    {.name = "sender_location", .member = "/sender/location_id"},
    {.name = "weight_g", .member = "/weight_g", .read = count_cell, .of_item = true},
    {.name = "hs_code", .member = "/hs_code", .of_item = true},
    {.name = "origin", .member = "/origin", .of_item = true},
    {.name = "promised_by", .member = "/promised_by", .read = promise_cell},
}};

} // namespace

std::span<const Column> order_columns() noexcept {
    return kColumns;
}

const Column* column_named(std::string_view name) noexcept {
    const auto* found = std::ranges::find(kColumns, name, &Column::name);
    return found == kColumns.end() ? nullptr : found;
}

} // namespace route9::adapters
