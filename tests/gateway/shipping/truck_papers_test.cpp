// SPDX-License-Identifier: Apache-2.0
// A truck leaves with exactly what its papers say: the parcels aboard, the sealed manifest and both
// countries' declarations name the same.
#include "truck_under_test.hpp"

#include <gtest/gtest.h>

namespace route9::tests {
namespace {

class TruckPapers : public testing::Test, protected TruckUnderTest {
protected:
    void spoil(const Statement& change) {
        const auto changed = store().write([&](Tx& tx) -> Result<std::int64_t> {
            return tx.execute(change, qt, truck_);
        });
        EXPECT_GE(*changed, 1);
    }
};

TEST_F(TruckPapers, NameTheSameContentByOneHash) {
    three_aboard();
    const Json closed = close(truck_);
    const std::string hash = closed.at("content_hash");
    EXPECT_EQ(hash.size(), 64U);
    EXPECT_EQ(closed.at("papers"), 1);
    EXPECT_EQ(hashes(0), (Texts{hash, hash, hash}));
    EXPECT_EQ(manifest(0).at("content_hash"), hash);
    EXPECT_FALSE(manifest(0).contains("replaces"));
    EXPECT_EQ(depart().json().at("state"), "departed");
}

TEST_F(TruckPapers, AreForTheOfficeOfTheTrucksGate) {
    aboard("A1");
    close(truck_);
    // No Lao land crossing has a code that anybody could confirm.
    EXPECT_EQ(
        declarations(), (std::multiset<std::string>{"LA ready LAOBAO", "VN ready LAOBAO 32BB"})
    );
}

TEST_F(TruckPapers, OfAnEmptyTruckAreOfNothing) {
    EXPECT_EQ(
        close(truck_).at("content_hash"),
        "4f53cda18c2baa0c0354bb5f9a3ecbe5ed12ab4d8e11ba873c2f11161202b945"
    );
    EXPECT_EQ(depart().status, 200);
}

TEST_F(TruckPapers, HoldATruckWhoseGateIsClosed) {
    aboard("A1");
    close(truck_);
    ASSERT_EQ(report("LAOBAO", "closed").status, 200);
    const Answer refused = depart();
    EXPECT_EQ(refused.code(), "state-forbids");
    EXPECT_EQ(
        refusals(refused),
        (Texts{"gate_closed: LAOBAO is reported closed for vn_la by border post at "
               "2026-03-10T08:00:00+07:00; reroute it or wait"})
    );
    EXPECT_EQ(truck().at("state"), "closed");
    ASSERT_EQ(report("LAOBAO", "open").status, 200);
    EXPECT_EQ(depart().status, 200);
    // It is over: a later closure is not its matter.
    ASSERT_EQ(report("LAOBAO", "closed").status, 200);
    EXPECT_EQ(depart().status, 200);
}

TEST_F(TruckPapers, HoldATruckThatCarriesSomethingElse) {
    three_aboard();
    close(truck_);
    spoil(
        {"test.heavier", "UPDATE parcel SET mass_g = 251 WHERE tenant_id = $1 AND departure_id = $2"
        }
    );
    EXPECT_EQ(
        refusals(depart()),
        (Texts{"content_differs: truck: what is aboard is not what the papers were made of; "
               "unload what is wrong"})
    );
    EXPECT_EQ(truck().at("state"), "closed");
}

TEST_F(TruckPapers, HoldATruckWhoseDeclarationNamesAnotherMass) {
    three_aboard();
    close(truck_);
    spoil(
        {"test.declared",
         "UPDATE declaration SET mass_g = 249 WHERE tenant_id = $1 AND departure_id = $2"
         " AND country = 'LA'"}
    );
    EXPECT_EQ(
        refusals(depart()),
        (Texts{"content_differs: declarations: the declarations do not name what crosses; unload "
               "what is wrong"})
    );
}

TEST_F(TruckPapers, HoldATruckWithAParcelThatOneCountryDoesNotKnow) {
    const std::string parcel = aboard("A1");
    close(truck_);
    spoil(
        {"test.undeclared",
         "UPDATE declaration SET status = 'void' WHERE tenant_id = $1 AND departure_id = $2"
         " AND country = 'VN'"}
    );
    const std::string code = read(at::get_parcel, staff(), parcel).json().at("code");
    EXPECT_EQ(
        refusals(depart()),
        (Texts{
            "declaration_missing: not declared to both countries for its gate: " + code +
            "; unload or reroute"
        })
    );
}

TEST_F(TruckPapers, HoldATruckThatIsDeclaredAtAnotherGate) {
    aboard("A1");
    close(truck_);
    spoil(
        {"test.elsewhere",
         "UPDATE declaration SET gate_id = 'CHALO' WHERE tenant_id = $1 AND departure_id = $2"}
    );
    EXPECT_EQ(first_code(depart()), "declaration_missing");
}

TEST_F(TruckPapers, OfAnEarlierBuildAreNotCompared) {
    aboard("A1");
    close(truck_);
    spoil(
        {"test.earlier",
         "UPDATE departure SET papers = 0, content_hash = '' WHERE tenant_id = $1"
         " AND departure_id = $2"}
    );
    spoil(
        {"test.earlier_declared",
         "UPDATE declaration SET gate_id = NULL, parcel_code = '', pieces = NULL, mass_g = NULL"
         " WHERE tenant_id = $1 AND departure_id = $2"}
    );
    EXPECT_EQ(depart().status, 200);
}

TEST_F(TruckPapers, WarnOfDeclarationsThatAreNotReady) {
    aboard("A1");
    const std::string held = aboard("A2", "MYSTERY"); // nobody said what it is
    const std::string code = read(at::get_parcel, staff(), held).json().at("code");
    const Json warning{{{"code", "declaration_held"}, {"count", 1}, {"parcels", {code}}}};
    EXPECT_EQ(close(truck_).at("warnings"), warning);
    const auto alerts = events("alert.declaration_held");
    ASSERT_EQ(alerts.size(), 1U);
    EXPECT_EQ(Json::parse(alerts[0]).at("parcel"), held);
    EXPECT_EQ(Json::parse(alerts[0]).at("declarations").size(), 2U);
    const Answer left = depart();
    EXPECT_EQ(left.status, 200);
    EXPECT_EQ(left.json().at("warnings"), warning);
    EXPECT_EQ(events("alert.declaration_held").size(), 1U);
}

TEST_F(TruckPapers, HoldATruckWithSuchDeclarationsWhereThatIsTheRule) {
    aboard("A1");
    const std::string held = aboard("A2", "MYSTERY");
    services().require_ready_declarations = true;
    close(truck_);
    const Answer refused = depart();
    EXPECT_EQ(refused.code(), "state-forbids");
    EXPECT_EQ(first_code(refused), "declaration_held");
    const Answer without = unload({held}, "customs_held");
    EXPECT_EQ(without.status, 200) << without.text;
    EXPECT_FALSE(without.json().contains("warnings"));
    EXPECT_EQ(depart().json().at("state"), "departed");
}

} // namespace
} // namespace route9::tests
