// SPDX-License-Identifier: Apache-2.0
#include "core/limits.hpp"
#include "fulfillment/departure_store.hpp"
#include "fulfillment/return_terms.hpp"
#include "gateway/catalogue.hpp"
#include "gateway/http/json_body.hpp"
#include "gateway/returns/return_act.hpp"
#include "gateway/returns/return_endpoints.hpp"
#include "gateway/returns/return_money.hpp"
#include "gateway/shipping/touched_orders.hpp"
#include "gateway/views/money_json.hpp"

#include <utility>

namespace route9::gateway::endpoints {
namespace {

using namespace fulfillment;

struct Deciding {
    std::optional<fulfillment::ReturnAct> way{}; // a person's; absent: by what it is worth
    std::optional<std::string> freight{};        // in the currency of the order
    std::optional<std::string> duty{};
    std::optional<DepartureId> departure{};
    const Catalogue* catalogue = nullptr;
};

Result<Deciding> read_deciding(const Json& body) {
    FieldErrors errors;
    ObjectReader reader{body, "", errors};
    Deciding wanted;
    if (const auto word = reader.text("way", Need::optional, limits::text_bytes_max)) {
        if (*word == name(fulfillment::ReturnAct::send_back)) {
            wanted.way = fulfillment::ReturnAct::send_back;
        } else if (*word == name(fulfillment::ReturnAct::dispose)) {
            wanted.way = fulfillment::ReturnAct::dispose;
        } else {
            reader.refuse("way", "unknown_value", "give send_back or dispose");
        }
    }
    wanted.freight = reader.text("freight", Need::optional, limits::text_bytes_max);
    wanted.duty = reader.text("duty", Need::optional, limits::text_bytes_max);
    if (const auto text = reader.text("departure", Need::optional, limits::text_bytes_max)) {
        if (const auto id = DepartureId::parse(*text)) {
            wanted.departure = *id;
        } else {
            reader.refuse("departure", "unknown", "there is no such departure");
        }
    }
    reader.finish();
    if (!errors.empty()) {
        return fail_fields(std::move(errors));
    }
    return wanted;
}

Result<Money> given_amount(std::string_view pointer, const std::string& text, Currency currency) {
    const auto money = Money::parse(text, currency);
    if (!money || money->is_negative()) {
        return fail_field(
            std::string{pointer},
            "malformed",
            "give an amount in " + std::string{code(currency)} + ", zero or more"
        );
    }
    return *money;
}

/// Of where the parcel lies and where it comes back to.
const ReturnRule*
rule_for(const Deciding& wanted, const ReturnCase& returned, const Order& order, Instant now) {
    const auto from = declarations::parse_country(order.recipient.country);
    const Hub* hub = wanted.catalogue->hub(returned.warehouse);
    const auto to = hub == nullptr ? std::nullopt : declarations::parse_country(hub->country);
    if (!from || !to) {
        return nullptr;
    }
    const ReturnTerms& terms = *wanted.catalogue->return_terms;
    return terms.rule(*from, *to, order.currency, corridor_day(now));
}

/// What is not given comes from the rule in force.
Result<ReturnDecision>
decide(const Deciding& wanted, const ReturnCase& returned, const Order& order, Instant now) {
    const auto value = value_of(returned, order);
    if (!value) {
        return Failure{value.error()};
    }
    const bool needs_rule = !wanted.freight || !wanted.duty;
    const ReturnRule* rule = needs_rule ? rule_for(wanted, returned, order, now) : nullptr;
    if (needs_rule && rule == nullptr) {
        return fail_field(
            wanted.freight ? "/duty" : "/freight",
            "required",
            "no rule says what this way costs in " + std::string{code(order.currency)} +
                ": give freight and duty"
        );
    }
    const auto freight = wanted.freight ? given_amount("/freight", *wanted.freight, order.currency)
                                        : rule->freight_of(returned.mass_g);
    if (!freight) {
        return Failure{freight.error()};
    }
    const auto duty =
        wanted.duty ? given_amount("/duty", *wanted.duty, order.currency) : rule->duty_of(*value);
    if (!duty) {
        return Failure{duty.error()};
    }
    ReturnDecision decision{
        .rule = rule == nullptr ? "" : rule->id,
        .by_person = wanted.way.has_value(),
        .costs = {.value = *value, .freight = *freight, .duty = *duty},
        .at = now,
    };
    const auto worth = worth_of(decision.costs);
    if (!worth) {
        return Failure{worth.error()};
    }
    using enum fulfillment::ReturnAct;
    decision.way = wanted.way.value_or(worth->pays ? send_back : dispose);
    return decision;
}

/// Room on the truck that brings it; that of an earlier one is given back while it stands open.
Result<void>
change_truck(Tx& tx, ReturnCase& returned, const std::optional<DepartureId>& departure) {
    if (departure == returned.departure) {
        return {};
    }
    const Load load{returned.mass_g, 0};
    if (departure) {
        const auto truck = departures::find(tx, returned.tenant, *departure);
        if (!truck) {
            return fail_field("/departure", "unknown", "there is no such departure");
        }
        if (truck->to != returned.warehouse) {
            return fail_field(
                "/departure",
                "other_destination",
                "it goes to " + truck->to + ", the parcel to " + returned.warehouse
            );
        }
        if (!departures::take_room(tx, returned.tenant, *departure, load)) {
            return fail_field(
                "/departure", "no_room", "it is not open any more or has no room for its mass"
            );
        }
    }
    if (returned.departure) {
        const auto earlier = departures::find(tx, returned.tenant, *returned.departure);
        if (earlier && earlier->state == DepartureState::open) {
            departures::give_room_back(tx, returned.tenant, *returned.departure, load);
        }
    }
    returned.departure = departure;
    return {};
}

Json decided_news(const ReturnCase& returned) {
    Json news = return_news(returned);
    const ReturnDecision& decision = *returned.decision;
    news["way"] = name(decision.way);
    news["by"] = decision.by_person ? "person" : "value";
    if (!decision.rule.empty()) {
        news["rule"] = decision.rule;
    }
    if (returned.departure) {
        news["departure"] = returned.departure->text();
    }
    return news;
}

Result<ReturnCase> carry_out(Tx& tx, ReturnWork work, ReturnCase returned, const Deciding& wanted) {
    TouchedOrders touched{tx, returned.tenant, work.now, work.ids};
    auto decision = decide(wanted, returned, touched.order(returned.order).order, work.now);
    if (!decision) {
        return Failure{std::move(decision).error()};
    }
    const auto next = follow(returned.state, decision->way);
    if (!next) {
        return Failure{next.error()};
    }
    const bool was_disposed = returned.state == ReturnState::disposed;
    if (was_disposed) {
        return returned;
    }
    const bool is_gone = *next == ReturnState::disposed;
    if (is_gone && wanted.departure) {
        return fail_field("/departure", "contradiction", "what is disposed of takes no truck");
    }
    // Without a truck named again it keeps the one it has.
    const auto truck = is_gone || wanted.departure ? wanted.departure : returned.departure;
    if (auto changed = change_truck(tx, returned, truck); !changed) {
        return Failure{std::move(changed).error()};
    }
    returned.state = *next;
    returned.decision = std::move(*decision);
    touched.tell(returned.order, "return.decided", decided_news(returned), returned.carrier);
    if (is_gone) {
        const auto parcel = parcels::find(tx, returned.tenant, returned.parcel);
        if (!parcel) {
            return fail(ErrorCode::not_found);
        }
        if (auto done = settle_return(tx, returned, *parcel, touched, work.ids, true); !done) {
            return Failure{std::move(done).error()};
        }
    }
    if (!returns::update(tx, returned)) {
        return fail(ErrorCode::conflict, "the return has changed meanwhile; read it");
    }
    if (auto stored = touched.store(); !stored) {
        return Failure{std::move(stored).error()};
    }
    return returned;
}

Result<ReturnStep>
read_step(Services& services, const http::Request& /*request*/, const Json& body) {
    auto wanted = read_deciding(body);
    if (!wanted) {
        return Failure{std::move(wanted).error()};
    }
    wanted->catalogue = &services.catalogue;
    return [wanted = std::move(*wanted)](Tx& tx, ReturnWork work, ReturnCase returned) {
        return carry_out(tx, std::move(work), std::move(returned), wanted);
    };
}

} // namespace

http::Route post_return_decide(Services& services) {
    return return_act_route(services, "decide", read_step);
}

} // namespace route9::gateway::endpoints
