// SPDX-License-Identifier: Apache-2.0
#include "gateway/demo/demo_day.hpp"

#include "demo/actors/bank.hpp"
#include "demo/actors/carrier.hpp"
#include "demo/actors/lao_shop.hpp"
#include "demo/actors/operator.hpp"
#include "demo/actors/vietnamese_shop.hpp"
#include "demo/actors/warehouse.hpp"
#include "demo/closing.hpp"
#include "demo/invitation.hpp"

#include <fmt/format.h>

#include <array>
#include <exception>
#include <map>

namespace route9::gateway {
namespace {

using namespace demo;

constexpr int kFirstOrderMinute = 20;
constexpr int kLostPercent = 30;
constexpr std::size_t kManifests = 4; // of three trucks; one has other papers at noon

/// The timetable. Times are of the demonstration day, which begins at six.
class DemoDay {
public:
    DemoDay(Stage& stage, HttpClient& bad_line, const Cast& cast, std::uint64_t seed)
        : stage_(stage), bad_line_(bad_line),
          world_(make_world(seed, stage.at(6, kFirstOrderMinute))),
          operator_(stage, api("dispatcher", cast.operator_key)),
          viet_shop_({stage, api("shop Huế", cast.viet_seller_key), "website"}, cast.haravan),
          lao_shop_({stage, api("shop Savan", cast.lao_seller_key), "facebook"}, cast.standard),
          warehouse_(stage, api("warehouse", cast.warehouse_key)),
          carrier_(stage, {bad_line, stage.account(), "carrier", cast.carrier_key}),
          bank_(stage, api("bank", cast.finance_key)) {}

    void play() {
        const std::array<void (DemoDay::*)(), 10> hours{
            &DemoDay::open,
            &DemoDay::take_orders,
            &DemoDay::mend,
            &DemoDay::ship,
            &DemoDay::cross,
            &DemoDay::fill_second_truck,
            &DemoDay::meet_closed_gate,
            &DemoDay::settle,
            &DemoDay::deliver,
            &DemoDay::reconcile,
        };
        for (const auto hour : hours) {
            if (stage_.stopped()) {
                return;
            }
            (this->*hour)();
        }
    }

    bool close() {
        Closing closing{stage_.account(), operator_.api(), bank_.finance()};
        return closing.draw_up({
            .orders = orders_,
            .packed = warehouse_.packed(),
            .carried = carrier_.parcels(),
            .manifests = carrier_.manifests(),
            .run = bank_.run(),
        });
    }

    Invitation invitation() const {
        return {routed_order_, carrier_.first_manifest(), warehouse_.last_parcel()};
    }

private:
    PartnerApi api(const char* actor, const std::string& key) const {
        return {stage_.http(), stage_.account(), actor, key};
    }

    void open() {
        stage_.account().heading("Morning: shelves and trucks");
        operator_.fill_shelves(world_);
        trucks_ = operator_.plan_trucks();
    }

    void take_orders() {
        stage_.account().heading("Orders come in");
        viet_shop_.send_orders(world_.haravan);
        viet_shop_.send_badly_signed(world_.haravan[0]);
        viet_shop_.send_again(world_.haravan[1]);
        lao_shop_.send_orders(world_.standard);
        lao_shop_.send_again(world_.standard[0]);
        lao_shop_.send_stale(world_.standard[2]);
        viet_ids_ = viet_shop_.shop().await_orders(world_.haravan);
        lao_ids_ = lao_shop_.shop().await_orders(world_.standard);
        orders_ = std::ssize(world_.haravan) + std::ssize(world_.standard);
        for (const ShopOrder& order : world_.rest_viet) {
            viet_ids_[order.external_id] = placed(viet_shop_.shop(), order);
        }
        for (const ShopOrder& order : world_.rest_lao) {
            lao_ids_[order.external_id] = placed(lao_shop_.shop(), order);
        }
        viet_shop_.shop().place_refused(world_.refused);
    }

    std::string placed(Shop& shop, const ShopOrder& order) {
        std::string id = shop.place(order);
        orders_ += id.empty() ? 0 : 1;
        return id;
    }

    void mend() {
        stage_.account().heading("What needs a person");
        for (const ShopOrder& order : world_.haravan) {
            if (order.cancelled_later) {
                viet_shop_.take_back(order);
                viet_shop_.shop().await_status(viet_ids_[order.external_id], "cancelled");
            }
        }
        for (const ShopOrder& order : world_.standard) {
            if (order.mishap == Mishap::phone_too_short) {
                operator_.mend_phone(lao_ids_[order.external_id], "020 5512 7788");
            } else if (order.mishap == Mishap::unknown_district) {
                operator_.tell_why(lao_ids_[order.external_id]);
            }
        }
        routed_order_ = lao_ids_[world_.standard[0].external_id];
        operator_.tell_why(routed_order_);
    }

    void ship() {
        stage_.wait_until(stage_.at(7, 10));
        stage_.account().heading("Packing and closing");
        warehouse_.pack_all(trucks_);
        stage_.wait_until(stage_.at(7, 40));
        warehouse_.close(trucks_.to_laos);
        carrier_.take_manifests(1, true);
        warehouse_.close(trucks_.to_viet_nam);
        carrier_.take_manifests(2, false);
        operator_.read_customs_papers(trucks_.to_laos);
        stage_.wait_until(stage_.at(8, 0));
        warehouse_.depart(trucks_.to_laos);
        warehouse_.depart(trucks_.to_viet_nam);
    }

    void cross() {
        stage_.wait_until(stage_.at(9, 0));
        stage_.account().heading("On the road; buyers pay");
        carrier_.report("in_transit", "Quốc lộ 9", "ທາງເລກ 9");
        pay();
        stage_.wait_until(stage_.at(10, 30));
        carrier_.report("customs_processing", "Lao Bảo", "ແດນສະຫວັນ");
        stage_.wait_until(stage_.at(10, 50));
        carrier_.report("border_crossed", "ແດນສະຫວັນ", "Lao Bảo");
    }

    void fill_second_truck() {
        stage_.account().heading("A second truck");
        trucks_.second = operator_.plan_second_truck();
        for (const ShopOrder& order : world_.forenoon) {
            placed(lao_shop_.shop(), order);
        }
        waits_for_goods_ = warehouse_.pack_all_but_one(trucks_.second);
        warehouse_.close(trucks_.second);
        operator_.tell_offices(trucks_.second);
    }

    void meet_closed_gate() {
        stage_.wait_until(stage_.at(12, 0));
        stage_.account().heading("Noon: the gate closes");
        operator_.close_gate();
        operator_.await_way(waits_for_goods_, "CHALO");
        const std::string id = placed(lao_shop_.shop(), world_.after_noon);
        if (!id.empty()) {
            operator_.tell_why(id);
        }
        warehouse_.depart_in_vain(trucks_.second);
        operator_.read_as_buyer(warehouse_.last_parcel());
        operator_.reroute(trucks_.second);
        operator_.tell_offices(trucks_.second);
        carrier_.take_later_manifests(kManifests);
        stage_.wait_until(stage_.at(13, 0));
        warehouse_.depart(trucks_.second);
        operator_.read_as_buyer(warehouse_.last_parcel());
    }

    /// Who bears the dented parcel of the morning.
    void settle() {
        stage_.wait_until(stage_.at(14, 0));
        stage_.account().heading("A disputed line");
        const std::string& manifest = carrier_.first_manifest();
        carrier_.settle("warehouse");
        operator_.settle(manifest, carrier_.dented(), "carrier");
        operator_.tell_custody(manifest);
        operator_.settle(manifest, carrier_.dented(), "warehouse");
        operator_.tell_custody(manifest);
    }

    void pay() {
        pay_for(viet_shop_.shop(), viet_ids_, world_.haravan[3], Transfer::good);
        pay_for(viet_shop_.shop(), viet_ids_, world_.rest_viet[0], Transfer::good);
        pay_for(viet_shop_.shop(), viet_ids_, world_.rest_viet[1], Transfer::wrong_code);
        pay_for(lao_shop_.shop(), lao_ids_, world_.rest_lao[0], Transfer::half);
        pay_for(lao_shop_.shop(), lao_ids_, world_.rest_lao[1], Transfer::no_code);
    }

    void pay_for(
        Shop& shop,
        const std::map<std::string, std::string>& ids,
        const ShopOrder& order,
        Transfer how
    ) {
        const auto id = ids.find(order.external_id);
        if (id == ids.end() || id->second.empty()) {
            return;
        }
        if (const auto bill = shop.bill(id->second, order)) {
            bank_.transfer(*bill, how);
        }
    }

    void deliver() {
        stage_.wait_until(stage_.at(16, 40));
        stage_.account().heading("Last mile");
        warehouse_.arrive(trucks_.to_laos);
        warehouse_.arrive(trucks_.to_viet_nam);
        stage_.wait_until(stage_.at(17, 0));
        carrier_.report("out_for_delivery", "ສະຫວັນນະເຂດ", "Huế");
        stage_.wait_until(stage_.at(17, 30));
        carrier_.deliver();
        carrier_.compare_manifests();
        stage_.account().plain(fmt::format(
            "  the carrier's line lost {} of {} requests", bad_line_.lost(), bad_line_.sent()
        ));
    }

    void reconcile() {
        stage_.wait_until(stage_.at(17, 50));
        stage_.account().heading("The bank's file");
        bank_.remit_cash(carrier_.parcels());
        bank_.upload_nonsense();
        bank_.upload_statement();
    }

    Stage& stage_;
    HttpClient& bad_line_;
    World world_;
    Operator operator_;
    VietnameseShop viet_shop_;
    LaoShop lao_shop_;
    Warehouse warehouse_;
    Carrier carrier_;
    Bank bank_;
    Trucks trucks_;
    std::map<std::string, std::string> viet_ids_; // our ids by the shop's
    std::map<std::string, std::string> lao_ids_;
    std::int64_t orders_ = 0;
    std::string routed_order_;
    std::string waits_for_goods_; // an order whose truck left without it
};

DemoOutcome play(const DemoSettings& settings, DayAccount& account) {
    HttpClient http{settings.base_url};
    HttpClient bad_line{settings.base_url};
    bad_line.lose(kLostPercent, settings.seed);
    Stage stage{settings.admin.clock, http, account, settings.stop};
    account.heading(fmt::format("A day of route9, seed {}", settings.seed));
    const auto cast = engage_cast(settings.admin);
    if (!cast) {
        account.fault("office", cast.error().detail);
        return DemoOutcome::fail;
    }
    DemoDay day{stage, bad_line, *cast, settings.seed};
    day.play();
    if (stage.stopped()) {
        return DemoOutcome::stopped;
    }
    const bool ties = day.close();
    const bool pass = ties && account.faults() == 0;
    account.plain(
        pass ? "\nPASS: the day ties out"
             : fmt::format(
                   "\nFAIL: {}, {} unexpected answers",
                   ties ? "the day ties out" : "the day does not tie out",
                   account.faults()
               )
    );
    invite(account, settings.base_url, *cast, day.invitation());
    return pass ? DemoOutcome::pass : DemoOutcome::fail;
}

} // namespace

DemoOutcome play_demo_day(const DemoSettings& settings) {
    DayAccount account{settings.out, settings.admin.clock};
    try {
        return play(settings, account);
    } catch (const std::exception& broken) {
        if (settings.stop.stop_requested()) {
            return DemoOutcome::stopped;
        }
        account.fault("day", broken.what());
        account.plain("\nFAIL: the day could not be played to its end");
        return DemoOutcome::fail;
    }
}

} // namespace route9::gateway
