// SPDX-License-Identifier: Apache-2.0
// A truck of Viet Nam to Lao Bảo, and one of Laos that takes its load over there. Builds on
// ReplanningUnderTest.
#pragma once

#include "gateway/fleet/fleet_endpoints.hpp"
#include "replanning_under_test.hpp"

#include <string>
#include <vector>

namespace route9::tests {

class TransshipmentUnderTest : public ReplanningUnderTest {
public:
    static Json permit(const std::string& country, const std::string& until) {
        return {{"country", country}, {"number", country + "-1"}, {"until", until}};
    }
    /// At home in Viet Nam, and nowhere else.
    static Json of_viet_nam() {
        return {
            {"plates", {{"vn", "74C-123.45"}}},
            {"permits", Json::array()},
            {"gross_mass_kg", 10'000},
            {"payload_kg", 5'000},
            {"volume_m3", "27.5"},
        };
    }
    static Json of_laos() {
        return {
            {"plates", {{"la", "LA-4826"}}},
            {"permits", {permit("VN", "2026-12-31"), permit("LA", "2026-12-31")}},
            {"gross_mass_kg", 12'000},
            {"payload_kg", 3'000},
            {"volume_m3", "20"},
        };
    }
    void put(const std::string& id, Json vehicle, const Json& changes = Json::object()) {
        vehicle.update(changes);
        const Ask known{.parameters = {{"id", id}}};
        const Answer there = call(at::get_vehicle, staff(), known);
        Ask ask{.parameters = {{"id", id}}, .body = vehicle};
        if (there.status == 200) {
            ask.headers.emplace_back("If-Match", there.header("ETag"));
        }
        const Answer answer = call(at::put_vehicle, staff(), ask);
        EXPECT_LT(answer.status, 300) << answer.text;
    }
    Answer open(const std::string& reference, const Json& more) {
        Json body{
            {"reference", reference},
            {"from", "DONGHA"},
            {"to", "SAVANNAKHET"},
            {"gate", "LAOBAO"},
            {"carrier", "lao-express"},
            {"leaves", "2026-03-10T12:00:00+07:00"},
        };
        body.update(more);
        return call(at::post_departure, staff(), {.body = body});
    }
    /// By VN-1, and from Lao Bảo on by `onward`.
    DepartureId
    drive(const std::string& reference, const std::string& onward, const Json& more = {}) {
        Json body{{"vehicle", "VN-1"}, {"transshipment", {{"vehicle", onward}}}};
        if (more.is_object()) {
            body.update(more);
        }
        const Answer opened = open(reference, body);
        EXPECT_EQ(opened.status, 201) << opened.text;
        return DepartureId::parse(opened.json().value("id", "")).value();
    }
    Json truck(const DepartureId& id) { return read(at::get_departure, staff(), id.text()).json(); }
    Answer act(Endpoint endpoint, const DepartureId& id, Json body = {}) {
        return write(endpoint, staff(), id.text(), std::move(body));
    }
    /// "409 /vehicle permit_expired: …"; the status alone of what is not refused by a field.
    static std::string outcome(const Answer& answer) {
        std::string text = std::to_string(answer.status);
        if (answer.status >= 400 && answer.json().contains("errors")) {
            const Json error = answer.json().at("errors").at(0);
            text += " " + error.value("pointer", "") + " " + error.value("code", "") + ": " +
                    error.value("message", "");
        }
        return text;
    }
    /// A line of the Lao truck manifest: "LA-4826".
    std::string lao_manifest(const DepartureId& id, const std::string& line) {
        const std::string csv = read(at::get_departure_document, staff(), id.text()).text;
        const auto start = csv.find("\r\n" + line + ",");
        if (start == std::string::npos) {
            return csv;
        }
        const auto from = start + 3 + line.size();
        return csv.substr(from, csv.find("\r\n", from) - from);
    }
};

} // namespace route9::tests
