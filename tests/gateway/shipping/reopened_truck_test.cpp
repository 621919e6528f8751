// SPDX-License-Identifier: Apache-2.0
// A parcel that must not travel comes off its truck, also when the truck has closed; the others go
// on with papers that are made again.
#include "adapters/carriers/manifest_document.hpp"
#include "core/limits.hpp"
#include "gateway/shipping/departure_step.hpp"
#include "gateway/shipping/unload_parcels.hpp"
#include "gateway/workers/departure_worker.hpp"
#include "payments/receivable.hpp"
#include "stopping_store.hpp"
#include "truck_under_test.hpp"

#include <gtest/gtest.h>

namespace route9::tests {
namespace {

using fulfillment::DepartureState;

class ReopenedTruck : public testing::Test, protected TruckUnderTest {
protected:
    /// The header that names the one sealed as number `which`.
    std::string successor(std::size_t which) {
        return "</v1/manifests/" + manifest(which).at("id").get<std::string>() +
               R"(>; rel="successor-version")";
    }
    Json acknowledge(const Json& served) {
        Json lines = Json::array();
        for (const Json& line : served.at("lines")) {
            lines.push_back({{"parcel", line.at("parcel")}, {"result", "received"}});
        }
        const Answer answer =
            write(at::post_manifest_ack, by_carrier(), served.at("id"), {{"lines", lines}});
        return {{"status", answer.status}, {"body", answer.json()}};
    }
    /// "open", "cancelled", …
    std::string cash_of(const std::string& parcel) {
        const std::string code = read(at::get_parcel, staff(), parcel).json().at("code");
        const auto owed = store().read([&](Tx& tx) -> Result<std::string> {
            const auto found = payments::receivables::find_by_reference(tx, qt, code);
            return std::string{name(found->state)} + " " + found->payer;
        });
        return *owed;
    }
    /// As if the process had ended after so many units.
    void unload_and_stop(const std::string& parcel, int units) {
        StoppingStore stopping{store(), units};
        gateway::Services cut = services_over(stopping);
        const gateway::UnloadOrder wanted{
            .parcels = {parcel}, .reason = gateway::UnloadReason::short_, .note = ""
        };
        const auto changed = run([&] {
            return gateway::change_departure(
                cut,
                qt,
                truck_,
                [&](Tx& tx, const gateway::StepOrder& step) {
                    return gateway::unload_parcels(tx, step, wanted, services().vault);
                },
                deadline()
            );
        });
        EXPECT_FALSE(changed.has_value());
    }
    fulfillment::SealFault fault_of(const Json& served) {
        const auto tenant =
            store().read([](Tx& tx) -> Result<Tenant> { return *tenancy::find_tenant(tx, qt); });
        return adapters::check_manifest_json(served, tenant->signing_public).value();
    }
};

TEST_F(ReopenedTruck, LosesAParcelBeforeItCloses) {
    const Texts parcels = three_aboard();
    const Answer answer = unload({parcels[1]}, "damaged", {{"note", "the box is wet"}});
    EXPECT_EQ(answer.status, 200) << answer.text;
    EXPECT_EQ(answer.json().at("state"), "open");
    EXPECT_EQ(answer.json().at("used_kg"), "0.5");
    const Json parcel = read(at::get_parcel, staff(), parcels[1]).json();
    EXPECT_FALSE(parcel.contains("departure"));
    EXPECT_EQ(parcel.at("status"), "on_hold");
    EXPECT_EQ(shirts(), (std::vector<std::int64_t>{100, 3}));
    EXPECT_EQ(order_status(orders_["A2"]), "packed");
    EXPECT_EQ(
        Json::parse(events("parcel.unloaded").at(0)),
        (Json{
            {"order", orders_["A2"].text()},
            {"parcel", parcels[1]},
            {"departure", truck_.text()},
            {"reason", "damaged"},
        })
    );
    EXPECT_TRUE(events("alert.parcel_short").empty());
    EXPECT_EQ(close(truck_).at("counts").at("parcels"), 2);
}

TEST_F(ReopenedTruck, MakesAllThreePapersAgainWithoutAShortParcel) {
    const Texts parcels = three_aboard();
    close(truck_);
    EXPECT_EQ(shirts(), (std::vector<std::int64_t>{97, 0}));
    pass(Minutes{10});
    const Answer answer = unload({parcels[0]});
    ASSERT_EQ(answer.status, 200) << answer.text;
    const Json again = answer.json();
    EXPECT_EQ(again.at("state"), "closed");
    EXPECT_EQ(again.at("papers"), 2);
    EXPECT_EQ(again.at("counts"), (Json{{"parcels", 2}, {"pieces", 2}, {"gross_kg", "0.5"}}));
    EXPECT_EQ(again.at("used_kg"), "0.5");
    const std::string hash = again.at("content_hash");
    EXPECT_EQ(hashes(1), (Texts{hash, hash, hash}));
    EXPECT_EQ(manifest(1).at("lines").size(), 2U);
    EXPECT_EQ(manifest(1).at("replaces"), manifest(0).at("id"));
    EXPECT_EQ(fault_of(manifest(0)), fulfillment::SealFault::none);
    EXPECT_EQ(fault_of(manifest(1)), fulfillment::SealFault::none);
    EXPECT_EQ(
        Json::parse(events("manifest.voided").at(0)),
        (Json{
            {"manifest", manifest(0).at("id")},
            {"departure", truck_.text()},
            {"replaced_by", manifest(1).at("id")},
        })
    );
    const auto declared = declarations();
    EXPECT_EQ(declared.count("VN ready LAOBAO 32BB"), 2U);
    EXPECT_EQ(declared.count("LA ready LAOBAO"), 2U);
    EXPECT_EQ(declared.count("VN void LAOBAO 32BB"), 3U);
    EXPECT_EQ(declared.count("LA void LAOBAO"), 3U);
    EXPECT_EQ(depart().json().at("state"), "departed");
    EXPECT_EQ(events("parcel.departed").size(), 2U);
}

TEST_F(ReopenedTruck, LeavesTheShortParcelInTheWarehouseAsIfItHadNotBeenHandedOver) {
    const Texts parcels = three_aboard();
    close(truck_);
    pass(Minutes{10});
    ASSERT_EQ(unload({parcels[0]}, "short", {{"note", "not found"}}).status, 200);
    const Json parcel = read(at::get_parcel, staff(), parcels[0]).json();
    EXPECT_EQ(parcel.at("status"), "on_hold");
    EXPECT_FALSE(parcel.contains("departure"));
    EXPECT_EQ(shirts(), (std::vector<std::int64_t>{98, 1}));
    EXPECT_EQ(order_status(orders_["A1"]), "packed");
    EXPECT_EQ(order_status(orders_["A2"]), "handed_over");
    EXPECT_EQ(cash_of(parcels[0]), "cancelled lao-express");
    EXPECT_EQ(cash_of(parcels[1]), "open lao-express");
    EXPECT_EQ(events("receivable.booked").size(), 3U);
    ASSERT_EQ(events("receivable.cancelled").size(), 1U);
    EXPECT_EQ(Json::parse(events("receivable.cancelled")[0]).at("why"), "left_behind");
    EXPECT_EQ(events("alert.parcel_short").size(), 1U);
    EXPECT_EQ(events("order.handed_over").size(), 3U);
    const Json seen = read(at::get_parcel_events, staff(), parcels[0]).json().at("items");
    ASSERT_EQ(seen.size(), 2U);
    EXPECT_EQ(seen.at(1).at("status"), "on_hold");
    EXPECT_EQ(seen.at(1).at("note"), "not found");
    // The carrier does not have it, so it is none of the carrier's.
    EXPECT_EQ(read(at::get_parcel, by_carrier(), parcels[0]).status, 404);
    EXPECT_EQ(
        write(at::post_order_cancel, by_seller(), orders_["A1"].text(), {{"reason", "late"}})
            .status,
        200
    );
    EXPECT_EQ(shirts(), (std::vector<std::int64_t>{98, 0}));
}

TEST_F(ReopenedTruck, LetsAParcelTravelWithAnother) {
    const Texts parcels = three_aboard();
    close(truck_);
    pass(Minutes{10});
    ASSERT_EQ(unload({parcels[0]}).status, 200);
    const DepartureId next = open_departure("T2", {{"carrier", "mekong-post"}});
    const Json load{{"parcels", {parcels[0]}}};
    ASSERT_EQ(write(at::post_departure_load, staff(), next.text(), load).status, 200);
    pass(Minutes{10});
    close(next);
    EXPECT_EQ(cash_of(parcels[0]), "open mekong-post");
    EXPECT_EQ(events("receivable.booked").size(), 3U);
    EXPECT_EQ(Json::parse(events("receivable.reopened").at(0)).at("why"), "loaded_again");
    EXPECT_TRUE(events("alert.cash_refused").empty());
    EXPECT_EQ(read(at::get_parcel, staff(), parcels[0]).json().at("status"), "picked_up");
    EXPECT_EQ(order_status(orders_["A1"]), "handed_over");
    EXPECT_EQ(shirts(), (std::vector<std::int64_t>{97, 0}));
    EXPECT_EQ(write(at::post_departure_depart, staff(), next.text()).status, 200);
}

TEST_F(ReopenedTruck, AsksItsCarrierForTheNewManifest) {
    const Texts parcels = three_aboard();
    close(truck_);
    const Json first = manifest(0);
    EXPECT_EQ(acknowledge(first).at("status"), 200);
    pass(Minutes{10});
    ASSERT_EQ(unload({parcels[2]}).status, 200);
    const Json late = acknowledge(first);
    EXPECT_EQ(late.at("body").at("code"), "sealed");
    EXPECT_EQ(late.at("body").at("reference"), manifest(1).at("id"));
    EXPECT_EQ(manifest(0), first) << "what was served stays as it was";
    EXPECT_EQ(acknowledge(manifest(1)).at("status"), 200);
    const Json feed =
        call(at::get_manifests, by_carrier(), {.target = "/v1/manifests?wait=0"}).json();
    ASSERT_EQ(feed.at("items").size(), 2U);
    EXPECT_EQ(feed.at("items").at(1).at("replaces"), first.at("id"));
}

TEST_F(ReopenedTruck, SaysBesideItsVoidManifestWhatReplacesIt) {
    const Texts parcels = three_aboard();
    close(truck_);
    const std::string first = manifest(0).at("id");
    EXPECT_EQ(read(at::get_manifest, by_carrier(), first).header("Manifest-State"), "");
    pass(Minutes{10});
    ASSERT_EQ(unload({parcels[2]}).status, 200);
    for (const std::string suffix : {"", ".csv", ".pdf"}) {
        const Answer old = read(at::get_manifest, by_carrier(), first + suffix);
        EXPECT_EQ(old.header("Manifest-State"), "void") << suffix;
        EXPECT_EQ(old.header("Link"), successor(1));
    }
    const std::string by = manifest(1).at("id");
    EXPECT_NE(
        read(at::get_manifest, by_carrier(), first + ".csv")
            .text.find(",replaced by " + by + "\r\n"),
        std::string::npos
    );
    ASSERT_EQ(unload({parcels[0], parcels[1]}).status, 200);
    const Answer last = read(at::get_manifest, by_carrier(), manifest(1).at("id"));
    EXPECT_EQ(last.header("Manifest-State"), "void");
    EXPECT_EQ(last.header("Link"), successor(2));
}

TEST_F(ReopenedTruck, MayLoseEverything) {
    const Texts parcels = three_aboard();
    close(truck_);
    pass(Minutes{10});
    const Answer answer = unload({parcels[0], parcels[1], parcels[2]}, "customs_held");
    ASSERT_EQ(answer.status, 200) << answer.text;
    EXPECT_EQ(answer.json().at("counts").at("parcels"), 0);
    EXPECT_EQ(answer.json().at("used_kg"), "0");
    EXPECT_EQ(shirts(), (std::vector<std::int64_t>{100, 3}));
    // Its carrier hears of it in the feed: the next manifest lists nothing.
    ASSERT_EQ(events("manifest.sealed").size(), 2U);
    const Json feed =
        call(at::get_manifests, by_carrier(), {.target = "/v1/manifests?wait=0"}).json();
    const Json nothing = feed.at("items").at(1);
    EXPECT_EQ(nothing.at("replaces"), manifest(0).at("id"));
    EXPECT_EQ(nothing.at("lines"), Json::array());
    EXPECT_EQ(Json::parse(events("manifest.voided").at(0)).at("replaced_by"), nothing.at("id"));
    const Json late = acknowledge(manifest(0)).at("body");
    EXPECT_EQ(late.at("code"), "sealed");
    EXPECT_EQ(late.at("reference"), nothing.at("id"));
    EXPECT_EQ(depart().status, 200);
    EXPECT_EQ(events("manifest.closed").size(), 1U) << "nothing of it waits for an answer";
}

TEST_F(ReopenedTruck, TellsOfAVoidManifestOnceAlsoWhenItsEmptyTruckIsReopenedAtOnce) {
    const Texts parcels = three_aboard();
    close(truck_);
    pass(Minutes{10});
    ASSERT_EQ(unload({parcels[0], parcels[1], parcels[2]}, "customs_held").status, 200);
    for (const char* seal : {"VN-1", "VN-2"}) {
        const Json body{{"seals", {seal}}};
        ASSERT_EQ(write(at::post_departure_seals, staff(), truck_.text(), body).status, 200);
    }
    EXPECT_EQ(truck().at("papers"), 4);
    EXPECT_EQ(events("manifest.voided").size(), 3U) << "each of them once";
}

TEST_F(ReopenedTruck, IsAskedAgainHarmlessly) {
    const Texts parcels = three_aboard();
    close(truck_);
    ASSERT_EQ(unload({parcels[0]}).status, 200);
    const auto told = events();
    const Answer again = unload({parcels[0]});
    EXPECT_EQ(again.status, 200);
    EXPECT_EQ(again.json().at("papers"), 2);
    EXPECT_EQ(events(), told);
}

TEST_F(ReopenedTruck, RefusesWhatIsNotThere) {
    const Texts parcels = three_aboard();
    const DepartureId other = open_departure("T2");
    const Json load{{"parcels", {parcels[2]}}};
    ASSERT_EQ(write(at::post_departure_load, staff(), other.text(), load).status, 200);
    const Answer refused = unload({parcels[0], "nothing", parcels[0], parcels[2]});
    EXPECT_EQ(
        refusals(refused),
        (Texts{
            "unknown: there is no such parcel",
            "repeated: name every parcel once",
            "not_aboard: the parcel is on " + other.text(),
        })
    );
    EXPECT_EQ(first_code(unload({parcels[0]}, "lost")), "unknown_value");
    EXPECT_EQ(first_code(unload(Json::array())), "empty");
    EXPECT_EQ(truck().at("parcels").size(), 2U);
}

TEST_F(ReopenedTruck, StaysClosedOnceItHasLeft) {
    const Texts parcels = three_aboard();
    close(truck_);
    depart();
    EXPECT_EQ(unload({parcels[0]}).code(), "sealed");
    EXPECT_EQ(reroute("CHALO").code(), "sealed");
    EXPECT_EQ(manifest(0).at("lines").size(), 3U);
}

TEST_F(ReopenedTruck, KeepsAParcelThatItsCarrierHasDelivered) {
    const Texts parcels = three_aboard();
    close(truck_);
    pass(Minutes{60});
    const Json event{
        {"id", "e1"},
        {"parcel", parcels[0]},
        {"status", "delivered"},
        {"at", "2026-03-10T08:30:00+07:00"},
    };
    write(at::post_tracking_events, by_carrier(), "", {{"events", {event}}});
    EXPECT_EQ(
        refusals(unload({parcels[0]})),
        (Texts{"state_forbids: its carrier has told that it is delivered"})
    );
}

TEST_F(ReopenedTruck, ErasesAPersonFromVoidPapersToo) {
    const Texts parcels = three_aboard();
    const PlacedOrder placed = place({
        .external_id = "B1",
        .departure = truck_,
        .recipient = "Khamla Phomma",
        .phone = "+8562055598765",
    });
    const std::string her = pack(placed.fulfillments[0]);
    close(truck_);
    pass(Minutes{10});
    ASSERT_EQ(unload({her}).status, 200);
    ASSERT_EQ(
        write(at::post_order_cancel, by_seller(), placed.order.text(), {{"reason", "late"}}).status,
        200
    );
    const Json before = manifest(0);
    const Answer erased = call(
        at::post_erasure,
        as(Role::operator_),
        {.target = "/v1/erasures", .body = {{"order", placed.order.text()}}}
    );
    ASSERT_LT(erased.status, 300) << erased.text;
    const Json after = manifest(0);
    std::size_t gone = 0;
    for (const Json& line : after.at("lines")) {
        gone += line.contains("recipient") ? 0 : 1;
    }
    EXPECT_EQ(gone, 1U);
    EXPECT_EQ(fault_of(after), fulfillment::SealFault::none);
}

/// Cut after so many units: the first reopens, three take 16, 16 and 7 parcels, the last seals.
class CutReopening : public ReopenedTruck, public testing::WithParamInterface<int> {};

TEST_P(CutReopening, GoesOnToTheSamePapers) {
    std::string first;
    for (int i = 0; i < 40; ++i) {
        const std::string parcel = aboard("N" + std::to_string(i));
        first = first.empty() ? parcel : first;
    }
    close(truck_);
    pass(Minutes{10});
    const Instant reopened = now();
    unload_and_stop(first, GetParam());
    EXPECT_EQ(truck().at("state"), "closing");
    pass(Minutes{60});
    EXPECT_EQ(
        run([&] { return gateway::finish_departures_due(services(), now() + limits::job_lease); }),
        1
    );
    EXPECT_EQ(unload({first}).json().at("papers"), 2);
    EXPECT_EQ(manifest(1).at("lines").size(), 39U);
    EXPECT_EQ(manifest(1).at("sealed_at"), format_utc_seconds(reopened));
    EXPECT_EQ(manifest(1).at("replaces"), manifest(0).at("id"));
    const std::string hash = truck().at("content_hash");
    EXPECT_EQ(hashes(1), (Texts{hash, hash, hash}));
    EXPECT_EQ(events("receivable.booked").size(), 40U);
    EXPECT_EQ(events("receivable.cancelled").size(), 1U);
    EXPECT_EQ(events("manifest.sealed").size(), 2U);
    EXPECT_EQ(events("departure.reopened").size(), 1U);
    EXPECT_EQ(shirts(), (std::vector<std::int64_t>{61, 1}));
    EXPECT_EQ(store().counters().write_units_large.load(), 0U);
    EXPECT_EQ(depart().json().at("state"), "departed");
}

INSTANTIATE_TEST_SUITE_P(AfterEveryUnit, CutReopening, testing::Values(1, 2, 3, 4));

} // namespace
} // namespace route9::tests
