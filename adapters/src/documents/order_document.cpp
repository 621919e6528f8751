// SPDX-License-Identifier: Apache-2.0
#include "adapters/documents/order_document.hpp"

#include "adapters/documents/quote_document.hpp"
#include "core/limits.hpp"
#include "documents/order_lines.hpp"
#include "documents/reading.hpp"

#include <optional>
#include <utility>

namespace route9::adapters {
namespace {

using fulfillment::Order;
using fulfillment::PaymentMethod;

enum class Unknown : std::uint8_t { refused, left_alone };
/// Before there is an order nobody knows its number or whom it is for.
enum class Stage : std::uint8_t { ordered, asked };

Need need_at(Stage stage) {
    return stage == Stage::ordered ? Need::required : Need::optional;
}

void close(ObjectReader& reader, Unknown unknown) {
    if (unknown == Unknown::refused) {
        reader.finish();
    }
}

std::optional<Currency> read_currency(ObjectReader& reader, std::string_view name) {
    const auto text = reader.text(name, Need::required, limits::text_bytes_max);
    const auto currency = text ? parse_currency(*text) : std::nullopt;
    if (text && !currency) {
        reader.refuse(name, "unknown_value", "must be VND, LAK, THB, USD or CNY");
    }
    return currency;
}

void take_payment_amount(
    ObjectReader& reader, Order& order, std::optional<Currency> currency, const FieldErrors& errors
) {
    const std::size_t errors_before = errors.size();
    order.payment.amount = read_amount(reader, "amount", currency);
    const bool is_known = currency && errors.size() == errors_before;
    if (is_known && order.payment.method == PaymentMethod::cod && order.payment.amount.is_zero()) {
        reader.refuse("amount", "out_of_range", "must be above zero: it is collected on delivery");
    }
}

void read_payment(
    ObjectReader& root,
    Order& order,
    std::optional<Currency> currency,
    Unknown unknown,
    FieldErrors& errors
) {
    const auto* object = root.object("payment", Need::required);
    if (object == nullptr) {
        return;
    }
    ObjectReader reader{*object, root.pointer("payment"), errors};
    const auto method = reader.text("method", Need::required, limits::text_bytes_max);
    const auto known = method ? fulfillment::parse_payment_method(*method) : std::nullopt;
    if (method && !known) {
        reader.refuse("method", "unknown_value", "must be prepaid, cod, qr or transfer");
    }
    order.payment.method = known.value_or(PaymentMethod::prepaid);
    take_payment_amount(reader, order, currency, errors);
    close(reader, unknown);
}

/// The short form of chat sellers: only cash on delivery, as a money object.
void read_cod(
    ObjectReader& root, Order& order, std::optional<Currency> order_currency, FieldErrors& errors
) {
    const auto* object = root.object("cod", Need::required);
    if (object == nullptr) {
        return;
    }
    ObjectReader reader{*object, root.pointer("cod"), errors};
    const auto currency = read_currency(reader, "currency");
    if (currency && order_currency && currency != order_currency) {
        reader.refuse("currency", "conflict", "must be the currency of the order");
    }
    order.payment.method = PaymentMethod::cod;
    take_payment_amount(reader, order, order_currency, errors);
}

void read_recipient(
    ObjectReader& root, Order& order, Unknown unknown, Stage stage, FieldErrors& errors
) {
    const auto* object = root.object("recipient", Need::required);
    if (object == nullptr) {
        return;
    }
    ObjectReader reader{*object, root.pointer("recipient"), errors};
    auto& to = order.recipient;
    if (stage == Stage::ordered) {
        take_text(reader, "name", Need::required, to.name);
        take_text(reader, "phone", Need::required, to.phone);
    }
    take_text(reader, "country", Need::required, to.country);
    if (!to.country.empty() && to.country != "VN" && to.country != "LA") {
        reader.refuse("country", "unknown_value", "must be VN or LA: only they are served");
    }
    take_text(reader, "province", Need::required, to.province);
    take_text(reader, "district", Need::required, to.district);
    take_text(reader, "village", Need::optional, to.village);
    take_text(reader, "address_line", Need::optional, to.address_line);
    take_text(reader, "landmark", Need::optional, to.landmark);
    take_text(reader, "pickup_point", Need::optional, to.pickup_point);
    close(reader, unknown);
}

void read_sender(ObjectReader& root, Order& order, Unknown unknown, FieldErrors& errors) {
    if (const auto* object = root.object("sender", Need::optional)) {
        ObjectReader reader{*object, root.pointer("sender"), errors};
        take_id(reader, "location_id", Need::required, order.sender_location);
        close(reader, unknown);
    }
}

void read_items(
    ObjectReader& root,
    Order& order,
    std::optional<Currency> currency,
    Unknown unknown,
    FieldErrors& errors
) {
    const auto* items = root.array("items", Need::required, limits::order_lines_max);
    if (items == nullptr) {
        return;
    }
    if (items->empty()) {
        root.refuse("items", "empty", "must have at least one item");
    }
    order.lines.reserve(items->size());
    for (std::size_t at = 0; at < items->size(); ++at) {
        ObjectReader reader{(*items)[at], pointer_step(root.pointer("items"), at), errors};
        order.lines.push_back(read_line(reader, currency));
        close(reader, unknown);
    }
    if (errors.empty() && !line_total(order)) {
        root.refuse("items", "out_of_range", "must add up to an amount that can be counted");
    }
}

/// A day is promised until it ends, in corridor time.
std::optional<Instant> promise_in(const std::string& text) {
    if (const auto day = parse_day(text)) {
        return corridor_midnight(*day) + std::chrono::days{1} - Seconds{1};
    }
    const auto at = parse_rfc3339(text);
    return at ? std::optional{*at} : std::nullopt;
}

/// What is later is a slip of the finger. A quote is of no order that was placed.
constexpr std::chrono::days kPromiseMax{366};

/// Nullopt when the currency was refused.
std::optional<Currency> read_head(ObjectReader& root, Order& order, Stage stage) {
    take_id(root, "external_id", need_at(stage), order.external_id);
    if (const auto placed = root.text("placed_at", need_at(stage), limits::text_bytes_max)) {
        const auto at = parse_rfc3339(*placed);
        if (at) {
            order.placed_at = *at;
        } else {
            root.refuse(
                "placed_at",
                "malformed",
                R"(must be like "2026-03-10T08:00:00+07:00", not before the year 1970)"
            );
        }
    }
    order.promised_by = read_promise(root, order.placed_at);
    const auto currency = read_currency(root, "currency");
    order.currency = currency.value_or(Currency::USD);
    if (const auto incoterm = root.text("incoterm", Need::optional, limits::text_bytes_max)) {
        const auto known = fulfillment::parse_incoterm(*incoterm);
        order.incoterm = known.value_or(fulfillment::Incoterm::dap);
        if (!known) {
            root.refuse("incoterm", "unknown_value", "must be DDP or DAP");
        }
    }
    take_text(root, "note", Need::optional, order.note);
    return currency;
}

Result<Order> read_own(const Json& document, Stage stage) {
    FieldErrors errors;
    Order order;
    ObjectReader root{document, "", errors};
    const auto currency = read_head(root, order, stage);
    take_id(root, "channel", need_at(stage), order.channel);
    read_payment(root, order, currency, Unknown::refused, errors);
    read_sender(root, order, Unknown::refused, errors);
    read_recipient(root, order, Unknown::refused, stage, errors);
    read_items(root, order, currency, Unknown::refused, errors);
    root.finish();
    if (!errors.empty()) {
        return fail_fields(std::move(errors));
    }
    return order;
}

} // namespace

Result<Order> parse_order(std::string_view json_text) {
    const auto document = parse_json(json_text);
    if (!document) {
        return Failure{document.error()};
    }
    return read_order(*document);
}

Result<Order> read_order(const Json& document) {
    return read_own(document, Stage::ordered);
}

Result<Order> read_quote(const Json& document) {
    return read_own(document, Stage::asked);
}

std::optional<Instant> read_promise(ObjectReader& reader, Instant placed_at) {
    const auto text = reader.text("promised_by", Need::optional, limits::text_bytes_max);
    if (!text) {
        return std::nullopt;
    }
    const auto promise = promise_in(*text);
    if (!promise) {
        reader.refuse(
            "promised_by",
            "malformed",
            R"(must be like "2026-03-12T18:00:00+07:00" or "2026-03-12")"
        );
    } else if (*promise < placed_at) {
        reader.refuse("promised_by", "out_of_range", "must not be before the order was placed");
    } else if (placed_at != Instant{} && *promise > placed_at + kPromiseMax) {
        reader.refuse("promised_by", "out_of_range", "must be within a year of placed_at");
    }
    return promise;
}

Result<Order> read_foreign_order(const Json& document, const ForeignOrder& from) {
    FieldErrors errors;
    Order order;
    ObjectReader root{document, std::string{from.pointer}, errors};
    const auto currency = read_head(root, order, Stage::ordered);
    take_id(root, "channel", Need::optional, order.channel);
    if (!root.has("channel")) {
        order.channel = from.channel;
    }
    if (root.has("cod") && !root.has("payment")) {
        read_cod(root, order, currency, errors);
    } else {
        read_payment(root, order, currency, Unknown::left_alone, errors);
    }
    read_sender(root, order, Unknown::left_alone, errors);
    read_recipient(root, order, Unknown::left_alone, Stage::ordered, errors);
    read_items(root, order, currency, Unknown::left_alone, errors);
    if (!errors.empty()) {
        return fail_fields(std::move(errors));
    }
    return order;
}

} // namespace route9::adapters
