// SPDX-License-Identifier: Apache-2.0
#include "declarations/consignment_reader.hpp"

#include "core/limits.hpp"
#include "core/time.hpp"
#include "fulfillment/declarations/fx_table.hpp"

#include <algorithm>
#include <utility>

namespace route9::fulfillment::declarations {
namespace {

constexpr std::size_t id_bytes_max = 100;
constexpr std::size_t permits_max = 50;
constexpr std::int64_t gifts_max = 10'000;

bool is_country_code(std::string_view text) {
    return text.size() == 2 &&
           std::ranges::all_of(text, [](char c) { return c >= 'A' && c <= 'Z'; });
}

bool is_digits(std::string_view text, std::size_t size) {
    return text.size() == size &&
           std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; });
}

std::string text_or_empty(ObjectReader& reader, std::string_view member, std::size_t max_bytes) {
    return reader.text(member, Need::optional, max_bytes).value_or(std::string{});
}

bool flag_or_false(ObjectReader& reader, std::string_view member) {
    return reader.flag(member, Need::optional).value_or(false);
}

std::optional<InvoiceAmount>
read_amount(const Json& value, const std::string& pointer, FieldErrors& errors) {
    ObjectReader reader{value, pointer, errors};
    const auto amount = reader.decimal("amount", Need::required);
    const auto currency = reader.text("currency", Need::required, 3);
    if (amount && amount->is_negative()) {
        reader.refuse("amount", "out_of_range", "must not be below 0");
    }
    if (currency && !is_currency_code(*currency)) {
        reader.refuse("currency", "malformed", "must be an ISO 4217 code such as USD");
    }
    reader.finish();
    if (!amount || !currency) {
        return std::nullopt;
    }
    return InvoiceAmount{*amount, *currency};
}

std::optional<InvoiceAmount>
read_money(ObjectReader& reader, std::string_view member, FieldErrors& errors) {
    const Json* value = reader.object(member, Need::optional);
    return value == nullptr ? std::nullopt : read_amount(*value, reader.pointer(member), errors);
}

/// Counts and weights may be numbers or decimal text.
std::optional<Decimal>
read_quantity(ObjectReader& reader, std::string_view member, Need need, bool zero_allowed) {
    const Json* value = reader.any(member, need);
    if (value == nullptr) {
        return std::nullopt;
    }
    const auto digits =
        value->is_string() ? std::optional{value->get<std::string>()} : number_text(*value);
    const auto number = digits ? Decimal::parse(*digits) : fail(ErrorCode::validation_failed);
    if (!number || number->is_negative() || (number->is_zero() && !zero_allowed)) {
        reader.refuse(member, "malformed", "must be a number above 0 such as \"2\" or \"0.35\"");
        return std::nullopt;
    }
    return *number;
}

TaxRates read_rates(const Json& value, std::string pointer, FieldErrors& errors) {
    ObjectReader reader{value, std::move(pointer), errors};
    TaxRates out;
    out.mfn = reader.decimal("mfn", Need::optional);
    out.atiga = reader.decimal("atiga", Need::optional);
    out.vat = reader.decimal("vat", Need::optional);
    out.excise = reader.decimal("excise", Need::optional);
    out.export_duty = reader.decimal("export_duty", Need::optional);
    out.vat_class =
        read_word(
            reader, "vat_class", Need::optional, parse_vat_class, "standard, reducible, essential"
        )
            .value_or(VatClass::standard);
    const auto parse_list = [](std::string_view text) {
        const auto list = parse_vn_la_list(text);
        return list == VnLaList::general ? std::nullopt : list;
    };
    out.vn_la_list =
        read_word(
            reader, "vnla_list", Need::optional, parse_list, "APPENDIX_I, APPENDIX_II, APPENDIX_III"
        )
            .value_or(VnLaList::general);
    reader.finish();
    return out;
}

/// The rates and claims of an item, or of a consignment without items. What an item leaves out is
/// taken from its consignment.
Taxation read_taxation(ObjectReader& reader, const Taxation& inherited, FieldErrors& errors) {
    Taxation out = inherited;
    if (const Json* rates = reader.object("rates", Need::optional)) {
        out.rates = read_rates(*rates, reader.pointer("rates"), errors);
    }
    if (const auto origin = reader.text("origin", Need::optional, 2)) {
        out.origin = *origin;
        if (!is_country_code(*origin)) {
            reader.refuse("origin", "malformed", "must be an ISO 3166 code such as LA");
        }
    }
    if (const auto form = read_word(reader, "co_form", Need::optional, parse_origin_form, "S, D")) {
        out.co_form = *form;
    }
    if (const auto direct = reader.flag("direct_transport", Need::optional)) {
        out.direct_transport = *direct;
    }
    return out;
}

std::string read_hs_code(ObjectReader& reader) {
    const std::string ahtn8 = text_or_empty(reader, "ahtn8", 8);
    const std::string hs6 = text_or_empty(reader, "hs6", 6);
    if (!hs6.empty() && !is_digits(hs6, 6)) {
        reader.refuse("hs6", "malformed", "must be six digits");
    }
    if (!ahtn8.empty() && !is_digits(ahtn8, 8)) {
        reader.refuse("ahtn8", "malformed", "must be eight digits");
    }
    if (!hs6.empty() && !ahtn8.empty() && !ahtn8.starts_with(hs6)) {
        reader.refuse("ahtn8", "disagrees", "must begin with the six digits of hs6");
    }
    return ahtn8.empty() ? hs6 : ahtn8;
}

std::optional<InvoiceAmount>
read_unit_price(ObjectReader& reader, const std::string& currency, FieldErrors& errors) {
    const Json* value = reader.any("unit_price", Need::required);
    if (value == nullptr) {
        return std::nullopt;
    }
    if (value->is_object()) {
        return read_amount(*value, reader.pointer("unit_price"), errors);
    }
    const auto amount = reader.decimal("unit_price", Need::required);
    if (amount && currency.empty()) {
        reader.refuse("unit_price", "no_currency", "give the price, or amount and currency here");
    }
    return amount ? std::optional{InvoiceAmount{*amount, currency}} : std::nullopt;
}

GoodsItem
read_item(const Json& value, std::string pointer, const Consignment& parent, FieldErrors& errors) {
    ObjectReader reader{value, std::move(pointer), errors};
    GoodsItem out;
    out.description = text_or_empty(reader, "description", limits::text_bytes_max);
    out.hs_code = read_hs_code(reader);
    out.quantity = read_quantity(reader, "qty", Need::required, false).value_or(Decimal{1, 0});
    out.net_kg = read_quantity(reader, "net_kg", Need::optional, true);
    const std::string currency = parent.price ? parent.price->currency : std::string{};
    out.unit_price = read_unit_price(reader, currency, errors).value_or(InvoiceAmount{});
    out.taxation = read_taxation(reader, parent.taxation, errors);
    reader.finish();
    return out;
}

std::optional<Party>
read_party(ObjectReader& reader, std::string_view member, FieldErrors& errors) {
    const Json* value = reader.object(member, Need::optional);
    if (value == nullptr) {
        return std::nullopt;
    }
    ObjectReader party{*value, reader.pointer(member), errors};
    Party out;
    out.name = text_or_empty(party, "name", limits::text_bytes_max);
    out.phone = text_or_empty(party, "phone", id_bytes_max);
    out.address = text_or_empty(party, "address", limits::text_bytes_max);
    out.country = text_or_empty(party, "country", 2);
    party.finish();
    return out;
}

std::vector<Permit> read_permits(ObjectReader& reader, FieldErrors& errors) {
    std::vector<Permit> out;
    const Json* list = reader.array("permits", Need::optional, permits_max);
    for (std::size_t i = 0; list != nullptr && i < list->size(); ++i) {
        ObjectReader permit{(*list)[i], pointer_step(reader.pointer("permits"), i), errors};
        Permit one;
        one.kind = permit.text("kind", Need::required, id_bytes_max).value_or("");
        one.number = permit.text("no", Need::required, id_bytes_max).value_or("");
        if (const auto date = permit.text("date", Need::required, 10)) {
            const auto day = parse_day(*date);
            if (!day) {
                permit.refuse("date", "malformed", "must be a day such as 2026-03-10");
            }
            one.date = day.value_or(Day{});
        }
        permit.finish();
        out.push_back(std::move(one));
    }
    return out;
}

void read_controls(ObjectReader& reader, Consignment& out, FieldErrors& errors) {
    out.gift = flag_or_false(reader, "gift");
    out.person_to_person = flag_or_false(reader, "person_to_person");
    out.gifts_this_year =
        reader.integer("gifts_this_year", Need::optional, 0, gifts_max).value_or(0);
    out.documents_only = flag_or_false(reader, "documents_only");
    out.alert = flag_or_false(reader, "alert");
    out.category = text_or_empty(reader, "category", id_bytes_max);
    out.quality_list = flag_or_false(reader, "quality_list");
    out.safety_alert = flag_or_false(reader, "safety_alert");
    out.permit_needed = flag_or_false(reader, "permit_needed");
    out.permits = read_permits(reader, errors);
}

} // namespace

Consignment read_consignment(const Json& value, std::string pointer, FieldErrors& errors) {
    ObjectReader reader{value, std::move(pointer), errors};
    Consignment out;
    out.house_bill = reader.text("house_bill", Need::required, id_bytes_max).value_or("");
    out.consignee_id = text_or_empty(reader, "consignee_id", id_bytes_max);
    out.consignee = read_party(reader, "consignee", errors);
    read_controls(reader, out, errors);
    out.incoterm = read_word(
        reader,
        "incoterm",
        Need::optional,
        parse_delivery_term,
        "EXW, FCA, FAS, FOB, CFR, CPT, CIF, CIP, DAP, DPU, DDP"
    );
    out.price = read_money(reader, "price", errors);
    out.freight = read_money(reader, "freight", errors);
    out.insurance = read_money(reader, "insurance", errors);
    out.taxation = read_taxation(reader, Taxation{}, errors);
    const Json* items = reader.array("items", Need::optional, static_cast<std::size_t>(items_max));
    for (std::size_t i = 0; items != nullptr && i < items->size(); ++i) {
        out.items.push_back(
            read_item((*items)[i], pointer_step(reader.pointer("items"), i), out, errors)
        );
    }
    reader.finish();
    return out;
}

} // namespace route9::fulfillment::declarations
