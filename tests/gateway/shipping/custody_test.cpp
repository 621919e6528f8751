// SPDX-License-Identifier: Apache-2.0
// Who answers for a parcel from packing to the end of its way, and how a disputed line is settled.
#include "custody_under_test.hpp"

#include <gtest/gtest.h>

#include <algorithm>

namespace route9::tests {
namespace {

class Custody : public CustodyUnderTest {};

TEST_F(Custody, GoesFromHandToHand) {
    close_truck(1);
    EXPECT_EQ(custodian(0), "warehouse:DONGHA");
    depart();
    EXPECT_EQ(custodian(0), "truck:T1");
    EXPECT_EQ(custody().at("state"), "handed_over");
    EXPECT_EQ(ack(Json::array({line(0, "received")})).json().at("state"), "closed");
    EXPECT_EQ(custodian(0), "carrier:lao-express");
    told(0, "delivered");
    EXPECT_EQ(custodian(0), "recipient");
    told(0, "delivery_failed", true);
    EXPECT_EQ(custodian(0), "carrier:lao-express");
    told(0, "returned");
    EXPECT_EQ(custodian(0), "warehouse:DONGHA");
    std::vector<std::string> acts;
    for (const Json& step : custody().at("parcels")[0].at("steps")) {
        acts.push_back(step.at("act"));
    }
    EXPECT_EQ(
        acts,
        (std::vector<std::string>{
            "packed", "handed_over", "received", "delivered", "corrected", "returned"
        })
    );
    EXPECT_TRUE(events("alert.custody_unclear").empty());
}

TEST_F(Custody, TheHandoverTakesNoLines) {
    close_truck(1);
    const Json lines{{"lines", Json::array({line(0, "short")})}};
    const Answer refused = write(at::post_manifest_handover, staff(), manifest_, lines);
    EXPECT_EQ(refused.status, 422) << refused.text;
    EXPECT_EQ(custody().at("statements").size(), 0U);
    EXPECT_EQ(write(at::post_manifest_handover, staff(), manifest_, Json::object()).status, 200);
}

TEST_F(Custody, PassesAtTheDockWhenTheCarrierSignsBeforeTheTruckLeaves) {
    close_truck(2);
    const Answer handed = write(at::post_manifest_handover, staff(), manifest_);
    EXPECT_EQ(handed.json().at("state"), "handed_over");
    EXPECT_EQ(custodian(0), "warehouse:DONGHA");
    EXPECT_EQ(write(at::post_manifest_handover, staff(), manifest_).text, handed.text);
    ack(Json::array({line(0, "received"), line(1, "short")}));
    depart();
    EXPECT_EQ(custodian(0), "carrier:lao-express");
    EXPECT_EQ(custodian(1), "truck:T1"); // it was not there for the carrier: ours until settled
    EXPECT_EQ(custody().at("state"), "acknowledged");
    EXPECT_EQ(events("manifest.handed_over").size(), 1U);
}

TEST_F(Custody, OfADisputedLineIsWhereBothSidesAgree) {
    close_truck(3);
    depart();
    const Answer first =
        ack(Json::array({line(0, "received"), line(1, "short"), line(2, "damaged")}));
    EXPECT_EQ(first.json().at("state"), "acknowledged");
    EXPECT_EQ(custodian(1), "truck:T1");
    EXPECT_EQ(custodian(2), "carrier:lao-express");
    EXPECT_EQ(custody().at("disputed"), 2);

    const Json ours = Json::array({line(1, "short", "warehouse")});
    EXPECT_EQ(settle(by_carrier(), ours).json().at("disputed"), 2);
    EXPECT_EQ(
        settle(staff(), Json::array({line(1, "short", "carrier")})).json().at("lines")[0],
        (Json{
            {"parcel", codes_[1]},
            {"state", "disputed"},
            {"carrier", {{"result", "short"}, {"liable", "warehouse"}}},
            {"warehouse", {{"result", "short"}, {"liable", "carrier"}}},
        })
    );
    EXPECT_EQ(custodian(1), "truck:T1");
    const Answer agreed = settle(staff(), ours);
    EXPECT_EQ(agreed.json().at("lines")[0].at("state"), "settled");
    EXPECT_EQ(agreed.json().at("state"), "acknowledged");
    EXPECT_EQ(custodian(1), "warehouse:DONGHA");
    EXPECT_EQ(settle(staff(), ours).text, agreed.text); // said before: nothing new is signed

    const Json theirs = Json::array({line(2, "damaged", "carrier")});
    settle(staff(), theirs);
    EXPECT_EQ(settle(by_carrier(), theirs).json().at("state"), "closed");
    EXPECT_EQ(custodian(2), "carrier:lao-express");
    EXPECT_EQ(custody().at("disputes").size(), 2U);
    EXPECT_EQ(custody().at("statements").size(), 7U); // handed over, ack, 3 + 2 words
    const Json news = Json::parse(events("custody.settled").at(0));
    EXPECT_EQ(news.at("parcel"), codes_[1]);
    EXPECT_EQ(news.at("liable"), "warehouse");
    EXPECT_EQ(events("manifest.closed").size(), 1U);
}

TEST_F(Custody, OfALineThatWasTypedWrongIsMendedByItsCarrierAlone) {
    close_truck(2);
    ack(Json::array({line(0, "short"), line(1, "received")}));
    EXPECT_EQ(ack(Json::array({line(0, "received")})).code(), "conflict");
    const Answer mended = settle(by_carrier(), Json::array({line(0, "received")}));
    EXPECT_EQ(mended.json().at("state"), "closed");
    EXPECT_EQ(custodian(0), "carrier:lao-express");
    // And the other way: what was received is short after all, which takes both.
    const Json lost = Json::array({line(1, "short", "warehouse")});
    EXPECT_EQ(settle(by_carrier(), lost).json().at("state"), "acknowledged");
    EXPECT_EQ(custodian(1), "carrier:lao-express");
    EXPECT_EQ(settle(staff(), lost).json().at("state"), "closed");
    EXPECT_EQ(custodian(1), "warehouse:DONGHA");
}

TEST_F(Custody, IsTheSameWhenTheAnswerComesInParts) {
    close_truck(3);
    const Answer half = ack(Json::array({line(2, "damaged")}));
    ASSERT_EQ(half.status, 200) << half.text;
    EXPECT_EQ(half.json().at("state"), "sealed");
    EXPECT_EQ(half.json().at("open"), 2);
    EXPECT_FALSE(half.json().contains("acknowledged_at"));
    EXPECT_TRUE(events("manifest.acknowledged").empty());
    EXPECT_EQ(ack(Json::array({line(2, "damaged")})).text, half.text);
    const Answer whole = ack(Json::array({line(0, "received"), line(1, "received")}));
    EXPECT_EQ(whole.json().at("state"), "acknowledged");
    EXPECT_EQ(whole.json().at("received"), 2);
    EXPECT_EQ(whole.json().at("open"), 0);
    EXPECT_EQ(events("manifest.acknowledged").size(), 1U);
    EXPECT_EQ(events("manifest.answered").size(), 1U);
    const Answer all =
        ack(Json::array({line(0, "received"), line(1, "received"), line(2, "damaged")}));
    EXPECT_EQ(all.text, whole.text);
    EXPECT_EQ(custody().at("statements").size(), 2U);
    for (int i = 0; i < 3; ++i) {
        EXPECT_EQ(custodian(i), "carrier:lao-express");
    }
}

TEST_F(Custody, StaysUnclearUntilTheCarrierSigns) {
    close_truck(1);
    depart();
    EXPECT_EQ(told(0, "delivered").at("result"), "moved");
    EXPECT_EQ(custodian(0), "truck:T1");
    EXPECT_EQ(read(at::get_parcel, staff(), ids_[0]).json().at("status"), "delivered");
    told(0, "delivered");
    ASSERT_EQ(events("alert.custody_unclear").size(), 1U);
    EXPECT_EQ(Json::parse(events("alert.custody_unclear")[0]).at("parcel"), ids_[0]);
    ack(Json::array({line(0, "received")}));
    EXPECT_EQ(custodian(0), "recipient");
}

TEST_F(Custody, IsTakenAndSettledByCodesAsTheyWereScanned) {
    close_truck(2);
    const Json link{{"parcel", "https://track.example/t/" + codes_[0]}, {"result", "damaged"}};
    std::string typed = codes_[1];
    std::ranges::transform(typed, typed.begin(), [](char c) {
        return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    });
    const Json small{{"parcel", typed}, {"result", "received"}};
    ASSERT_EQ(ack(Json::array({link, small})).status, 200);
    EXPECT_EQ(custodian(0), "carrier:lao-express");
    EXPECT_EQ(custody().at("disputes")[0].at("parcel"), codes_[0]);
    Json agreed = link;
    agreed["liable"] = "carrier";
    settle(by_carrier(), Json::array({agreed}));
    EXPECT_EQ(settle(staff(), Json::array({agreed})).json().at("state"), "closed");
    // The same parcel named in two ways is named twice.
    const Json twice = Json::array({link, line(0, "damaged")});
    EXPECT_EQ(ack(twice).json().at("errors")[0].at("code"), "repeated");
}

TEST_F(Custody, NamesWhatCameOnTopAndSettlesIt) {
    close_truck(1);
    ack(Json::array({line(0, "received"), {{"parcel", "STRAY"}, {"result", "over"}}}));
    EXPECT_EQ(custody().at("state"), "acknowledged");
    const Json theirs =
        Json::array({{{"parcel", "STRAY"}, {"result", "over"}, {"liable", "carrier"}}});
    settle(by_carrier(), theirs);
    EXPECT_EQ(settle(staff(), theirs).json().at("state"), "closed");
    EXPECT_EQ(custody().at("parcels").size(), 1U);
}

TEST_F(Custody, RefusesWordsThatCannotStand) {
    close_truck(1);
    const auto why = [&](const Json& one) {
        return settle(staff(), Json::array({one})).json().at("errors")[0].at("code");
    };
    EXPECT_EQ(why(line(0, "short", "carrier")), "open");
    ack(Json::array({line(0, "short")}));
    EXPECT_EQ(why(line(0, "short")), "required");
    EXPECT_EQ(why(line(0, "received", "carrier")), "unknown_member");
    EXPECT_EQ(why({{"parcel", "NOWHERE"}, {"result", "received"}}), "not_on_manifest");
    EXPECT_EQ(settle(by_other_carrier(), Json::array({line(0, "received")})).status, 404);
    EXPECT_EQ(settle(by_seller(), Json::array({line(0, "received")})).status, 403);
    EXPECT_EQ(read(at::get_manifest_custody, by_other_carrier(), manifest_).status, 404);
    EXPECT_EQ(write(at::post_manifest_handover, by_carrier(), manifest_).status, 403);
    EXPECT_EQ(custody(by_carrier()), custody());
}

TEST_F(Custody, OfAVoidManifestIsAnsweredWithItsSuccessor) {
    close_truck(1);
    static constexpr Statement kVoid{
        "test.void", "UPDATE manifest SET state = 'void', replaced_by = manifest_id"
    };
    run_sql(kVoid);
    for (const Answer& answer :
         {ack(Json::array({line(0, "received")})),
          settle(staff(), Json::array({line(0, "received")})),
          write(at::post_manifest_handover, staff(), manifest_)}) {
        EXPECT_EQ(answer.code(), "sealed");
        EXPECT_EQ(answer.json().at("reference"), manifest_);
    }
}

/// An answer that an earlier build has taken is in clear or sealed, and has no statement.
TEST_F(Custody, OfAnAnswerToAnEarlierBuildIsSettledLikeAnother) {
    close_truck(1);
    static constexpr Statement kOld{
        "test.old_answer",
        "UPDATE manifest SET state = 'acknowledged', acknowledged_at = 1773110000000,"
        " acknowledgement = $1"
    };
    const std::string answer = Json{{"lines", Json::array({line(0, "short")})}}.dump();
    const auto done =
        store().write([&](Tx& tx) -> Result<std::int64_t> { return tx.execute(kOld, answer); });
    ASSERT_TRUE(done);
    EXPECT_EQ(
        ack(Json::array({line(0, "short")})).json().at("acknowledged_at"), "2026-03-10T02:33:20Z"
    );
    EXPECT_EQ(custody().at("disputed"), 1);
    const Json theirs = Json::array({line(0, "short", "carrier")});
    settle(staff(), theirs);
    EXPECT_EQ(settle(by_carrier(), theirs).json().at("state"), "closed");
    EXPECT_EQ(custodian(0), "carrier:lao-express");
}

TEST_F(Custody, IsNeverRewritten) {
    close_truck(1);
    ack(Json::array({line(0, "received")}));
    static constexpr Statement kForgedStep{
        "test.forged_step", "UPDATE custody_step SET to_id = 'somebody'"
    };
    static constexpr Statement kLostStep{"test.lost_step", "DELETE FROM custody_step"};
    static constexpr Statement kForged{
        "test.forged", "UPDATE manifest_statement SET signer = 'somebody'"
    };
    static constexpr Statement kLost{"test.lost", "DELETE FROM manifest_statement"};
    const Json before = custody();
    for (const Statement* statement : {&kForgedStep, &kLostStep, &kForged, &kLost}) {
        bool refused = false;
        try {
            const auto done = store().write([&](Tx& tx) -> Result<std::int64_t> {
                return tx.execute(*statement);
            });
            refused = !done;
        } catch (const StoreFailure&) {
            refused = true;
        }
        EXPECT_TRUE(refused) << statement->sql;
        EXPECT_EQ(custody(), before);
    }
}

} // namespace
} // namespace route9::tests
