// SPDX-License-Identifier: Apache-2.0
// Nhanh.vn takes of others that an order is confirmed or given up, as long as it is not on its way:
// the order is looked at first. It takes no tracking number of ours.
#include "marketplaces/apis/api_answers.hpp"
#include "marketplaces/apis/nhanh_calls.hpp"
#include "marketplaces/apis/platform_apis.hpp"

#include <algorithm>
#include <array>
#include <string>

namespace route9::adapters {
namespace {

constexpr std::array<std::string_view, 3> kUnconfirmed{"New", "Confirming", "CustomerConfirming"};
constexpr std::array<std::string_view, 3> kMayEnd{"New", "Confirming", "Confirmed"};

std::string status_of(const Json& answer, const std::string& id) {
    const auto* orders = find_path(answer, "/data/orders");
    if (orders == nullptr || !orders->is_structured()) {
        return {};
    }
    for (const Json& order : *orders) {
        FieldErrors ignored;
        ForeignObject reader{order, "", ignored};
        if (reader.id("id", Need::optional) == id) {
            return reader.text("statusCode", Need::optional);
        }
    }
    return {};
}

WriteStep tell(const ApiAccess& access, const WriteBack& what, const char* status) {
    const Json asked{{"orderId", nhanh_id(what.external_id)}, {"status", status}};
    return WriteStep::make_call(nhanh_call(access, "/api/order/update", asked));
}

} // namespace

WriteStep nhanh_write_step(
    const ApiAccess& access, const WriteBack& what, std::span<const Json> answers, Instant
) {
    const bool is_end = what.action == WriteAction::cancelled;
    const bool is_begin =
        what.action == WriteAction::accepted || what.action == WriteAction::packed;
    if (!is_end && !is_begin) {
        return WriteStep::finish("Nhanh takes no such word of others");
    }
    if (answers.empty()) {
        const Json asked{{"id", nhanh_id(what.external_id)}, {"page", 1}};
        return WriteStep::make_call(nhanh_call(access, "/api/order/index", asked));
    }
    if (answers.size() > 1) {
        return WriteStep::finish("told");
    }
    const std::string status = status_of(answers[0], what.external_id);
    if (status.empty()) {
        return WriteStep::refuse("Nhanh does not know this order");
    }
    if (is_end && std::ranges::find(kMayEnd, status) != kMayEnd.end()) {
        return tell(access, what, "Aborted");
    }
    if (!is_end && std::ranges::find(kUnconfirmed, status) != kUnconfirmed.end()) {
        return tell(access, what, "Confirmed");
    }
    return WriteStep::finish("nothing to tell of an order in status " + status);
}

} // namespace route9::adapters
