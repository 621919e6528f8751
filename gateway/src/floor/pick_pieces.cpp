// SPDX-License-Identifier: Apache-2.0
#include "gateway/floor/pick_pieces.hpp"

#include "adapters/documents/gtin.hpp"
#include "core/json.hpp"
#include "fulfillment/stock.hpp"
#include "gateway/shipping/pack_parcel.hpp"
#include "gateway/shipping/touched_orders.hpp"

#include <algorithm>
#include <utility>

namespace route9::gateway {
namespace {

using namespace fulfillment;

PickLine* line_of(std::vector<PickLine>& lines, const std::string& code) {
    const auto found = std::ranges::find_if(lines, [&](const PickLine& line) {
        return adapters::names_sku(code, line.sku.text());
    });
    return found == lines.end() ? nullptr : &*found;
}

std::vector<PickedPieces> all_that_is_left(const std::vector<PickLine>& lines) {
    std::vector<PickedPieces> left;
    for (const PickLine& line : lines) {
        if (line.picked < line.quantity) {
            left.push_back({.code = line.sku.text(), .picked = line.quantity - line.picked});
        }
    }
    return left;
}

class Picking {
public:
    Picking(Tx& tx, PickOrder& order, Fulfillment item)
        : tx_(tx), order_(order), state_{std::move(item), {}, {}, {}} {}

    Result<PickState> run() {
        state_.lines = picks::of(tx_, state_.item);
        const bool was_all_there = all_picked(state_.lines);
        if (order_.lines.empty()) {
            order_.lines = all_that_is_left(state_.lines);
        }
        FieldErrors errors;
        for (std::size_t i = 0; i < order_.lines.size(); ++i) {
            take(order_.lines[i], pointer_step("/lines", i), errors);
        }
        if (!errors.empty()) {
            return fail_fields(std::move(errors));
        }
        const bool is_complete = !was_all_there && all_picked(state_.lines);
        if (auto told = tell(is_complete); !told) {
            return Failure{std::move(told).error()};
        }
        return std::move(state_);
    }

private:
    void take(const PickedPieces& pieces, const std::string& pointer, FieldErrors& errors) {
        PickLine* line = line_of(state_.lines, pieces.code);
        if (line == nullptr) {
            errors.push_back({pointer + "/sku", "wrong_sku", "the fulfillment takes no such goods"}
            );
            return;
        }
        state_.touched.push_back(line->sku);
        if (pieces.picked > 0) {
            if (line->picked + pieces.picked > line->quantity ||
                !picks::take(tx_, state_.item, *line, pieces.picked, order_.now)) {
                errors.push_back(
                    {pointer + "/picked",
                     "over_picked",
                     "the fulfillment takes " + std::to_string(line->quantity) + ", " +
                         std::to_string(line->picked) + " are picked"}
                );
                return;
            }
            line->picked += pieces.picked;
            line->missing = std::min(line->missing, line->quantity - line->picked);
        }
        const bool is_off = write_off(*line, pieces.damaged);
        state_.written_off.push_back(is_off ? pieces.damaged : 0);
        miss(*line, pieces, is_off);
    }

    /// False when every piece that is there is promised.
    bool write_off(const PickLine& line, std::int64_t pieces) {
        if (pieces == 0) {
            return false;
        }
        const auto adjusted = stock::adjust(
            tx_,
            {.id = make_id_bytes(order_.now, order_.ids),
             .tenant = order_.tenant,
             .seller = state_.item.seller,
             .sku = line.sku,
             .warehouse = state_.item.warehouse,
             .quantity = -pieces,
             .reason = "damage",
             .at = order_.now}
        );
        return adjusted.has_value();
    }

    void miss(PickLine& line, const PickedPieces& pieces, bool is_off) {
        const std::int64_t missing = pieces.missing + (is_off ? 0 : pieces.damaged);
        if (pieces.missing == 0 && pieces.damaged == 0) {
            return;
        }
        if (missing > 0) {
            picks::miss(tx_, state_.item, line, missing, order_.now);
            line.missing = std::min(missing, line.quantity - line.picked);
        }
        short_.push_back({
            {"sku", line.sku.text()},
            {"missing", pieces.missing},
            {"damaged", pieces.damaged},
            {"written_off", is_off ? pieces.damaged : 0},
        });
    }

    Result<void> tell(bool is_complete) {
        if (!is_complete && short_.empty()) {
            return {};
        }
        const Json data{
            {"fulfillment", state_.item.id.text()}, {"warehouse", state_.item.warehouse}
        };
        TouchedOrders touched{tx_, order_.tenant, order_.now, order_.ids};
        if (!short_.empty()) {
            Json news = data;
            news["lines"] = short_;
            touched.tell(state_.item.order, "fulfillment.short_picked", std::move(news));
        }
        if (is_complete) {
            touched.tell(state_.item.order, "fulfillment.picked", data);
        }
        return touched.store();
    }

    Tx& tx_;
    PickOrder& order_;
    PickState state_;
    Json short_ = Json::array();
};

} // namespace

Result<PickState> pick_pieces(Tx& tx, PickOrder order) {
    auto item = fulfillments::find(tx, order.tenant, order.fulfillment);
    if (!item) {
        return fail(ErrorCode::not_found);
    }
    const auto placed = orders::find(tx, order.tenant, item->order);
    if (!placed) {
        return fail(ErrorCode::not_found);
    }
    if (auto allowed = may_pack(*item, *placed); !allowed) {
        return Failure{std::move(allowed).error()};
    }
    return Picking{tx, order, std::move(*item)}.run();
}

Result<void> check_picked(Tx& tx, const Fulfillment& item) {
    const auto lines = picks::of(tx, item);
    if (!picking_began(lines) || all_picked(lines)) {
        return {};
    }
    std::int64_t picked = 0;
    std::int64_t wanted = 0;
    for (const PickLine& line : lines) {
        picked += line.picked;
        wanted += line.quantity;
    }
    const std::string detail = std::to_string(picked) + " of " + std::to_string(wanted) +
                               " pieces are picked; pick the others first";
    return Failure{Error{
        .code = ErrorCode::state_forbids,
        .detail = detail,
        .fields = {{"/fulfillment", "not_picked", detail}},
    }};
}

} // namespace route9::gateway
