// SPDX-License-Identifier: Apache-2.0
#include "gateway/floor/wave_view.hpp"

#include "fulfillment/bin_store.hpp"
#include "fulfillment/stock_lot_store.hpp"
#include "gateway/stock/lot_members.hpp"

#include <algorithm>
#include <map>
#include <string>
#include <utility>
#include <vector>

namespace route9::gateway {
namespace {

using namespace fulfillment;

Json work_view(const WaveWork& work) {
    Json lines = Json::array();
    for (const PickLine& line : work.lines) {
        lines.push_back({
            {"sku", line.sku.text()},
            {"quantity", line.quantity},
            {"picked", line.picked},
            {"missing", line.missing},
        });
    }
    return Json{
        {"fulfillment", work.fulfillment.text()},
        {"order", work.order.text()},
        {"seller", work.seller.text()},
        {"departure", work.departure.text()},
        {"leaves", format_utc(work.leaves)},
        {"state", std::string{fulfillment::name(work.state)}},
        {"lines", std::move(lines)},
    };
}

/// The lots that the next pieces come from, when `picked` ones are in hand already.
Json lots_to_pick(lots::LevelLots level, const WaveGoods& goods, LocalDay today) {
    std::vector<StockLot> shelf = std::move(level.lots);
    shelf.push_back({.lot = "", .on_hand = level.of_none});
    std::int64_t in_hand = goods.picked;
    Json list = Json::array();
    for (const auto& [index, pieces] : pick_lots(shelf, goods.picked + goods.to_pick, today)) {
        const std::int64_t there = std::min(in_hand, pieces);
        in_hand -= there;
        if (pieces == there || shelf[index].lot.empty()) {
            continue;
        }
        Json lot = Json::object();
        show_lot(lot, shelf[index].lot, shelf[index].expires);
        lot["pieces"] = pieces - there;
        list.push_back(std::move(lot));
    }
    return list;
}

std::vector<bins::GoodsName> names_of(const std::vector<WaveGoods>& goods) {
    std::vector<bins::GoodsName> names;
    names.reserve(goods.size());
    for (const WaveGoods& each : goods) {
        names.push_back({each.seller, each.sku});
    }
    return names;
}

std::vector<lots::LevelKey>
levels_of(const std::vector<WaveGoods>& goods, const std::string& warehouse) {
    std::vector<lots::LevelKey> levels;
    levels.reserve(goods.size());
    for (const WaveGoods& each : goods) {
        levels.push_back({each.seller, each.sku, warehouse});
    }
    return levels;
}

Json pick_list(Tx& tx, const Wave& wave, const std::vector<WaveGoods>& goods, LocalDay today) {
    std::map<std::pair<PartyId, Sku>, Json> places;
    for (auto& place : bins::places_of(tx, wave.tenant, wave.warehouse, names_of(goods))) {
        Json bin{{"bin", place.bin}, {"pieces", place.pieces}};
        if (!place.zone.empty()) {
            bin["zone"] = place.zone;
        }
        places[{place.seller, place.sku}].push_back(std::move(bin));
    }
    auto levels = lots::of_levels(tx, wave.tenant, levels_of(goods, wave.warehouse));
    Json list = Json::array();
    for (const WaveGoods& each : goods) {
        Json line{
            {"seller", each.seller.text()}, {"sku", each.sku.text()}, {"pieces", each.to_pick}
        };
        if (const auto bins = places.find({each.seller, each.sku}); bins != places.end()) {
            line["bins"] = std::move(bins->second);
        }
        const auto level = levels.find({each.seller, each.sku, wave.warehouse});
        if (level != levels.end()) {
            line["lots"] = lots_to_pick(std::move(level->second), each, today);
        }
        list.push_back(std::move(line));
    }
    return list;
}

} // namespace

Json wave_summary(const Wave& wave) {
    Json json{
        {"id", wave.id.text()},
        {"warehouse", wave.warehouse},
        {"state", wave.closed_at ? "closed" : "open"},
        {"created_at", format_utc(wave.created_at)},
    };
    if (wave.departure) {
        json["departure"] = wave.departure->text();
    }
    if (wave.until) {
        json["until"] = format_utc(*wave.until);
    }
    if (wave.closed_at) {
        json["closed_at"] = format_utc(*wave.closed_at);
    }
    return json;
}

Json wave_view(Tx& tx, const Wave& wave, LocalDay today) {
    Json json = wave_summary(wave);
    const auto work = waves::work(tx, wave);
    json["work"] = Json::array();
    for (const WaveWork& each : work) {
        json["work"].push_back(work_view(each));
    }
    json["pick"] = pick_list(tx, wave, goods_of(work), today);
    return json;
}

} // namespace route9::gateway
