// SPDX-License-Identifier: Apache-2.0
#include "adapters/customs/wco_dec.hpp"
#include "sample_parcel.hpp"

#include <gtest/gtest.h>
#include <libxml/parser.h>
#include <libxml/xmlschemas.h>
#include <pugixml.hpp>

#include <cstdlib>
#include <memory>
#include <string>
#include <vector>

namespace route9::adapters::customs {
namespace {

using namespace fulfillment::declarations;

DeclarationDocument document() {
    DeclarationDocument out;
    out.own_ref = "R9-DEC-0001";
    out.country = Country::la;
    out.batch = test::sample_batch();
    out.bill = test::sample_bill();
    return out;
}

/// Validates against the schema; returns libxml2's verdict (0 = valid).
int schema_verdict(const std::string& schema_path, const std::string& xml) {
    using Parser = std::unique_ptr<xmlSchemaParserCtxt, void (*)(xmlSchemaParserCtxtPtr)>;
    using Schema = std::unique_ptr<xmlSchema, void (*)(xmlSchemaPtr)>;
    using Validator = std::unique_ptr<xmlSchemaValidCtxt, void (*)(xmlSchemaValidCtxtPtr)>;
    using Tree = std::unique_ptr<xmlDoc, void (*)(xmlDocPtr)>;
    const Parser parser{xmlSchemaNewParserCtxt(schema_path.c_str()), xmlSchemaFreeParserCtxt};
    const Schema schema{xmlSchemaParse(parser.get()), xmlSchemaFree};
    if (!schema) {
        return -1;
    }
    const Validator validator{xmlSchemaNewValidCtxt(schema.get()), xmlSchemaFreeValidCtxt};
    const Tree tree{
        xmlReadMemory(xml.data(), static_cast<int>(xml.size()), "dec.xml", nullptr, 0), xmlFreeDoc
    };
    return tree ? xmlSchemaValidateDoc(validator.get(), tree.get()) : -2;
}

TEST(WcoDeclaration, ValidatesAgainstTheSchema) {
    const char* reference = std::getenv("ROUTE9_REFERENCE");
    if (reference == nullptr) {
        GTEST_SKIP() << "set ROUTE9_REFERENCE to the folder with the WCO schemas";
    }
    const std::string schema =
        std::string{reference} + "/data/customs/wco/validate_declaration.xsd";
    DeclarationDocument one = document();
    one.bill.goods.permits = {{"NOTIFICATION", "CBMP-77", {}}};
    one.bill.goods.items[1].unit_price = {Decimal{4115, 1}, "THB"};
    for (const Flow flow : {Flow::importing, Flow::exporting}) {
        one.flow = flow;
        const auto xml = render_wco_dec(one);
        ASSERT_TRUE(xml.has_value());
        EXPECT_EQ(schema_verdict(schema, *xml), 0) << *xml;
    }
    EXPECT_NE(schema_verdict(schema, "<Declaration/>"), 0)
        << "the check itself must be able to fail";
}

TEST(WcoDeclaration, CarriesValuesTaxesAndBillsOfTheParcel) {
    const auto xml = render_wco_dec(document());
    ASSERT_TRUE(xml.has_value());
    pugi::xml_document tree;
    ASSERT_TRUE(tree.load_string(xml->c_str()));
    const pugi::xml_node declaration = tree.child("md:MetaData").child("Declaration");
    const pugi::xml_node shipment = declaration.child("GoodsShipment");
    EXPECT_STREQ(declaration.child_value("TypeCode"), "IMA");
    EXPECT_STREQ(declaration.child_value("GoodsItemQuantity"), "2");
    EXPECT_STREQ(shipment.child("Consignee").child_value("Name"), "ສົມສັກ ວົງສາ");
    const pugi::xml_node second =
        shipment.child("GovernmentAgencyGoodsItem").next_sibling("GovernmentAgencyGoodsItem");
    EXPECT_STREQ(second.child_value("CustomsValueAmount"), "100800");
    std::string taxes;
    for (const pugi::xml_node tax : second.child("Commodity").children("DutyTaxFee")) {
        taxes += std::string{tax.child_value("TypeCode")} + '=' +
                 tax.child("Payment").child_value("TaxAssessedAmount") + ' ';
    }
    EXPECT_EQ(taxes, "CUD=10080 VAT=11088 ");
    EXPECT_STREQ(shipment.child("PreviousDocument").child_value("ID"), "MB-20260316-01");
}

TEST(WcoDeclaration, ChargesTheWholeLineInTheWayOfItsCurrency) {
    struct Case {
        Decimal quantity;
        Decimal unit_price;
        const char* currency;
        const char* charge; // by hand
    };
    const std::vector<Case> cases{
        {{2, 0}, {120'000, 0}, "VND", "240000"},
        {{5, 1}, {33'333, 0}, "VND", "16667"}, // 0.5 × 33333
        {{1, 0}, {12'345, 1}, "LAK", "1234.50"},
        {{2, 0}, {12'345, 1}, "LAK", "2469"},
        {{3, 0}, {4'115, 1}, "THB", "1234.50"},
        {{4, 0}, {25, 2}, "USD", "1.00"},
        {{25, 1}, {333, 3}, "EUR", "0.83"}, // 2.5 × 0.333 = 0.8325
        {{7, 0}, {100, 0}, "JPY", "700"},
    };
    for (const Case& each : cases) {
        DeclarationDocument one = document();
        one.bill.goods.items[0].quantity = each.quantity;
        one.bill.goods.items[0].unit_price = {each.unit_price, each.currency};
        const auto xml = render_wco_dec(one);
        ASSERT_TRUE(xml.has_value());
        const std::string element = std::string{"<ItemChargeAmount currencyID=\""} + each.currency +
                                    "\">" + each.charge + "</";
        EXPECT_NE(xml->find(element), std::string::npos) << element << *xml;
    }
}

TEST(WcoDeclaration, RefusesALineThatIsDearerThanTheFormHasDigits) {
    DeclarationDocument one = document();
    one.bill.goods.items[1].quantity = Decimal{900'000'000'000'000'000, 0};
    const auto xml = render_wco_dec(one);
    ASSERT_FALSE(xml.has_value());
    EXPECT_EQ(xml.error().fields.at(0).pointer, "/bill/goods/items/1/unit_price");
}

TEST(WcoDeclaration, NamesEachMissingFactAndWhoWantsIt) {
    DeclarationDocument bare = document();
    bare.batch.office_code.clear();
    bare.bill.goods.consignee.reset();
    bare.bill.goods.items[1].hs_code = " ";
    bare.bill.gross_kg = Decimal{};
    const auto xml = render_wco_dec(bare);
    ASSERT_FALSE(xml.has_value());
    std::vector<std::string> pointers;
    for (const FieldError& field : xml.error().fields) {
        pointers.push_back(field.pointer);
        EXPECT_TRUE(field.message.starts_with("LA customs")) << field.message;
    }
    const std::vector<std::string> expected{
        "/batch/office_code",
        "/bill/gross_kg",
        "/bill/goods/consignee/name",
        "/bill/goods/consignee/country",
        "/bill/goods/items/1/hs_code",
    };
    EXPECT_EQ(pointers, expected);
}

} // namespace
} // namespace route9::adapters::customs
