// SPDX-License-Identifier: Apache-2.0
#include "gateway/floor/scan.hpp"

#include "adapters/documents/gs1_lot.hpp"
#include "adapters/documents/gtin.hpp"
#include "adapters/documents/sscc.hpp"
#include "core/assert.hpp"
#include "fulfillment/bin_store.hpp"
#include "fulfillment/fulfillment_store.hpp"
#include "fulfillment/scan_store.hpp"
#include "fulfillment/wave_store.hpp"
#include "gateway/aggregates/aggregate_members.hpp"
#include "gateway/aggregates/own_numbers.hpp"
#include "gateway/floor/pick_pieces.hpp"
#include "gateway/floor/scan_stock.hpp"
#include "gateway/shipping/find_parcel.hpp"
#include "gateway/shipping/load_parcels.hpp"
#include "gateway/shipping/pack_parcel.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace route9::gateway {
namespace {

using namespace fulfillment;

constexpr std::array<std::pair<ScanAct, std::string_view>, 6> kActs{{
    {ScanAct::pick, "pick"},
    {ScanAct::pack, "pack"},
    {ScanAct::load, "load"},
    {ScanAct::unload, "unload"},
    {ScanAct::receive, "receive"},
    {ScanAct::put, "put"},
}};

/// Words of refused members that are codes of scans too.
constexpr std::array<std::string_view, 22> kSameWords{
    "wrong_sku",     "lot_expired",   "over_picked",       "not_picked",  "weight_differs",
    "no_room",       "other_origin",  "other_destination", "other_gate",  "not_cold",
    "no_coverage",   "cod_limit",     "dg_not_accepted",   "not_aboard",  "not_announced",
    "unknown_place", "over_put",      "which_lot",         "lot_differs", "not_closed",
    "in_another",    "other_carrier",
};

std::string_view word_of(const Error& error) {
    if (!error.fields.empty()) {
        const std::string& word = error.fields.front().code;
        if (word == "unknown") {
            return "unknown_code";
        }
        const auto* same = std::ranges::find(kSameWords, word);
        return same == kSameWords.end() ? "not_now" : *same;
    }
    switch (error.code) {
    case ErrorCode::not_found:
        return "unknown_subject";
    case ErrorCode::sealed:
        return "sealed";
    case ErrorCode::already_exists:
        return "code_taken";
    case ErrorCode::conflict:
        return "try_again";
    case ErrorCode::state_forbids:
    case ErrorCode::insufficient_stock:
    case ErrorCode::validation_failed:
        return "not_now";
    default:
        return {};
    }
}

/// The work of a wave that needs the scanned goods, the truck that leaves first first: where all
/// scanned pieces fit, or else where one does.
Result<FulfillmentId> work_of_wave(Tx& tx, const ScanOrder& order, const Wave& wave) {
    std::optional<FulfillmentId> with_less;
    bool is_known = false;
    for (const WaveWork& work : waves::work(tx, wave)) {
        for (const PickLine& line : work.lines) {
            if (!adapters::names_sku(order.scan.code, line.sku.text())) {
                continue;
            }
            is_known = true;
            const bool is_open =
                work.state != WaveWorkState::packed && work.state != WaveWorkState::gone;
            const std::int64_t left = is_open ? line.quantity - line.picked : 0;
            if (left >= order.scan.quantity) {
                return work.fulfillment;
            }
            if (left > 0 && !with_less) {
                with_less = work.fulfillment;
            }
        }
    }
    if (with_less) {
        return *with_less;
    }
    return is_known ? fail_field("/code", "over_picked", "the wave has all it takes of these goods")
                    : fail_field("/code", "wrong_sku", "the wave takes no such goods");
}

Result<FulfillmentId> work_of(Tx& tx, const ScanOrder& order) {
    if (const auto wave_id = WaveId::parse(order.scan.subject)) {
        const auto wave = waves::find(tx, order.tenant, *wave_id);
        return wave ? work_of_wave(tx, order, *wave) : fail(ErrorCode::not_found);
    }
    const auto fulfillment = FulfillmentId::parse(order.scan.subject);
    return fulfillment ? Result<FulfillmentId>{*fulfillment} : fail(ErrorCode::not_found);
}

/// What its label says is over does not leave, whatever the books say of its lot.
Result<void> may_leave(const ScanOrder& order) {
    auto last = adapters::gs1_lot_in(order.scan.code).expires;
    if (order.scan.lot.expires) {
        last = Day{*order.scan.lot.expires};
    }
    if (last && *last < corridor_day(order.now)) {
        return fail_field("/code", "lot_expired", "its last good day was " + format_day(*last));
    }
    return {};
}

Result<Json> pick(Tx& tx, const ScanOrder& order) {
    if (auto may = may_leave(order); !may) {
        return Failure{std::move(may).error()};
    }
    const auto fulfillment = work_of(tx, order);
    if (!fulfillment) {
        return Failure{fulfillment.error()};
    }
    const auto state = pick_pieces(
        tx,
        {.tenant = order.tenant,
         .fulfillment = *fulfillment,
         .lines = {{.code = order.scan.code, .picked = order.scan.quantity}},
         .ids = order.ids,
         .now = order.now}
    );
    if (!state) {
        return Failure{state.error()};
    }
    const auto line = std::ranges::find(state->lines, state->touched.front(), &PickLine::sku);
    const std::string& bin = order.scan.place;
    const bool is_from_bin =
        bin.empty() ||
        bins::take(tx, order.tenant, bin, {state->item.seller, line->sku, order.scan.quantity});
    Json members = !is_from_bin
                       ? scan_members("amber", "bin_differs")
                       : scan_members("green", all_picked(state->lines) ? "picked_all" : "picked");
    members["fulfillment"] = fulfillment->text();
    if (order.scan.subject != fulfillment->text()) {
        members["wave"] = order.scan.subject;
    }
    members["sku"] = line->sku.text();
    members["picked"] = line->picked;
    members["of"] = line->quantity;
    return members;
}

/// The label was scanned and the fulfillment named, or the fulfillment's own id was scanned.
Result<Json> pack(Tx& tx, const ScanOrder& order) {
    const Scan& scan = order.scan;
    const auto label = adapters::parcel_name_in(scan.code);
    const auto fulfillment = FulfillmentId::parse(scan.subject.empty() ? scan.code : scan.subject);
    if (!label && FulfillmentId::parse(scan.code) != fulfillment) {
        return scan_members("red", "unknown_code");
    }
    const auto item =
        fulfillment ? fulfillments::find(tx, order.tenant, *fulfillment) : std::nullopt;
    if (!item) {
        return fail(ErrorCode::not_found);
    }
    const std::int64_t weight_g = scan.weight_g.value_or(item->mass_g);
    if (weight_g == 0) {
        return scan_members("red", "no_weight");
    }
    auto code = label ? Result<std::string>{*label}
                      : code_for_parcel(tx, order.tenant, std::nullopt, order.label);
    if (!code) {
        return Failure{std::move(code).error()};
    }
    const auto parcel = pack_parcel(
        tx,
        {.tenant = order.tenant,
         .fulfillment = *fulfillment,
         .parcel = order.parcel,
         .code = std::move(*code),
         .weight_g = weight_g,
         .ids = order.ids,
         .now = order.now}
    );
    if (!parcel) {
        return Failure{parcel.error()};
    }
    Json members =
        scan.weight_g ? scan_members("green", "packed") : scan_members("amber", "packed_unweighed");
    members["fulfillment"] = fulfillment->text();
    members["parcel"] = parcel->id.text();
    members["label"] = parcel->code;
    members["weight_g"] = parcel->mass_g;
    return members;
}

Result<Json> load(Tx& tx, const ScanOrder& order) {
    const auto departure = DepartureId::parse(order.scan.subject);
    const auto parcel = find_parcel(tx, order.tenant, order.scan.code);
    if (!parcel) {
        return scan_members("red", "unknown_code");
    }
    if (!departure) {
        return fail(ErrorCode::not_found);
    }
    const auto loaded = load_parcels(
        tx,
        {.tenant = order.tenant,
         .departure = *departure,
         .parcels = {parcel->id.text()},
         .addresses = order.addresses,
         .ids = order.ids,
         .now = order.now}
    );
    if (!loaded) {
        return Failure{loaded.error()};
    }
    const auto bag = aggregates::parent(tx, order.tenant, parcel->id);
    Json members = bag ? scan_members("amber", "in_bag") : scan_members("green", "loaded");
    members["departure"] = departure->text();
    members["parcel"] = parcel->id.text();
    if (bag) {
        members["aggregate"] = bag->code;
    }
    return members;
}

/// The bag or pallet that was scanned to be loaded.
std::optional<Aggregate> whole_of(Tx& tx, const ScanOrder& order) {
    const bool is_parcel = order.scan.act != ScanAct::load ||
                           find_parcel(tx, order.tenant, order.scan.code).has_value();
    return is_parcel ? std::nullopt : find_aggregate(tx, order.tenant, order.scan.code);
}

Result<Json> act_on(Tx& tx, const ScanOrder& order) {
    switch (order.scan.act) {
    case ScanAct::pick:
        return pick(tx, order);
    case ScanAct::pack:
        return pack(tx, order);
    case ScanAct::load:
        return load(tx, order);
    case ScanAct::receive:
        return receive_goods(tx, order);
    case ScanAct::put:
        return put_goods(tx, order);
    case ScanAct::unload:
        break;
    }
    ROUTE9_ASSERT(false);
    return fail(ErrorCode::internal);
}

} // namespace

std::string_view name(ScanAct act) noexcept {
    return kActs[static_cast<std::size_t>(act)].second;
}

std::optional<ScanAct> parse_scan_act(std::string_view text) noexcept {
    for (const auto& [act, word] : kActs) {
        if (word == text) {
            return act;
        }
    }
    return std::nullopt;
}

Digest256 content_of(const Scan& scan) {
    Json said = Json::array(
        {std::string{name(scan.act)},
         scan.code,
         scan.subject,
         scan.place,
         scan.quantity,
         scan.weight_g.value_or(0),
         std::string{name(scan.reason)}}
    );
    if (!scan.lot.lot.empty()) {
        show_lot(said.emplace_back(Json::object()), scan.lot.lot, scan.lot.expires);
    }
    const std::string text = print_json(said);
    return sha256(as_byte_view(text));
}

Json scan_members(std::string_view light, std::string_view code) {
    return Json{{"light", std::string{light}}, {"code", std::string{code}}};
}

std::optional<ScanAnswer> earlier_answer(Tx& tx, const ScanOrder& order) {
    const auto earlier = scans::find(tx, order.tenant, order.scan.id);
    if (!earlier) {
        return std::nullopt;
    }
    if (earlier->content != order.content) {
        return ScanAnswer{scan_members("red", "id_reused")};
    }
    return ScanAnswer{parse_json(earlier->answer).value(), true};
}

Result<ScanAnswer> keep_answer(Tx& tx, const ScanOrder& order, Json members) {
    const bool is_first = scans::insert(
        tx,
        {.tenant = order.tenant,
         .id = order.scan.id,
         .content = order.content,
         .act = std::string{name(order.scan.act)},
         .scanned_at = order.scan.at,
         .received_at = order.now,
         .answer = print_json(members)}
    );
    if (!is_first) {
        return fail(ErrorCode::conflict, "the same scan came twice at once; send it again");
    }
    return ScanAnswer{std::move(members)};
}

Result<ScanAnswer> take_scan(Tx& tx, const ScanOrder& order) {
    if (auto earlier = earlier_answer(tx, order)) {
        return std::move(*earlier);
    }
    if (auto whole = whole_of(tx, order)) {
        return ScanAnswer{Json::object(), false, std::move(whole)};
    }
    auto members = act_on(tx, order);
    if (!members) {
        return Failure{std::move(members).error()};
    }
    return keep_answer(tx, order, std::move(*members));
}

std::optional<Json> refused_scan(const Error& error) {
    const std::string_view word = word_of(error);
    if (word.empty()) {
        return std::nullopt;
    }
    Json members = scan_members("red", word);
    if (!error.fields.empty()) {
        members["detail"] = error.fields.front().message;
    } else if (!error.detail.empty()) {
        members["detail"] = error.detail;
    }
    return members;
}

bool is_passing(const Error& error) noexcept {
    return error.code == ErrorCode::conflict;
}

} // namespace route9::gateway
