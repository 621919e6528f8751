// SPDX-License-Identifier: Apache-2.0
#include "payments/movement_facts.hpp"

#include "core/json.hpp"

#include <string>
#include <string_view>
#include <utility>

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

/// Amounts are minor units in the movement's currency.
std::string write_facts(const Observation& facts) {
    Json out = Json::object();
    put(out, "memo", facts.memo);
    put(out, "counterparty_name", facts.counterparty_name);
    put(out, "counterparty_account", facts.counterparty_account);
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
    facts.counterparty_account = text_of(in, "counterparty_account");
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

std::string context_of(const TenantId& tenant, const MovementId& movement) {
    return "movement/" + tenant.text() + "/" + movement.text();
}

} // namespace

Bytes seal_facts(
    const Observation& facts,
    const TenantId& tenant,
    const MovementId& movement,
    const Secret& key,
    const SealNonce& nonce
) {
    return seal(
        key, nonce, as_byte_view(write_facts(facts)), as_byte_view(context_of(tenant, movement))
    );
}

Result<void>
FactsOpener::open(const MovementId& movement, const SealedFacts& sealed, Observation& facts) {
    if (sealed.bytes.empty()) {
        return {};
    }
    const auto key = key_of(sealed.day);
    if (!key) {
        return Failure{key.error()};
    }
    if (*key == nullptr) {
        return {};
    }
    const auto plain = unseal(**key, sealed.bytes, as_byte_view(context_of(tenant_, movement)));
    if (!plain) {
        throw StoreFailure(StoreFault::misuse, "movement.facts does not open under its key");
    }
    read_facts({reinterpret_cast<const char*>(plain->data()), plain->size()}, facts);
    return {};
}

/// Null: it has been erased.
Result<const Secret*> FactsOpener::key_of(std::int64_t day) {
    auto known = known_.find(day);
    if (known == known_.end()) {
        auto key = keys_.of_day(tx_, day);
        if (!key && key.error().code != ErrorCode::not_found) {
            return Failure{std::move(key).error()};
        }
        known = known_.emplace(day, key ? std::optional{std::move(*key)} : std::nullopt).first;
    }
    return known->second ? &*known->second : nullptr;
}

} // namespace route9::payments
