// SPDX-License-Identifier: Apache-2.0
// A truck with more parcels than a unit of work may touch closes, leaves and arrives in a chain of
// units; whatever cuts the chain, it ends with the same papers.
#include "adapters/carriers/manifest_document.hpp"
#include "core/limits.hpp"
#include "core/tenancy.hpp"
#include "fulfillment/parcel_store.hpp"
#include "fulfillment/stock.hpp"
#include "gateway/shipping/closing_draft.hpp"
#include "gateway/shipping/departure_step.hpp"
#include "gateway/workers/departure_worker.hpp"
#include "payments/receivable.hpp"
#include "shipping_under_test.hpp"
#include "stopping_store.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <future>
#include <set>

namespace route9::tests {
namespace {

namespace at = gateway::endpoints;
using fulfillment::DepartureState;
using fulfillment::PaymentMethod;

class DepartureChain : public testing::Test, protected ShippingUnderTest {
protected:
    DepartureId truck_ = open_departure();

    /// Orders of one shirt each, cash on delivery, packed and aboard.
    std::vector<OrderId> fill(int count) {
        add_stock(count);
        std::vector<OrderId> orders;
        for (int i = 0; i < count; ++i) {
            const PlacedOrder placed = place({
                .external_id = "N" + std::to_string(i),
                .method = PaymentMethod::cod,
                .amount = "100000",
                .departure = truck_,
            });
            pack(placed.fulfillments.front());
            orders.push_back(placed.order);
        }
        return orders;
    }

    /// The largest amounts that can be written; ten of them are more than an amount may be.
    void fill_dearly(const DepartureId& truck, int count) {
        for (int i = 0; i < count; ++i) {
            const PlacedOrder placed = place({
                .external_id = truck.text() + std::to_string(i),
                .method = PaymentMethod::cod,
                .amount = "999999999999999999",
                .departure = truck,
            });
            pack(placed.fulfillments.front());
        }
    }

    void add_stock(int pieces) {
        const auto added = store().write([&](Tx& tx) {
            fulfillment::StockAdjustment more;
            more.id = make_id_bytes(now(), services().entropy);
            more.tenant = qt;
            more.seller = PartyId{"shop"};
            more.sku = Sku{"SHIRT"};
            more.warehouse = "DONGHA";
            more.quantity = pieces;
            more.reason = "receipt";
            more.at = now();
            return fulfillment::stock::adjust(tx, more);
        });
        EXPECT_TRUE(added);
    }

    /// As if the process had ended after so many units.
    void take_step_and_stop(DepartureState to, int units) {
        StoppingStore stopping{store(), units};
        gateway::Services cut = services_over(stopping);
        const auto taken =
            run([&] { return gateway::take_departure_step(cut, qt, truck_, to, deadline()); });
        EXPECT_FALSE(taken.has_value());
    }

    std::vector<fulfillment::Parcel> aboard() {
        return *store().read([&](Tx& tx) -> Result<std::vector<fulfillment::Parcel>> {
            return fulfillment::parcels::of_departure(tx, qt, truck_);
        });
    }
    std::string state() {
        return read(at::get_departure, staff(), truck_.text()).json().at("state");
    }
    Json manifest() {
        const std::string data = events("manifest.sealed").at(0);
        return read(at::get_manifest, by_carrier(), Json::parse(data).at("manifest")).json();
    }
    fulfillment::SealFault fault_of(const Json& served) {
        const auto tenant =
            store().read([](Tx& tx) -> Result<Tenant> { return *tenancy::find_tenant(tx, qt); });
        return adapters::check_manifest_json(served, tenant->signing_public).value();
    }
    gateway::ClosingDraft draft() {
        const auto load = store().read([&](Tx& tx) {
            return gateway::read_truck_load(tx, qt, truck_, services().vault);
        });
        const Secret seed{std::string(32, 's')};
        const gateway::PeriodKey day{1, Secret{std::string(32, 'd')}};
        const std::array<std::byte, gateway::drawn_seed_bytes> drawn{};
        return gateway::draft_closing(
                   *load, {services().catalogue, seed, day, now()}, gateway::DrawnEntropy{drawn}
        )
            .value();
    }
    std::uint64_t large_units() { return store().counters().write_units_large.load(); }
    int run_worker() {
        return run([&] {
            return gateway::finish_departures_due(services(), now() + limits::job_lease);
        });
    }
};

TEST_F(DepartureChain, TakesSixHundredParcelsInUnitsOfBoundedSize) {
    fill(600);
    const Json closed = close(truck_);
    EXPECT_EQ(closed.at("state"), "closed");
    EXPECT_EQ(closed.at("counts").at("parcels"), 600);
    EXPECT_EQ(closed.at("counts").at("gross_kg"), "150");
    const Json served = manifest();
    EXPECT_EQ(served.at("lines").size(), 600U);
    EXPECT_EQ(fault_of(served), fulfillment::SealFault::none);
    EXPECT_EQ(events("order.handed_over").size(), 600U);
    EXPECT_EQ(events("receivable.booked").size(), 600U);
    EXPECT_EQ(events("declaration.status_changed").size(), 1'200U);
    EXPECT_EQ(large_units(), 0U);
    write(at::post_departure_depart, staff(), truck_.text());
    write(at::post_departure_arrive, staff(), truck_.text());
    EXPECT_EQ(state(), "arrived");
    EXPECT_EQ(aboard().back().status, "at_destination_hub");
    EXPECT_EQ(events("parcel.departed").size(), 600U);
    EXPECT_EQ(events("parcel.status_changed").size(), 1'800U);
    EXPECT_EQ(large_units(), 0U);
}

TEST_F(DepartureChain, LeavesManyBehind) {
    add_stock(40);
    for (int i = 0; i < 40; ++i) {
        place({.external_id = "N" + std::to_string(i), .departure = truck_});
    }
    const Json closed = close(truck_);
    EXPECT_EQ(closed.at("counts").at("parcels"), 0);
    EXPECT_EQ(closed.at("used_kg"), "0");
    EXPECT_EQ(events("fulfillment.left_behind").size(), 40U);
}

TEST_F(DepartureChain, LoadsAndTracksAHundredParcelsInUnitsOfBoundedSize) {
    fill(100);
    const DepartureId other = open_departure("T2");
    Json parcels = Json::array();
    for (const fulfillment::Parcel& parcel : aboard()) {
        parcels.push_back(parcel.code);
    }
    const Json all{{"parcels", parcels}};
    EXPECT_EQ(
        write(at::post_departure_load, staff(), other.text(), all).json().at("used_kg"), "25"
    );
    close(other);
    pass(Minutes{3 * 24 * 60});
    Json reports = Json::array();
    for (const Json& parcel : parcels) {
        reports.push_back({
            {"id", "d-" + parcel.get<std::string>()},
            {"parcel", parcel},
            {"status", "delivered"},
            {"at", "2026-03-12T09:00:00+07:00"},
            {"cash_collected", {{"amount", "100000"}, {"currency", "VND"}}},
        });
    }
    const Answer told = write(at::post_tracking_events, by_carrier(), "", {{"events", reports}});
    const Json results = told.json().at("results");
    ASSERT_EQ(results.size(), 100U);
    EXPECT_TRUE(std::ranges::all_of(results, [](const Json& each) {
        return each.at("result") == "moved";
    }));
    EXPECT_EQ(results.at(99).at("id"), reports.at(99).at("id"));
    EXPECT_EQ(events("order.delivered").size(), 100U);
    EXPECT_EQ(large_units(), 0U);
}

/// Cut after so many units: the first freezes, three take 16, 16 and 8 parcels, the last seals.
class CutChain : public DepartureChain, public testing::WithParamInterface<int> {};

TEST_P(CutChain, GoesOnToTheSamePapers) {
    const Instant start = now();
    const auto orders = fill(40);
    take_step_and_stop(DepartureState::closed, GetParam());
    EXPECT_EQ(state(), "closing");
    EXPECT_TRUE(events("manifest.sealed").empty());
    std::set<ManifestId> told;
    for (const fulfillment::Parcel& parcel : aboard()) {
        if (parcel.manifest) {
            told.insert(*parcel.manifest);
        }
    }
    EXPECT_EQ(told.size(), GetParam() > 1 ? 1U : 0U);
    pass(Minutes{26 * 60});
    EXPECT_EQ(close(truck_).at("state"), "closed");
    const Json served = manifest();
    EXPECT_EQ(served.at("lines").size(), 40U);
    EXPECT_EQ(served.at("sealed_at"), format_utc_seconds(start));
    EXPECT_EQ(fault_of(served), fulfillment::SealFault::none);
    for (const fulfillment::Parcel& parcel : aboard()) {
        told.insert(parcel.manifest.value());
    }
    EXPECT_EQ(told, std::set{ManifestId::parse(served.at("id").get<std::string>()).value()});
    EXPECT_EQ(events("parcel.status_changed").size(), 40U);
    EXPECT_EQ(events("receivable.booked").size(), 40U);
    EXPECT_EQ(events("declaration.status_changed").size(), 80U);
    EXPECT_EQ(events("departure.closing").size(), 1U);
    EXPECT_EQ(events("departure.closed").size(), 1U);
    EXPECT_EQ(order_status(orders.back()), "handed_over");
}

INSTANTIATE_TEST_SUITE_P(AfterEveryUnit, CutChain, testing::Values(1, 2, 3, 4));

TEST_F(DepartureChain, DraftsTheSamePapersWhenSomeParcelsAreHandedOver) {
    fill(20);
    const auto before = draft();
    take_step_and_stop(DepartureState::closed, 2);
    const auto after = draft();
    EXPECT_EQ(after.manifest->document, before.manifest->document);
    EXPECT_EQ(after.manifest->hash, before.manifest->hash);
    ASSERT_EQ(after.parcels.size(), 20U);
    EXPECT_EQ(
        after.parcels.back().declarations.back().id, before.parcels.back().declarations.back().id
    );
}

TEST_F(DepartureChain, IsFinishedByTheWorkerWhenNobodyAsks) {
    fill(40);
    take_step_and_stop(DepartureState::closed, 3);
    EXPECT_EQ(run_worker(), 1);
    EXPECT_EQ(state(), "closed");
    EXPECT_EQ(manifest().at("lines").size(), 40U);
    EXPECT_EQ(run_worker(), 0);
}

TEST_F(DepartureChain, LeavesTheWorkerNothingWhenItWasNotCut) {
    fill(1);
    close(truck_);
    EXPECT_EQ(run_worker(), 0);
}

TEST_F(DepartureChain, IsHarmlessWhenTwoAskAtOnce) {
    fill(40);
    const auto close_it = [this] {
        return run([&] {
            return gateway::take_departure_step(
                services(), qt, truck_, DepartureState::closed, deadline()
            );
        });
    };
    auto other = std::async(std::launch::async, close_it);
    EXPECT_EQ(close_it()->state, DepartureState::closed);
    EXPECT_EQ(other.get()->state, DepartureState::closed);
    EXPECT_EQ(events("manifest.sealed").size(), 1U);
    EXPECT_EQ(events("parcel.status_changed").size(), 40U);
    EXPECT_EQ(manifest().at("lines").size(), 40U);
}

TEST_F(DepartureChain, GoesOnWithADepartureThatWasCut) {
    fill(40);
    close(truck_);
    pass(Minutes{30});
    take_step_and_stop(DepartureState::departed, 3); // begun, signed over, sixteen moved
    EXPECT_EQ(state(), "departed");
    EXPECT_EQ(aboard().front().status, "in_transit");
    EXPECT_EQ(aboard().back().status, "picked_up");
    pass(Minutes{300});
    EXPECT_EQ(
        write(at::post_departure_arrive, staff(), truck_.text()).json().at("state"), "arrived"
    );
    const std::string last = aboard().back().id.text();
    const Json seen = read(at::get_parcel_events, staff(), last).json().at("items");
    ASSERT_EQ(seen.size(), 3U);
    EXPECT_EQ(seen.at(1).at("status"), "in_transit");
    EXPECT_EQ(seen.at(2).at("status"), "at_destination_hub");
    EXPECT_EQ(events("parcel.departed").size(), 40U);
}

TEST_F(DepartureChain, FinishesAClosingBeforeTheTruckLeaves) {
    fill(20);
    take_step_and_stop(DepartureState::closed, 2);
    EXPECT_EQ(
        write(at::post_departure_depart, staff(), truck_.text()).json().at("state"), "departed"
    );
    EXPECT_EQ(manifest().at("lines").size(), 20U);
}

TEST_F(DepartureChain, LetsNothingAboardOrOffWhileItCloses) {
    const auto orders = fill(20);
    const PlacedOrder planned = place({.external_id = "A1", .departure = truck_});
    const PlacedOrder both = place({.external_id = "A2", .parcels = {1, 1}, .departure = truck_});
    pack(both.fulfillments.front());
    const std::string late = pack(place({.external_id = "A3"}).fulfillments.front());
    take_step_and_stop(DepartureState::closed, 1);
    const std::string parcel = aboard().front().code;

    const Json load{{"parcels", Json::array({late})}};
    const Answer loaded = write(at::post_departure_load, staff(), truck_.text(), load);
    EXPECT_EQ(loaded.code(), "sealed");
    EXPECT_NE(loaded.text.find("the departure is closing"), std::string::npos) << loaded.text;
    const Json unload{{"parcels", Json::array({parcel})}};
    const DepartureId other = open_departure("T2");
    EXPECT_EQ(write(at::post_departure_load, staff(), other.text(), unload).code(), "sealed");
    const Json weight{{"weight_g", 250}};
    EXPECT_EQ(
        write(at::post_fulfillment_pack, staff(), planned.fulfillments[0].text(), weight).code(),
        "sealed"
    );
    const Json reason{{"reason", "changed my mind"}};
    for (const OrderId& order : {orders.front(), both.order}) {
        const Answer cancelled = write(at::post_order_cancel, by_seller(), order.text(), reason);
        EXPECT_EQ(cancelled.code(), "sealed");
        EXPECT_NE(cancelled.text.find("being closed"), std::string::npos) << cancelled.text;
    }
    EXPECT_EQ(write(at::post_order_cancel, by_seller(), planned.order.text(), reason).status, 200);
    EXPECT_EQ(close(truck_).at("counts").at("parcels"), 21);
}

TEST_F(DepartureChain, RefusesTrackingUntilTheManifestIsThere) {
    fill(20);
    take_step_and_stop(DepartureState::closed, 2); // 16 handed over, 4 not yet
    const auto tell = [this](const std::string& parcel) {
        const Json event{
            {"id", "e-" + parcel},
            {"parcel", parcel},
            {"status", "in_transit"},
            {"at", "2026-03-10T20:00:00+07:00"},
        };
        const Json events{{"events", Json::array({event})}};
        return write(at::post_tracking_events, by_carrier(), "", events).json().at("results").at(0);
    };
    for (const fulfillment::Parcel& parcel : {aboard().front(), aboard().back()}) {
        const Json refused = tell(parcel.code);
        EXPECT_EQ(refused.at("result"), "refused");
        EXPECT_EQ(
            refused.at("detail"),
            "its truck is still being closed; tell it again when you have the manifest"
        );
    }
    close(truck_);
    pass(Minutes{12 * 60});
    EXPECT_EQ(tell(aboard().back().code).at("result"), "moved");
}

TEST_F(DepartureChain, StaysOpenWhenItsSumsDoNotFit) {
    fill_dearly(truck_, 10);
    const Answer refused = write(at::post_departure_close, staff(), truck_.text());
    EXPECT_EQ(refused.status, 422) << refused.text;
    EXPECT_EQ(state(), "open");
}

TEST_F(DepartureChain, DoesNotWaitForCashThatTheBooksCannotHold) {
    const DepartureId second = open_departure("T2");
    fill_dearly(truck_, 9);
    fill_dearly(second, 1);
    EXPECT_EQ(close(truck_).at("state"), "closed");
    EXPECT_EQ(close(second).at("state"), "closed");
    EXPECT_EQ(events("receivable.booked").size(), 9U);
    EXPECT_EQ(events("alert.cash_refused").size(), 1U);
    const auto owed = store().read([](Tx& tx) -> Result<std::size_t> {
        return payments::receivables::page(tx, qt, {}, std::nullopt, 20).size();
    });
    EXPECT_EQ(*owed, 9U);
}

} // namespace
} // namespace route9::tests
