// SPDX-License-Identifier: Apache-2.0
#include "core/tenancy.hpp"
#include "gateway/acting_for.hpp"
#include "gateway/endpoints.hpp"
#include "gateway/money/money_access.hpp"
#include "gateway/views/money_json.hpp"
#include "payments/ledger.hpp"
#include "platform/async_store.hpp"

#include <algorithm>

namespace route9::gateway::endpoints {
namespace {

using payments::Account;
using payments::AccountKind;

/// What the tenant owes a seller is a credit in the books and a plus for the seller.
Json owed(Tx& tx, const TenantId& tenant, AccountKind kind, const PartyId& seller) {
    Json list = Json::array();
    for (const Currency currency : all_currencies) {
        const Money balance =
            payments::ledger::balance(tx, tenant, Account{kind, seller.text()}, currency);
        if (!balance.is_zero()) {
            list.push_back(money_json(balance.negated()));
        }
    }
    return list;
}

Result<Json> of_seller(Tx& tx, const Principal& principal, const PartyId& seller) {
    const TenantId& tenant = principal.tenant;
    Json json{
        {"seller", seller.text()},
        {"pending", owed(tx, tenant, AccountKind::seller_pending, seller)},
        {"payable", owed(tx, tenant, AccountKind::seller_payable, seller)},
    };
    const bool has_money = !json["pending"].empty() || !json["payable"].empty();
    const bool own = principal.role == Role::seller && principal.party == seller;
    if (!has_money && !own && !tenancy::find_party(tx, tenant, seller)) {
        return fail(ErrorCode::not_found, "there is no such seller");
    }
    return json;
}

Result<Json> of_tenant(Tx& tx, const TenantId& tenant) {
    Json accounts = Json::array();
    for (const auto& [account, balance] : payments::ledger::balances(tx, tenant)) {
        accounts.push_back({{"account", account.text()}, {"balance", money_json(balance)}});
    }
    const auto sums = payments::ledger::trial_balance(tx, tenant);
    Json trial = Json::array();
    for (const Money sum : sums) {
        trial.push_back(money_json(sum));
    }
    return Json{
        {"accounts", std::move(accounts)},
        {"trial_balance", std::move(trial)},
        {"balanced", std::ranges::all_of(sums, &Money::is_zero)},
    };
}

platform::task<Result<http::Response>>
handle_get_balances(Services& services, http::Request& request) {
    const auto confined = seller_filter(request);
    if (!confined) {
        co_return Failure{confined.error()};
    }
    const auto& seller = *confined;
    if (seller && (seller->empty() || seller->text().size() > Account::owner_bytes_max)) {
        co_return fail_field("/seller", "malformed", "give a seller's id or leave it out");
    }
    if (!seller) {
        if (const auto allowed = require_money_staff(*request.principal); !allowed) {
            co_return Failure{allowed.error()};
        }
    }
    auto unit = [principal = *request.principal, seller](Tx& tx) -> Result<Json> {
        return seller ? of_seller(tx, principal, *seller) : of_tenant(tx, principal.tenant);
    };
    const auto found = co_await platform::read(
        services.store,
        reach_of(*request.principal),
        std::move(unit),
        request.deadline,
        platform::Lane::background
    );
    if (!found) {
        co_return Failure{found.error()};
    }
    co_return http::json_response(200, *found);
}

} // namespace

http::Route get_balances(Services& services) {
    return {
        .method = http::Method::get,
        .pattern = "/v1/balances",
        .name = "get_balances",
        .access = http::Access::key,
        .scope = Scope::money_read,
        .query = {"seller"},
        .handler = [&services](http::Request& request
                   ) { return handle_get_balances(services, request); },
    };
}

} // namespace route9::gateway::endpoints
