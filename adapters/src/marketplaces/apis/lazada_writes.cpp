// SPDX-License-Identifier: Apache-2.0
// Lazada: pieces are packed into a package of Lazada's, which is then ready to ship; each piece
// answers for itself, whatever the answer as a whole says. Only a seller's own fleet tells the last
// mile.
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

/// Packages of the pieces that our fleet carries, each once.
std::vector<std::string> own_packages(const Json& items) {
    std::vector<std::string> ids;
    const Json* list = find_path(items, "/data");
    for (std::size_t at = 0; list != nullptr && list->is_array() && at < list->size(); ++at) {
        const Json& item = (*list)[at];
        const std::string id = id_at(item, "package_id");
        const bool is_own = id_at(item, "delivery_option_sof") == "1";
        if (is_own && !id.empty() && std::ranges::find(ids, id) == ids.end()) {
            ids.push_back(id);
        }
    }
    return ids;
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

WriteStep pack_step(
    const ApiAccess& access, const WriteBack& what, std::span<const Json> answers, Instant now
) {
    if (answers.empty()) {
        return WriteStep::make_call(items_call(access, what, now));
    }
    if (answers.size() == 1) {
        auto waiting = pieces(answers[0], {"pending", "repacked", "topack"});
        if (waiting.empty()) {
            return WriteStep::finish("packed at Lazada already");
        }
        const Json order{{"order_id", what.external_id}, {"order_item_list", std::move(waiting)}};
        const Json request{
            {"pack_order_list", Json::array({order})},
            {"delivery_type", "dropship"},
            {"shipping_allocate_type", "TFS"},
        };
        return WriteStep::make_call(
            lazada_call(access, "POST", "/order/fulfill/pack", {{"packReq", request.dump()}}, now)
        );
    }
    const Json* packed = find_path(answers[1], "/result/data/pack_order_list/0/order_item_list");
    if (answers.size() == 2) {
        if (auto failed = complaint(packed)) {
            return *failed;
        }
        const std::string id =
            packed == nullptr || packed->empty() ? "" : id_at((*packed)[0], "package_id");
        if (id.empty()) {
            return WriteStep::refuse("Lazada names no package");
        }
        return WriteStep::make_call(
            packages_call(access, "/order/package/rts", "readyToShipReq", {id}, now)
        );
    }
    if (auto failed = complaint(find_path(answers[2], "/result/data/packages"))) {
        return *failed;
    }
    return WriteStep::finish(id_at((*packed)[0], "tracking_number"));
}

WriteStep deliver_step(
    const ApiAccess& access, const WriteBack& what, std::span<const Json> answers, Instant now
) {
    if (answers.empty()) {
        return WriteStep::make_call(items_call(access, what, now));
    }
    const bool is_good = what.action == WriteAction::delivered;
    if (answers.size() == 1) {
        const auto packages = own_packages(answers[0]);
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
    if (answers.empty()) {
        return WriteStep::make_call(items_call(access, what, now));
    }
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
    switch (what.action) {
    case WriteAction::packed:
        return pack_step(access, what, answers, now);
    case WriteAction::cancelled:
        return cancel_step(access, what, answers, now);
    case WriteAction::delivered:
    case WriteAction::delivery_failed:
        break;
    }
    return deliver_step(access, what, answers, now);
}

} // namespace route9::adapters
