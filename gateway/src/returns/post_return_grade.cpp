// SPDX-License-Identifier: Apache-2.0
#include "core/assert.hpp"
#include "core/limits.hpp"
#include "gateway/http/json_body.hpp"
#include "gateway/replanning/replan_jobs.hpp"
#include "gateway/returns/return_act.hpp"
#include "gateway/returns/return_endpoints.hpp"
#include "gateway/returns/return_money.hpp"
#include "gateway/shipping/touched_orders.hpp"

#include <algorithm>
#include <utility>

namespace route9::gateway::endpoints {
namespace {

using namespace fulfillment;

struct GradedLine {
    Sku sku;
    GradedPieces pieces{};
};
using GradedLines = std::vector<GradedLine>;

constexpr std::string_view kBackToStock = "return"; // reasons of adjustments
constexpr std::string_view kWrittenOff = "damage";

Result<GradedLines> read_lines(const Json& body) {
    FieldErrors errors;
    ObjectReader reader{body, "", errors};
    GradedLines lines;
    const Json* list = reader.array("lines", Need::required, limits::order_lines_max);
    for (std::size_t i = 0; list != nullptr && i < list->size(); ++i) {
        ObjectReader line{(*list)[i], pointer_step("/lines", i), errors};
        const auto pieces = [&line](std::string_view name) {
            return line.integer(name, Need::optional, 0, limits::line_quantity_max).value_or(0);
        };
        GradedLine graded{
            .sku = Sku{line.text("sku", Need::required, limits::foreign_id_bytes_max).value_or("")},
            .pieces = {pieces("resellable"), pieces("quarantine"), pieces("waste")},
        };
        line.finish();
        if (std::ranges::find(lines, graded.sku, &GradedLine::sku) != lines.end()) {
            line.refuse("sku", "repeated", "grade each SKU once");
        }
        lines.push_back(std::move(graded));
    }
    if (list != nullptr && list->empty()) {
        reader.refuse("lines", "empty", "name at least one SKU");
    }
    reader.finish();
    if (!errors.empty()) {
        return fail_fields(std::move(errors));
    }
    return lines;
}

/// Moves the pieces of one line: from the door to the shelf, or out of quarantine.
class Shelf {
public:
    Shelf(Tx& tx, ReturnWork& work, const ReturnCase& returned)
        : tx_(tx), work_(work), returned_(returned) {}

    void put_away(const GradedLine& line) {
        const auto& [resellable, quarantine, waste] = line.pieces;
        if (resellable > 0) {
            const auto added = stock::adjust(tx_, adjustment(line.sku, resellable, kBackToStock));
            ROUTE9_ASSERT(added.has_value());
        }
        if (quarantine > 0) {
            returns::take_blocked(tx_, adjustment(line.sku, quarantine, kBackToStock));
        }
        if (waste > 0) {
            // It came in and went out again: the level never held it.
            stock::record(tx_, adjustment(line.sku, waste, kBackToStock));
            stock::record(tx_, adjustment(line.sku, -waste, kWrittenOff));
        }
    }

    void take_out(const GradedLine& line) {
        const auto& [resellable, unused, waste] = line.pieces;
        if (resellable > 0) {
            returns::unblock(tx_, adjustment(line.sku, resellable, kBackToStock));
        }
        if (waste > 0) {
            returns::write_off_blocked(tx_, adjustment(line.sku, -waste, kWrittenOff));
        }
    }

private:
    StockAdjustment adjustment(const Sku& sku, std::int64_t pieces, std::string_view reason) {
        return {
            .id = make_id_bytes(work_.now, work_.ids),
            .tenant = returned_.tenant,
            .seller = returned_.seller,
            .sku = sku,
            .warehouse = returned_.warehouse,
            .quantity = pieces,
            .reason = std::string{reason},
            .at = work_.now,
        };
    }

    Tx& tx_;
    ReturnWork& work_;
    const ReturnCase& returned_;
};

/// The first grading names every SKU of the parcel.
void require_all(const ReturnCase& returned, const GradedLines& lines, FieldErrors& errors) {
    for (const ReturnLine& line : returned.lines) {
        if (std::ranges::find(lines, line.sku, &GradedLine::sku) == lines.end()) {
            errors.push_back({"/lines", "missing", "grade " + line.sku.text() + " too"});
        }
    }
}

/// Writes the pieces into the case's lines, or says what does not add up.
void take_lines(
    ReturnCase& returned, const GradedLines& lines, bool is_first, FieldErrors& errors
) {
    for (std::size_t i = 0; i < lines.size(); ++i) {
        const std::string pointer = pointer_step("/lines", i);
        const auto line = std::ranges::find(returned.lines, lines[i].sku, &ReturnLine::sku);
        if (line == returned.lines.end()) {
            errors.push_back({pointer + "/sku", "unknown", "it was not in the parcel"});
            continue;
        }
        const GradedPieces& pieces = lines[i].pieces;
        const auto rest =
            is_first ? missing_of(line->sent, pieces) : kept_after(line->pieces.quarantine, pieces);
        if (!rest) {
            errors.push_back({pointer, "out_of_range", rest.error().detail});
        } else if (is_first) {
            line->pieces = pieces;
        } else {
            line->pieces.resellable += pieces.resellable;
            line->pieces.waste += pieces.waste;
            line->pieces.quarantine = *rest;
        }
    }
}

Json graded_news(const ReturnCase& returned, const GradedLines& lines) {
    Json news = return_news(returned);
    news["warehouse"] = returned.warehouse;
    news["lines"] = Json::array();
    for (const auto& [sku, pieces] : lines) {
        news["lines"].push_back(
            {{"sku", sku.text()},
             {"resellable", pieces.resellable},
             {"quarantine", pieces.quarantine},
             {"waste", pieces.waste}}
        );
    }
    return news;
}

Result<ReturnCase>
carry_out(Tx& tx, ReturnWork work, ReturnCase returned, const GradedLines& lines) {
    const auto next = follow(returned.state, fulfillment::ReturnAct::grade);
    if (!next) {
        return Failure{next.error()};
    }
    const bool is_first = returned.state != *next;
    FieldErrors errors;
    if (is_first) {
        require_all(returned, lines, errors);
    }
    take_lines(returned, lines, is_first, errors);
    if (!errors.empty()) {
        return fail_fields(std::move(errors));
    }
    Shelf shelf{tx, work, returned};
    for (const GradedLine& line : lines) {
        if (is_first) {
            shelf.put_away(line);
        } else {
            shelf.take_out(line);
        }
    }
    returned.state = *next;
    if (is_first) {
        returned.graded_at = work.now;
    }
    TouchedOrders touched{tx, returned.tenant, work.now, work.ids};
    touched.tell(returned.order, "return.graded", graded_news(returned, lines));
    if (!returns::update(tx, returned)) {
        return fail(ErrorCode::conflict, "the return has changed meanwhile; read it");
    }
    if (auto stored = touched.store(); !stored) {
        return Failure{std::move(stored).error()};
    }
    enqueue_waiting(tx, returned.tenant, PlanCause::stock_arrived, work.now);
    return returned;
}

Result<ReturnStep>
read_step(Services& /*services*/, const http::Request& /*request*/, const Json& body) {
    auto lines = read_lines(body);
    if (!lines) {
        return Failure{std::move(lines).error()};
    }
    return [lines = std::move(*lines)](Tx& tx, ReturnWork work, ReturnCase returned) {
        return carry_out(tx, std::move(work), std::move(returned), lines);
    };
}

} // namespace

http::Route post_return_grade(Services& services) {
    return return_act_route(services, "grade", read_step);
}

} // namespace route9::gateway::endpoints
