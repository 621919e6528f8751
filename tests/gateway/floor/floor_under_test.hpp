// SPDX-License-Identifier: Apache-2.0
// Scanners over a truck to Savannakhet. Builds on TruckUnderTest.
#pragma once

#include "gateway/floor/floor_endpoints.hpp"
#include "truck_under_test.hpp"

#include <string>

namespace route9::tests {

class FloorUnderTest : public TruckUnderTest {
public:
    Json said(const std::string& id, const std::string& act, const std::string& code) {
        return Json{{"id", id}, {"at", "2026-03-10T08:01:00+07:00"}, {"act", act}, {"code", code}};
    }
    Answer send(const Json& scans, const std::string& language = "en") {
        return call(
            at::post_scans,
            staff(),
            {.body = {{"scans", scans}}, .headers = {{"Accept-Language", language}}}
        );
    }
    Json scanned(const Json& scan) {
        const Answer answer = send(Json::array({scan}));
        EXPECT_EQ(answer.status, 200) << answer.text;
        return answer.status == 200 ? answer.json().at("scans").at(0) : Json::object();
    }
    /// "green picked"
    std::string light(const Json& scan) {
        const Json answer = scanned(scan);
        return answer.value("light", "") + " " + answer.value("code", "");
    }
    /// A scan with an id of its own.
    std::string light(
        const std::string& act, const std::string& code, const std::string& subject, Json more = {}
    ) {
        Json scan = said("scan-" + std::to_string(++scans_), act, code);
        if (!subject.empty()) {
            scan["subject"] = subject;
        }
        if (more.is_object()) {
            scan.update(more);
        }
        return light(scan);
    }
    Answer pick(const FulfillmentId& fulfillment, Json body = Json::object()) {
        return write(at::post_fulfillment_pick, staff(), fulfillment.text(), std::move(body));
    }
    /// Of one parcel of shirts.
    FulfillmentId work(std::int64_t shirts, const std::string& external_id = "A1") {
        return place({.external_id = external_id, .parcels = {shirts}, .departure = truck_})
            .fulfillments[0];
    }

private:
    int scans_ = 0;
};

} // namespace route9::tests
