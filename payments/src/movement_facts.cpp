// SPDX-License-Identifier: Apache-2.0
#include "movement_facts.hpp"

#include "core/json.hpp"
#include "core/tx.hpp"

namespace route9::payments {
namespace {

void put(Json& out, const char* name, const std::string& value) {
    if (!value.empty()) {
        out[name] = value;
    }
}

void put(Json& out, const char* name, const std::optional<Money>& value) {
    if (value) {
        out[name] = value->minor();
    }
}

std::string text_of(const Json& in, const char* name) {
    return in.contains(name) ? in.at(name).get<std::string>() : std::string{};
}

std::optional<Money> money_of(const Json& in, const char* name, Currency currency) {
    if (!in.contains(name)) {
        return std::nullopt;
    }
    return Money::of_minor(in.at(name).get<std::int64_t>(), currency);
}

} // namespace

std::string write_facts(const Observation& facts) {
    Json out = Json::object();
    put(out, "memo", facts.memo);
    put(out, "counterparty_name", facts.counterparty_name);
    put(out, "end_to_end", facts.end_to_end);
    put(out, "charges", facts.charges);
    put(out, "original_end_to_end", facts.original_end_to_end);
    put(out, "return_code", facts.return_code);
    if (facts.reversal) {
        out["reversal"] = true;
    }
    for (const auto& detail : facts.details) {
        out["details"].push_back({detail.amount.minor(), detail.end_to_end});
    }
    return print_json(out);
}

void read_facts(std::string_view text, Observation& facts) {
    const auto in = Json::parse(text, nullptr, false);
    if (!in.is_object()) {
        throw StoreFailure(StoreFault::damaged, "movement.facts is no JSON object");
    }
    const auto currency = facts.amount.currency();
    facts.memo = text_of(in, "memo");
    facts.counterparty_name = text_of(in, "counterparty_name");
    facts.end_to_end = text_of(in, "end_to_end");
    facts.charges = money_of(in, "charges", currency);
    facts.original_end_to_end = text_of(in, "original_end_to_end");
    facts.return_code = text_of(in, "return_code");
    facts.reversal = in.contains("reversal");
    if (in.contains("details")) {
        for (const auto& row : in.at("details")) {
            facts.details.push_back(
                {Money::of_minor(row.at(0).get<std::int64_t>(), currency),
                 row.at(1).get<std::string>()}
            );
        }
    }
}

} // namespace route9::payments
