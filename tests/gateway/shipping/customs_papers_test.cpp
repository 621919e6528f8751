// SPDX-License-Identifier: Apache-2.0
#include "gateway/fleet/fleet_endpoints.hpp"
#include "shipping_under_test.hpp"

#include <gtest/gtest.h>

namespace route9::tests {
namespace {

namespace at = gateway::endpoints;

class CustomsPapers : public testing::Test, protected ShippingUnderTest {
protected:
    Json declarations(const std::string& query = "") {
        return call(at::get_declarations, staff(), {.target = "/?" + query}).json().at("items");
    }
    Answer paper(const Principal& who, const Json& declaration, const std::string& format) {
        return call(
            at::get_declaration_document,
            who,
            {.parameters = {{"id", declaration.at("id").get<std::string>()}, {"format", format}}}
        );
    }
};

TEST_F(CustomsPapers, DeclareAParcelInBothCountries) {
    ship({.parcels = {2}});
    const Json found = declarations();
    ASSERT_EQ(found.size(), 2U);
    EXPECT_EQ(found[0].at("country"), "VN");
    EXPECT_EQ(found[0].at("flow"), "export");
    EXPECT_EQ(found[0].at("status"), "ready");
    EXPECT_EQ(found[1].at("country"), "LA");
    EXPECT_EQ(found[1].at("flow"), "import");
    EXPECT_EQ(found[1].at("status"), "ready");
    const std::string truck = found[0].at("departure");
    EXPECT_EQ(declarations("departure=" + truck).size(), 2U);
    EXPECT_EQ(call(at::get_declarations, by_other_seller(), {}).json().at("items").size(), 0U);
    const std::string id = found[0].at("id");
    EXPECT_EQ(read(at::get_declaration, by_seller(), id).json(), found[0]);
    EXPECT_EQ(read(at::get_declaration, by_other_seller(), id).status, 404);
}

TEST_F(CustomsPapers, HoldAParcelWhoseFactsAreMissingAndNameThem) {
    const DepartureId truck = open_departure();
    pack(place({.sku = "MYSTERY", .departure = truck}).fulfillments[0]);
    pass(Minutes{1}); // parcels are listed in the order of their packing
    pack(place({.external_id = "A2", .departure = truck}).fulfillments[0]);
    close(truck);
    std::vector<std::string> statuses;
    Json held;
    for (const Json& each : declarations()) {
        statuses.push_back(each.at("status"));
        if (each.at("status") == "held_data") {
            held = each;
        }
    }
    EXPECT_EQ(statuses, (std::vector<std::string>{"held_data", "held_data", "ready", "ready"}));
    EXPECT_EQ(held.at("missing")[0].at("pointer"), "/items/0/hs_code");
    EXPECT_EQ(paper(staff(), held, "wco-dec").code(), "state-forbids");
}

TEST_F(CustomsPapers, RenderTheWcoDeclarationForTheSellerToo) {
    ship({});
    const Json found = declarations();
    for (const Json& each : found) {
        const Answer xml = paper(by_seller(), each, "wco-dec");
        ASSERT_EQ(xml.status, 200) << xml.text;
        EXPECT_EQ(xml.content_type, "application/xml");
        EXPECT_NE(xml.text.find("urn:wco:datamodel:WCO:DEC-DMS:2"), std::string::npos);
        EXPECT_NE(xml.text.find("Somchai Vongsa"), std::string::npos);
        EXPECT_EQ(xml.text.find("<ID>qt</ID>"), std::string::npos) << "our id is no tax code";
    }
    EXPECT_EQ(paper(by_other_seller(), found[0], "wco-dec").status, 404);
    EXPECT_EQ(paper(by_seller(), found[0], "vn-mec").status, 404);
}

TEST_F(CustomsPapers, RenderTheLaoTruckManifestForStaffAndBrokersOnly) {
    ship({});
    const Json found = declarations();
    const Answer csv = paper(as(Role::broker, "broker"), found[1], "la-manifest");
    ASSERT_EQ(csv.status, 200) << csv.text;
    EXPECT_NE(csv.text.find("74C-123.45"), std::string::npos);
    EXPECT_NE(csv.text.find("\r\nCustoms office,\r\n"), std::string::npos) << csv.text;
    EXPECT_NE(csv.text.find("\r\nDeclarant tax code,\r\n"), std::string::npos) << csv.text;
    EXPECT_NE(
        csv.text.find("\r\nTo be filled in,Customs office; Declarant tax code\r\n"),
        std::string::npos
    ) << csv.text;
    EXPECT_EQ(read(at::get_departure_document, staff(), found[0].at("departure")).text, csv.text);
    EXPECT_EQ(paper(by_seller(), found[1], "la-manifest").status, 403);
    EXPECT_EQ(paper(staff(), found[0], "la-manifest").status, 404);
    const std::string open_truck = open_departure("T2").text();
    EXPECT_EQ(read(at::get_departure_document, staff(), open_truck).code(), "state-forbids");
}

TEST_F(CustomsPapers, NameTheSealsAndTheCountryOfTheVehicle) {
    const Json lao_truck{
        {"plates", {{"la", "LA-1234"}}},
        {"permits",
         {{{"country", "VN"}, {"number", "1"}, {"until", "2026-12-31"}},
          {{"country", "LA"}, {"number", "2"}, {"until", "2026-12-31"}}}},
        {"gross_mass_kg", 10'000},
        {"payload_kg", 5'000},
    };
    const Ask known{.parameters = {{"id", "T-1"}}, .body = lao_truck};
    ASSERT_EQ(call(at::put_vehicle, staff(), known).status, 201);
    const DepartureId truck =
        open_departure("T1", {{"vehicle", "T-1"}, {"truck_plate", "LA-1234"}});
    pack(place({.departure = truck}).fulfillments[0]);
    const Json seals{{"seals", {"VN-000123", "LA-77"}}};
    ASSERT_EQ(write(at::post_departure_close, staff(), truck.text(), seals).status, 200);
    const std::string csv = read(at::get_departure_document, staff(), truck.text()).text;
    EXPECT_NE(csv.find("\r\nVehicle,LA-1234\r\n"), std::string::npos) << csv;
    EXPECT_NE(csv.find("\r\nVehicle country,LA\r\n"), std::string::npos) << csv;
    EXPECT_NE(csv.find("\r\nSeals,VN-000123 LA-77\r\n"), std::string::npos) << csv;
}

TEST_F(CustomsPapers, SayThatATruckWithNothingAboardDeclaresNothing) {
    const DepartureId truck = open_departure();
    const Answer early = read(at::get_departure_document, staff(), truck.text());
    EXPECT_EQ(early.json().at("detail"), "nothing is declared before the departure closes");
    close(truck);
    const Answer empty = read(at::get_departure_document, staff(), truck.text());
    EXPECT_EQ(empty.status, 409);
    EXPECT_EQ(
        empty.json().at("detail"), "nothing on this truck crosses the border: nothing is declared"
    );
}

TEST_F(CustomsPapers, PrintNoLabelForAParcelThatMustNotTravel) {
    const PlacedOrder placed = place({});
    const std::string parcel = pack(placed.fulfillments[0]);
    EXPECT_EQ(read(at::get_parcel_label, by_seller(), parcel).status, 200);
    const Json reason{{"reason", "changed their mind"}};
    ASSERT_EQ(write(at::post_order_cancel, by_seller(), placed.order.text(), reason).status, 200);
    const Answer label = read(at::get_parcel_label, by_seller(), parcel);
    EXPECT_EQ(label.status, 409);
    EXPECT_EQ(label.code(), "state-forbids");
}

TEST_F(CustomsPapers, PrintALabel) {
    const std::string parcel = ship({});
    const Answer label = read(at::get_parcel_label, by_seller(), parcel);
    EXPECT_EQ(label.content_type, "application/pdf");
    EXPECT_EQ(label.text.substr(0, 5), "%PDF-");
    EXPECT_EQ(read(at::get_parcel_label, by_other_carrier(), parcel).status, 404);
}

class Gates : public testing::Test, protected ShippingUnderTest {
protected:
    Answer report(const Json& changes, const std::string& gate = "LAOBAO") {
        Json body{
            {"direction", "vn_la"},
            {"state", "closed"},
            {"source", "gate post"},
            {"reported_at", "2026-03-10T07:00:00+07:00"},
        };
        body.update(changes);
        return write(at::put_gate_state, staff(), gate, std::move(body));
    }
    Json gate(const std::string& id) {
        for (const Json& each : call(at::get_gates, by_seller(), {}).json().at("items")) {
            if (each.at("id") == id) {
                return each;
            }
        }
        return {};
    }
};

TEST_F(Gates, ShowTheirHoursModelAndReports) {
    EXPECT_EQ(report(Json::object()).status, 200);
    const Json laobao = gate("LAOBAO");
    EXPECT_EQ(laobao.at("hours"), Json::parse(R"([{"open":"07:00","close":"19:30"}])"));
    EXPECT_EQ(laobao.at("model"), "two_stop");
    EXPECT_EQ(laobao.at("states")[0].at("state"), "closed");
    EXPECT_EQ(events(), (std::vector<std::string>{"gate.state_changed"}));
}

TEST_F(Gates, KeepTheNewerReport) {
    report(Json::object());
    EXPECT_EQ(report({{"reported_at", "2026-03-10T06:00:00+07:00"}}).status, 409);
    EXPECT_EQ(
        report({{"state", "open"}, {"reported_at", "2026-03-10T07:30:00+07:00"}}).status, 200
    );
    EXPECT_EQ(gate("LAOBAO").at("states")[0].at("state"), "open");
}

TEST_F(Gates, AreReportedByOperatorsInKnownWords) {
    EXPECT_EQ(report(Json::object(), "MOON").status, 404);
    const Answer bad = report({{"direction", "up"}, {"state", "ajar"}});
    EXPECT_EQ(bad.status, 422);
    EXPECT_EQ(bad.json().at("errors").size(), 2U);
    EXPECT_EQ(write(at::put_gate_state, by_carrier(), "LAOBAO", Json::object()).status, 403);
}

} // namespace
} // namespace route9::tests
