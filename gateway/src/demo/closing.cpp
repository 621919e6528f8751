// SPDX-License-Identifier: Apache-2.0
#include "demo/closing.hpp"

#include "demo/cast.hpp"

#include <fmt/format.h>

#include <set>

namespace route9::gateway::demo {
namespace {

Money money_of(std::int64_t minor, const std::string& currency) {
    return Money::of_minor(minor, parse_currency(currency).value_or(Currency::USD));
}

bool is_awaited(const Json& order) {
    const std::string method = text_at(member_at(order, "payment"), "method");
    return text_at(order, "status") != "cancelled" && (method == "qr" || method == "transfer");
}

} // namespace

bool Closing::draw_up(const KnownOutside& outside) {
    account_.heading("The day in numbers, counted from API answers");
    tie_orders(outside);
    tie_parcels(outside);
    tie_papers(outside);
    tie_ways();
    tie_money(outside);
    tie_journal();
    return ties_;
}

void Closing::check(std::string_view what, bool holds) {
    ties_ = ties_ && holds;
    account_.plain(fmt::format("  {:<4} {}", holds ? "ok" : "NOT", what));
}

void Closing::row(std::string_view name, std::string_view value) {
    account_.plain(fmt::format("  {:<34} {:>24}", name, value));
}

void Closing::tie_orders(const KnownOutside& outside) {
    std::map<std::string, std::int64_t> by_status;
    std::int64_t all = 0;
    for (const Json& order : staff_.list("/v1/orders?limit=100")) {
        const std::string seller = text_at(order, "seller");
        const bool is_of_the_day = seller == viet_seller || seller == lao_seller; // not a visitor's
        all += is_of_the_day ? 1 : 0;
        ++by_status[text_at(order, "status")];
        if (is_awaited(order)) {
            Json amount = member_at(order, "payment");
            amount["currency"] = text_at(order, "currency");
            add(amount, &CashTotals::expected);
        }
    }
    for (const auto& [status, count] : by_status) {
        row("orders " + status, std::to_string(count));
    }
    check(
        fmt::format("{} orders were sent, {} are kept", outside.orders, all), all == outside.orders
    );
}

void Closing::tie_parcels(const KnownOutside& outside) {
    std::int64_t shipped = 0;
    std::map<std::string, std::int64_t> declared{{"LA", 0}, {"VN", 0}};
    for (const Json& departure : staff_.list("/v1/departures?limit=100")) {
        shipped += number_at(member_at(departure, "counts"), "parcels");
        const std::string id = text_at(departure, "id");
        for (const Json& each : staff_.list("/v1/declarations?limit=100&departure=" + id)) {
            if (text_at(each, "status") == "void") {
                continue;
            }
            std::string country = text_at(each, "country");
            for (char& c : country) {
                c = c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
            }
            ++declared[country];
        }
    }
    const auto carried = static_cast<std::int64_t>(outside.carried.size());
    row("parcels packed / shipped", fmt::format("{} / {}", outside.packed, shipped));
    check(
        fmt::format("{} parcels left, {} stand on the carrier's manifests", shipped, carried),
        shipped == carried && shipped == outside.packed
    );
    for (const auto& [country, count] : declared) {
        row("declarations " + country, std::to_string(count));
        check("every parcel is declared in " + country, count == shipped);
    }
}

/// Each truck against the manifests of its carrier, and each parcel against its one custodian.
void Closing::tie_papers(const KnownOutside& outside) {
    std::map<std::string, std::string> aboard; // content by departure
    for (const Json& departure : staff_.list("/v1/departures?limit=100")) {
        if (const std::string content = text_at(departure, "content_hash"); !content.empty()) {
            aboard[text_at(departure, "id")] = content;
        }
    }
    std::int64_t sealed = 0;
    std::set<std::string> agreeing;
    std::map<std::string, std::int64_t> custodians;
    for (const Json& event : staff_.list("/v1/events?limit=100")) {
        if (text_at(event, "type") != "manifest.sealed") {
            continue;
        }
        ++sealed;
        const std::string id = text_at(member_at(event, "data"), "manifest");
        const std::string departure = text_at(member_at(event, "data"), "departure");
        const auto manifest = staff_.get("/v1/manifests/" + id, {200});
        const auto custody = staff_.get("/v1/manifests/" + id + "/custody", {200});
        if (!manifest || !custody || text_at(custody->json, "state") == "void") {
            continue;
        }
        if (text_at(manifest->json, "content_hash") == aboard[departure]) {
            agreeing.insert(departure);
        }
        for (const Json& parcel : member_at(custody->json, "parcels")) {
            ++custodians[text_at(member_at(parcel, "custodian"), "kind")];
        }
    }
    std::int64_t held = 0;
    for (const auto& [kind, count] : custodians) {
        row("parcels with the " + kind, std::to_string(count));
        held += count;
    }
    check(
        fmt::format("{} manifests were sealed, the carrier has {}", sealed, outside.manifests),
        sealed == outside.manifests
    );
    check("every truck left with what its manifest names", agreeing.size() == aboard.size());
    check("every parcel has one custodian", held == std::ssize(outside.carried));
}

/// What is on its way has a truck, or says why not.
void Closing::tie_ways() {
    bool all = true;
    for (const Json& order : staff_.list("/v1/orders?limit=100")) {
        const std::string status = text_at(order, "status");
        const bool has_reason = !member_at(order, "reasons").empty();
        if (status == "held" || status == "backordered") {
            all = all && has_reason;
        }
        if (status == "routed") {
            for (const Json& item : member_at(order, "fulfillments")) {
                all = all && (has_reason || !text_at(item, "departure").empty());
            }
        }
    }
    check("every order has a truck or a reason", all);
}

void Closing::add(const Json& money, std::int64_t CashTotals::* part) {
    const std::string currency = text_at(money, "currency");
    const auto known = parse_currency(currency);
    const auto amount = known ? Money::parse(text_at(money, "amount"), *known)
                              : Result<Money>{fail(ErrorCode::validation_failed)};
    if (!amount) {
        check("an amount is readable: " + money.dump(), false);
        return;
    }
    cash_[currency].*part += amount->minor();
}

void Closing::add_matches(const std::string& run) {
    const std::string target = "/v1/reconciliation/runs/" + run + "/matches?limit=100";
    for (const Json& match : finance_.list(target)) {
        const std::string kind = text_at(match, "kind");
        if (kind == "return" || kind == "reversal") {
            continue;
        }
        for (const Json& share : member_at(match, "expected")) {
            add(member_at(share, "amount"), &CashTotals::matched);
        }
    }
}

void Closing::tie_money(const KnownOutside& outside) {
    for (const CarriedParcel& parcel : outside.carried) {
        if (parcel.cash) {
            cash_[std::string{code(parcel.cash->currency())}].expected += parcel.cash->minor();
        }
    }
    for (const Json& receivable : finance_.list("/v1/receivables?limit=100")) {
        if (text_at(receivable, "state") == "cancelled") {
            continue;
        }
        add(member_at(receivable, "amount"), &CashTotals::booked);
        add(member_at(receivable, "settled"), &CashTotals::settled);
        add(member_at(receivable, "remaining"), &CashTotals::remaining);
    }
    if (!outside.run.empty()) {
        add_matches(outside.run);
    }
    for (const auto& [currency, sums] : cash_) {
        row(currency + " expected", money_of(sums.expected, currency).amount());
        row(currency + " received", money_of(sums.settled, currency).amount());
        row(currency + " open", money_of(sums.remaining, currency).amount());
        check(
            currency + ": expected = received + open",
            sums.expected == sums.settled + sums.remaining && sums.booked == sums.expected
        );
        check(currency + ": received = matched bank money", sums.settled == sums.matched);
    }
    const auto balances = finance_.get("/v1/balances", {200});
    const Json& balanced = balances ? member_at(balances->json, "balanced") : Json(false);
    check("the ledger balances in every currency", balanced.is_boolean() && balanced.get<bool>());
}

void Closing::tie_journal() {
    std::map<std::string, std::int64_t> last; // by order
    std::int64_t first = 0;
    std::int64_t position = 0;
    std::int64_t count = 0;
    bool rising = true;
    bool gapless = true;
    for (const Json& event : staff_.list("/v1/events?limit=100")) {
        const std::int64_t at = number_at(event, "position");
        rising = rising && at > position;
        first = count++ == 0 ? at : first;
        position = at;
        const std::string subject = text_at(event, "subject");
        if (subject.starts_with("ord_")) {
            gapless = gapless && number_at(event, "sequence") == ++last[subject];
        }
    }
    row("journal positions", fmt::format("{} to {}", first, position));
    row("events", std::to_string(count));
    check("journal positions rise, no order's event is missing", rising && gapless && count > 0);
}

} // namespace route9::gateway::demo
