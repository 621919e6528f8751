// SPDX-License-Identifier: Apache-2.0
#include "adapters/customs/wco_dec.hpp"

#include "customs/fact_check.hpp"

#include <fmt/format.h>
#include <pugixml.hpp>

#include <sstream>
#include <utility>

namespace route9::adapters::customs {
namespace {

using namespace fulfillment::declarations;

constexpr const char* declaration_namespace = "urn:wco:datamodel:WCO:DEC-DMS:2";
constexpr const char* metadata_namespace = "urn:wco:datamodel:WCO:DocumentMetaData-DMS:2";
constexpr std::size_t name_characters_max = 70;
constexpr std::size_t line_characters_max = 70;
constexpr std::size_t description_characters_max = 512;
constexpr std::size_t items_on_declaration_max = 999;
constexpr Int128 charge_cents_max = 1'000'000'000'000'000; // n..16,3 in hundredths

/// The first characters of a UTF-8 text.
std::string cut(std::string_view text, std::size_t characters_max) {
    std::size_t characters = 0;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const bool starts = (static_cast<unsigned char>(text[i]) & 0xC0U) != 0x80U;
        if (starts && ++characters > characters_max) {
            return std::string{text.substr(0, i)};
        }
    }
    return std::string{text};
}

/// Border transport modes of UN/CEFACT recommendation 19.
const char* mode_code(Mode mode) {
    switch (mode) {
    case Mode::sea:
        return "1";
    case Mode::rail:
        return "2";
    case Mode::road:
        return "3";
    case Mode::air:
        return "4";
    case Mode::post:
        return "5";
    }
    return "";
}

/// UN/EDIFACT 5153.
const char* tax_code(TaxKind tax) {
    switch (tax) {
    case TaxKind::import_duty:
    case TaxKind::export_duty:
        return "CUD";
    case TaxKind::excise:
        return "EXC";
    case TaxKind::vat:
        return "VAT";
    }
    return "";
}

/// Quantity × unit price in the currency's smallest unit; hundredths where we do not know it.
Int128 charge_units(const GoodsItem& goods) {
    const auto currency = parse_currency(goods.unit_price.currency);
    const int decimals = currency ? currency_info(*currency).exponent : 2;
    const Decimal& price = goods.unit_price.amount;
    const Int128 product = Int128{goods.quantity.units()} * price.units();
    const Int128 scale = Int128{power_of_ten(goods.quantity.scale())} * power_of_ten(price.scale());
    const Int128 unit = power_of_ten(decimals);
    const Int128 whole = product / scale;
    return whole * unit + divide((product % scale) * unit, scale, Round::half_up);
}

/// What is due for the whole line (WCO 112, UN/TDED 5116), in the way of its currency.
std::string line_charge(const GoodsItem& goods) {
    const auto units = static_cast<std::int64_t>(charge_units(goods));
    if (const auto currency = parse_currency(goods.unit_price.currency)) {
        return Money::of_minor(units, *currency).amount();
    }
    return units % 100 == 0 ? fmt::to_string(units / 100)
                            : fmt::format("{}.{:02}", units / 100, units % 100);
}

void check(const DeclarationDocument& document, FactCheck& facts) {
    const Consignment& goods = document.bill.goods;
    facts.text(document.own_ref, "/own_ref", "the declarant's own reference");
    facts.text(document.batch.master_bill, "/batch/master_bill", "the master bill");
    facts.text(document.batch.vehicle, "/batch/vehicle", "the vehicle");
    facts.text(document.batch.office_code, "/batch/office_code", "the customs office");
    facts.text(
        document.batch.declarant.party.name, "/batch/declarant/party/name", "the declarant's name"
    );
    facts.text(goods.house_bill, "/bill/goods/house_bill", "the house bill");
    facts.demand(document.bill.packages > 0, "/bill/packages", "the number of packages");
    facts.demand(document.bill.gross_kg > Decimal{}, "/bill/gross_kg", "the gross weight");
    const auto party = [&](const std::optional<Party>& one, const char* member) {
        const Party given = one.value_or(Party{});
        const std::string pointer = fmt::format("/bill/goods/{}", member);
        facts.text(given.name, pointer + "/name", fmt::format("the {}'s name", member));
        facts.text(given.country, pointer + "/country", fmt::format("the {}'s country", member));
    };
    party(goods.consignor, "consignor");
    party(goods.consignee, "consignee");
    facts.demand(!goods.items.empty(), "/bill/goods/items", "at least one goods line");
    facts.demand(
        goods.items.size() <= items_on_declaration_max, "/bill/goods/items", "at most 999 lines"
    );
    for (std::size_t i = 0; i < goods.items.size(); ++i) {
        const std::string pointer = fmt::format("/bill/goods/items/{}", i);
        facts.text(goods.items[i].description, pointer + "/description", "a description");
        facts.text(goods.items[i].hs_code, pointer + "/hs_code", "the HS code");
        facts.text(goods.items[i].taxation.origin, pointer + "/origin", "the country of origin");
        facts.demand(
            charge_units(goods.items[i]) < charge_cents_max,
            pointer + "/unit_price",
            "a line of less than ten million million"
        );
    }
}

/// Appends elements in the order the schema's sequences want.
class Element {
public:
    explicit Element(pugi::xml_node node) : node_(node) {}

    Element child(const char* name) { return Element{node_.append_child(name)}; }
    Element text(const char* name, const std::string& value) {
        const pugi::xml_node node = node_.append_child(name);
        node.text().set(value.c_str());
        return Element{node};
    }
    void text_if(const char* name, const std::string& value) {
        if (!value.empty()) {
            text(name, value);
        }
    }
    Element attribute(const char* name, const std::string& value) {
        node_.append_attribute(name).set_value(value.c_str());
        return *this;
    }
    void money(const char* name, Money amount) {
        text(name, amount.amount()).attribute("currencyID", std::string{code(amount.currency())});
    }
    void kilograms(const char* name, const Decimal& weight) {
        text(name, weight.text()).attribute("unitCode", "KGM");
    }

private:
    pugi::xml_node node_;
};

void write_party(Element parent, const char* role, const Party& party, const std::string& id) {
    Element element = parent.child(role);
    element.text_if("Name", cut(party.name, name_characters_max));
    element.text_if("ID", id);
    if (!party.country.empty() || !party.address.empty()) {
        Element address = element.child("Address");
        address.text_if("CountryCode", party.country);
        address.text_if("Line", cut(party.address, line_characters_max));
    }
}

/// The customs value of a line: the base of its duty.
Money line_value(const HouseBill& bill, std::size_t item) {
    for (const TaxLine& line : bill.assessment.lines) {
        const bool duty = line.tax == TaxKind::import_duty || line.tax == TaxKind::export_duty;
        if (duty && line.item == item) {
            return line.base;
        }
    }
    return Money::zero(bill.assessment.amounts.customs_value.currency());
}

void write_taxes(Element commodity, const HouseBill& bill, std::size_t item) {
    for (const TaxLine& line : bill.assessment.lines) {
        if (line.item != item) {
            continue;
        }
        Element tax = commodity.child("DutyTaxFee");
        tax.money("AdValoremTaxBaseAmount", line.base);
        tax.text("TaxRateNumeric", line.rate.text());
        tax.text("TypeCode", tax_code(line.tax));
        tax.child("Payment").money("TaxAssessedAmount", line.amount);
    }
}

void write_item(Element shipment, const DeclarationDocument& document, std::size_t index) {
    const HouseBill& bill = document.bill;
    const GoodsItem& goods = bill.goods.items[index];
    Element item = shipment.child("GovernmentAgencyGoodsItem");
    item.money("CustomsValueAmount", line_value(bill, index + 1));
    item.text("SequenceNumeric", fmt::to_string(index + 1));
    for (const Permit& permit : bill.goods.permits) {
        Element paper = item.child("AdditionalDocument");
        paper.text("ID", cut(permit.number, 70));
        paper.text("Name", cut(permit.kind, 35));
    }
    Element commodity = item.child("Commodity");
    commodity.text("Description", cut(goods.description, description_characters_max));
    Element classification = commodity.child("Classification");
    classification.text("ID", goods.hs_code);
    classification.text("IdentificationTypeCode", goods.hs_code.size() == 8 ? "TSP" : "HS");
    write_taxes(commodity, bill, index + 1);
    Element measure = commodity.child("GoodsMeasure");
    if (goods.net_kg) {
        measure.kilograms("NetNetWeightMeasure", *goods.net_kg);
    }
    measure.text("TariffQuantity", goods.quantity.text());
    commodity.child("InvoiceLine")
        .text("ItemChargeAmount", line_charge(goods))
        .attribute("currencyID", goods.unit_price.currency);
    item.child("GovernmentProcedure")
        .text("CurrentCode", document.flow == Flow::importing ? "40" : "10");
    item.child("Origin").text("CountryCode", goods.taxation.origin);
    if (index == 0) {
        Element packaging = item.child("Packaging");
        packaging.text("SequenceNumeric", "1");
        packaging.text("QuantityQuantity", fmt::to_string(bill.packages));
        packaging.text("TypeCode", "PK");
    }
}

void write_bill_references(Element shipment, const DeclarationDocument& document) {
    const auto reference = [&](const std::string& id, const char* type) {
        Element paper = shipment.child("PreviousDocument");
        paper.text("ID", cut(id, 70));
        paper.text("TypeCode", type);
    };
    reference(document.batch.master_bill, "704");     // UN/EDIFACT 1001: master bill of lading
    reference(document.bill.goods.house_bill, "714"); // house bill of lading
}

void write_shipment(Element declaration, const DeclarationDocument& document) {
    const Consignment& goods = document.bill.goods;
    const Party consignor = goods.consignor.value_or(Party{});
    const Party consignee = goods.consignee.value_or(Party{});
    Element shipment = declaration.child("GoodsShipment");
    write_party(shipment, "Consignee", consignee, goods.consignee_id);
    Element consignment = shipment.child("Consignment");
    Element vehicle = consignment.child("ArrivalTransportMeans");
    vehicle.text("ID", cut(document.batch.vehicle, 35));
    vehicle.text("ModeCode", mode_code(document.mode));
    if (!document.batch.location_code.empty()) {
        consignment.child("GoodsLocation").text("Name", document.batch.location_code);
    }
    if (!document.batch.seals.empty()) {
        Element equipment = consignment.child("TransportEquipment");
        equipment.text("SequenceNumeric", "1");
        for (std::size_t i = 0; i < document.batch.seals.size(); ++i) {
            Element seal = equipment.child("Seal");
            seal.text("SequenceNumeric", fmt::to_string(i + 1));
            seal.text("ID", cut(document.batch.seals[i], 35));
        }
    }
    write_party(shipment, "Consignor", consignor, "");
    shipment.child("Destination").text("CountryCode", consignee.country);
    shipment.child("ExportCountry").text("ID", consignor.country);
    for (std::size_t i = 0; i < goods.items.size(); ++i) {
        write_item(shipment, document, i);
    }
    write_bill_references(shipment, document);
    if (goods.incoterm) {
        shipment.child("TradeTerms").text("ConditionCode", std::string{name(*goods.incoterm)});
    }
}

void write_declaration(Element declaration, const DeclarationDocument& document) {
    const Consignment& goods = document.bill.goods;
    declaration.text("FunctionCode", "9"); // original
    declaration.text("FunctionalReferenceID", cut(document.own_ref, 35));
    declaration.text("TypeCode", document.flow == Flow::importing ? "IMA" : "EXA");
    declaration.text("GoodsItemQuantity", fmt::to_string(goods.items.size()));
    declaration.text("DeclarationOfficeID", document.batch.office_code);
    declaration.kilograms("TotalGrossMassMeasure", document.bill.gross_kg);
    declaration.text("TotalPackageQuantity", fmt::to_string(document.bill.packages));
    Element transport = declaration.child("BorderTransportMeans");
    transport.text("ID", cut(document.batch.vehicle, 35));
    transport.text_if("RegistrationNationalityCode", document.batch.vehicle_country);
    transport.text("ModeCode", mode_code(document.mode));
    const Declarant& declarant = document.batch.declarant;
    write_party(declaration, "Declarant", declarant.party, declarant.tax_code);
    write_party(declaration, "Exporter", goods.consignor.value_or(Party{}), "");
    write_shipment(declaration, document);
}

} // namespace

Result<std::string> render_wco_dec(const DeclarationDocument& document) {
    const std::string authority = fmt::format("{} customs (WCO form)", name(document.country));
    FactCheck facts{authority};
    check(document, facts);
    if (!facts.passed()) {
        return facts.failure();
    }
    pugi::xml_document xml;
    pugi::xml_node head = xml.append_child(pugi::node_declaration);
    head.append_attribute("version").set_value("1.0");
    head.append_attribute("encoding").set_value("UTF-8");
    Element envelope{xml.append_child("md:MetaData")};
    envelope.attribute("xmlns:md", metadata_namespace);
    envelope.attribute("xmlns", declaration_namespace);
    envelope.text("md:WCODataModelVersionCode", "3.6");
    envelope.text("md:WCOTypeName", "DEC");
    envelope.text("md:ResponsibleCountryCode", std::string{name(document.country)});
    write_declaration(envelope.child("Declaration"), document);
    std::ostringstream out;
    xml.save(out, "  ", pugi::format_default, pugi::encoding_utf8);
    return std::move(out).str();
}

} // namespace route9::adapters::customs
