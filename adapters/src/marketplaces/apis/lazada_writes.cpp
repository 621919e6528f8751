// SPDX-License-Identifier: Apache-2.0
// Lazada: pieces are packed into a package of Lazada's, which is then ready to ship: at once, so
// that Lazada's carrier comes for it, or when it has left where the seller's own fleet carries it.
// Each piece answers for itself, whatever the answer as a whole says. Only an own fleet tells the
// last mile.
#include "marketplaces/apis/api_answers.hpp"
#include "marketplaces/apis/lazada_calls.hpp"
#include "marketplaces/apis/platform_apis.hpp"

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

namespace route9::adapters {
namespace {

/// The pieces in one of these states; empty states = all.
std::vector<Json> pieces(const Json& items, std::initializer_list<std::string_view> states) {
    std::vector<Json> ids;
    const Json* list = find_path(items, "/data");
    for (std::size_t at = 0; list != nullptr && list->is_array() && at < list->size(); ++at) {
        const Json& item = (*list)[at];
        const bool fits =
            states.size() == 0 || std::ranges::find(states, id_at(item, "status")) != states.end();
        if (item.is_object() && fits && item.contains("order_item_id")) {
            ids.push_back(item.at("order_item_id"));
        }
    }
    return ids;
}

bool is_own(const Json& item) {
    return id_at(item, "delivery_option_sof") == "1";
}

bool is_packed(const Json& item) {
    return id_at(item, "status") == "packed";
}

/// Packages of such pieces, each once.
std::vector<std::string> packages_of(const Json& items, bool (*fits)(const Json&)) {
    std::vector<std::string> ids;
    const Json* list = find_path(items, "/data");
    for (std::size_t at = 0; list != nullptr && list->is_array() && at < list->size(); ++at) {
        const Json& item = (*list)[at];
        const std::string id = id_at(item, "package_id");
        if (fits(item) && !id.empty() && std::ranges::find(ids, id) == ids.end()) {
            ids.push_back(id);
        }
    }
    return ids;
}

bool is_own_fleet(const Json& items) {
    const Json* list = find_path(items, "/data");
    return list != nullptr && list->is_array() && std::ranges::any_of(*list, is_own);
}

/// What each piece or package says; the first complaint ends it.
std::optional<WriteStep> complaint(const Json* list) {
    for (std::size_t at = 0; list != nullptr && list->is_array() && at < list->size(); ++at) {
        const Json& one = (*list)[at];
        const std::string code = id_at(one, "item_err_code");
        if (code == "0") {
            continue;
        }
        WriteStep step = WriteStep::refuse(code + " " + id_at(one, "msg"));
        const Json* retry = find_path(one, "/retry");
        if (retry != nullptr && *retry == true) {
            step.kind = WriteStep::Kind::retry;
        }
        return step;
    }
    return std::nullopt;
}

ApiCall items_call(const ApiAccess& access, const WriteBack& what, Instant now) {
    return lazada_call(access, "GET", "/order/items/get", {{"order_id", what.external_id}}, now);
}

ApiCall packages_call(
    const ApiAccess& access,
    const std::string& path,
    const char* request,
    const std::vector<std::string>& ids,
    Instant now
) {
    Json packages = Json::array();
    for (const std::string& id : ids) {
        packages.push_back({{"package_id", id}});
    }
    const Json body{{"packages", std::move(packages)}};
    return lazada_call(access, "POST", path, {{request, body.dump()}}, now);
}

constexpr std::initializer_list<std::string_view> kToBePacked{"pending", "repacked", "topack"};

ApiCall
pack_call(const ApiAccess& access, const WriteBack& what, std::vector<Json> waiting, Instant now) {
    const Json order{{"order_id", what.external_id}, {"order_item_list", std::move(waiting)}};
    const Json request{
        {"pack_order_list", Json::array({order})},
        {"delivery_type", "dropship"},
        {"shipping_allocate_type", "TFS"},
    };
    return lazada_call(access, "POST", "/order/fulfill/pack", {{"packReq", request.dump()}}, now);
}

WriteStep
ready_call(const ApiAccess& access, const std::vector<std::string>& packages, Instant now) {
    return WriteStep::make_call(
        packages_call(access, "/order/package/rts", "readyToShipReq", packages, now)
    );
}

/// What came of it that packages are ready.
WriteStep ready_end(const Json& answer, std::string words) {
    if (auto failed = complaint(find_path(answer, "/result/data/packages"))) {
        return *failed;
    }
    return WriteStep::finish(std::move(words));
}

/// What is packed there and was not said to be ready: by hand, or by an attempt that was cut off.
WriteStep ready_step(const ApiAccess& access, std::span<const Json> answers, Instant now) {
    const auto packages = packages_of(answers[0], is_packed);
    if (packages.empty()) {
        return WriteStep::finish("packed at Lazada already");
    }
    return answers.size() == 1 ? ready_call(access, packages, now)
                               : ready_end(answers[1], "ready to ship");
}

WriteStep pack_step(
    const ApiAccess& access, const WriteBack& what, std::span<const Json> answers, Instant now
) {
    const bool leaves_later = is_own_fleet(answers[0]);
    auto waiting = pieces(answers[0], kToBePacked);
    if (waiting.empty()) {
        return leaves_later ? WriteStep::finish("packed at Lazada already")
                            : ready_step(access, answers, now);
    }
    if (answers.size() == 1) {
        return WriteStep::make_call(pack_call(access, what, std::move(waiting), now));
    }
    const Json* packed = find_path(answers[1], "/result/data/pack_order_list/0/order_item_list");
    if (auto failed = complaint(packed)) {
        return *failed;
    }
    const std::string id = packed == nullptr || !packed->is_array() || packed->empty()
                               ? ""
                               : id_at(packed->front(), "package_id");
    if (id.empty()) {
        return WriteStep::refuse("Lazada names no package");
    }
    const std::string tracking = id_at(packed->front(), "tracking_number");
    if (leaves_later) {
        return WriteStep::finish(tracking);
    }
    return answers.size() == 2 ? ready_call(access, {id}, now) : ready_end(answers[2], tracking);
}

WriteStep ship_step(const ApiAccess& access, std::span<const Json> answers, Instant now) {
    if (!pieces(answers[0], kToBePacked).empty()) {
        return WriteStep::refuse("Lazada does not know it packed");
    }
    return ready_step(access, answers, now);
}

WriteStep deliver_step(
    const ApiAccess& access, const WriteBack& what, std::span<const Json> answers, Instant now
) {
    const bool is_good = what.action == WriteAction::delivered;
    if (answers.size() == 1) {
        const auto packages = packages_of(answers[0], is_own);
        if (packages.empty()) {
            return WriteStep::finish("Lazada's own carrier tells the last mile");
        }
        const char* path =
            is_good ? "/order/package/sof/delivered" : "/order/package/sof/failed_delivery";
        const char* request = is_good ? "dbsDeliveryReq" : "dbsFailedDeliveryReq";
        return WriteStep::make_call(packages_call(access, path, request, packages, now));
    }
    if (auto failed = complaint(find_path(answers[1], "/result/data/packages"))) {
        return *failed;
    }
    return WriteStep::finish(is_good ? "delivered" : "delivery failed");
}

/// Of those that Lazada offers, by their English names: the first that speaks of stock, or does
/// not; the first of all where none does. Null where none is offered.
const Json* reason_for(const Json& offered, bool is_out_of_stock) {
    const Json* reasons = find_path(offered, "/data/reason_options");
    if (reasons == nullptr || !reasons->is_array() || reasons->empty()) {
        return nullptr;
    }
    for (const Json& reason : *reasons) {
        const bool speaks_of_stock = id_at(reason, "reason_name").contains("stock");
        if (speaks_of_stock == is_out_of_stock) {
            return &reason;
        }
    }
    return &reasons->front();
}

WriteStep cancel_step(
    const ApiAccess& access, const WriteBack& what, std::span<const Json> answers, Instant now
) {
    Parameters parameters{
        {"order_id", what.external_id},
        {"order_item_id_list", Json(pieces(answers[0], {})).dump()},
    };
    if (answers.size() == 1) {
        return WriteStep::make_call(
            lazada_call(access, "GET", "/order/reverse/cancel/validate", std::move(parameters), now)
        );
    }
    if (answers.size() == 2) {
        const Json* reason = reason_for(answers[1], what.is_out_of_stock);
        if (reason == nullptr) {
            return WriteStep::refuse("Lazada lets this order not be cancelled any more");
        }
        parameters["reason_id"] = id_at(*reason, "reason_id");
        return WriteStep::make_call(
            lazada_call(access, "POST", "/order/reverse/cancel/create", std::move(parameters), now)
        );
    }
    const Json* tip = find_path(answers[2], "/data/tip_type");
    if (tip != nullptr && *tip == "error") {
        return WriteStep::refuse("Lazada did not cancel the order");
    }
    return WriteStep::finish("cancelled");
}

} // namespace

WriteStep lazada_write_step(
    const ApiAccess& access, const WriteBack& what, std::span<const Json> answers, Instant now
) {
    if (what.action == WriteAction::accepted) {
        return WriteStep::finish("Lazada knows no such step");
    }
    if (answers.empty()) {
        return WriteStep::make_call(items_call(access, what, now));
    }
    switch (what.action) {
    case WriteAction::packed:
        return pack_step(access, what, answers, now);
    case WriteAction::shipped:
        return ship_step(access, answers, now);
    case WriteAction::cancelled:
        return cancel_step(access, what, answers, now);
    case WriteAction::accepted:
    case WriteAction::delivered:
    case WriteAction::delivery_failed:
        break;
    }
    return deliver_step(access, what, answers, now);
}

} // namespace route9::adapters
