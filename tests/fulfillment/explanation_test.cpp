// SPDX-License-Identifier: Apache-2.0
#include "corridor_fixture.hpp"
#include "fulfillment/explanation.hpp"

#include <gtest/gtest.h>

namespace route9::fulfillment {
namespace {

std::string catalogue_text() {
    return read_whole_file(ROUTE9_SOURCE_DIR "/data/text/explanations.json");
}

TEST(Explanation, HasEveryIdInThreeLanguages) {
    EXPECT_TRUE(ExplanationCatalogue::load(catalogue_text()).has_value());
}

TEST(Explanation, RefusesACatalogueThatLacksOne) {
    std::string text = catalogue_text();
    text.replace(text.find("why.DEARER"), 10, "why.DEERER");
    const auto catalogue = ExplanationCatalogue::load(text);
    ASSERT_FALSE(catalogue.has_value());
    ASSERT_EQ(catalogue.error().fields.size(), 2U); // one missing, one unknown
    EXPECT_EQ(catalogue.error().fields[0].pointer, "explanations.json#/why.DEARER");
    EXPECT_EQ(catalogue.error().fields[1].pointer, "explanations.json#/why.DEERER");
}

TEST(Explanation, SaysDecisionWarningsChoiceAndWhyNot) {
    Plan plan;
    plan.decision = Decision::routed;
    plan.warnings = {PlanWarning::gate_restricted};
    plan.explanation.chosen = {"gate:LAOBAO"};
    plan.explanation.rejected = {{"gate:CHALO", Why::gate_closed}};
    const auto catalogue = ExplanationCatalogue::load(catalogue_text()).value();
    EXPECT_EQ(
        catalogue.sentences(plan, Language::en),
        (std::vector<std::string>{
            "The order is routed.",
            "The gate works with restrictions.",
            "Chosen: Gate LAOBAO.",
            "Gate CHALO: closed.",
        })
    );
    EXPECT_EQ(
        catalogue.sentence({"gate:CHALO", Why::gate_closed}, Language::vi),
        "Cửa khẩu CHALO: đang đóng."
    );
    EXPECT_EQ(
        catalogue.sentence({"gate:CHALO", Why::gate_closed}, Language::lo), "ດ່ານ CHALO: ປິດຢູ່."
    );
}

TEST(Explanation, GivesGatesWithTheSameReasonOneSentence) {
    Plan plan;
    plan.decision = Decision::routed;
    plan.explanation.rejected = {
        {"gate:BOY", Why::later},
        {"departure:D1", Why::later},
        {"gate:CHALO", Why::outside_hours},
        {"gate:LALAY", Why::later},
        {"departure:D2", Why::later},
    };
    const auto catalogue = ExplanationCatalogue::load(catalogue_text()).value();
    EXPECT_EQ(
        catalogue.sentences(plan, Language::en),
        (std::vector<std::string>{
            "The order is routed.",
            "Gate BOY, LALAY: arrives later.",
            "Departure D1: arrives later.",
            "Gate CHALO: closed when the truck gets there; the wait makes it arrive later.",
            "Departure D2: arrives later.",
        })
    );
}

} // namespace
} // namespace route9::fulfillment
