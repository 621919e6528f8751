// SPDX-License-Identifier: Apache-2.0
#include "gateway/acting_for.hpp"
#include "gateway/endpoints.hpp"
#include "gateway/list_page.hpp"
#include "gateway/money/money_access.hpp"
#include "gateway/views/money_view.hpp"
#include "payments/ledger.hpp"
#include "platform/async_store.hpp"

#include <charconv>

namespace route9::gateway::endpoints {
namespace {

using payments::Account;
using payments::BookedPosting;

constexpr std::string_view kName = "get_entries";

struct Asked {
    Account account;
    Currency currency{};
};

Result<Asked> read_question(const http::Request& request) {
    FieldErrors errors;
    Asked asked;
    auto account = Account::parse(request.target.query.find("account").value_or(""));
    if (account) {
        asked.account = std::move(*account);
    } else {
        errors.push_back(
            {"/account", "malformed", "name an account, e.g. ?account=seller_payable:ID"}
        );
    }
    if (const auto currency = parse_currency(request.target.query.find("currency").value_or(""))) {
        asked.currency = *currency;
    } else {
        errors.push_back({"/currency", "unknown_value", "use VND, LAK, THB, USD or CNY"});
    }
    if (!errors.empty()) {
        return fail_fields(std::move(errors));
    }
    if (!may_see(*request.principal, asked.account)) {
        return fail(ErrorCode::not_found);
    }
    return asked;
}

std::int64_t sequence_from(std::string_view text) {
    std::int64_t sequence = 0;
    std::from_chars(text.data(), text.data() + text.size(), sequence);
    return sequence;
}

platform::task<Result<http::Response>>
handle_get_entries(Services& services, http::Request& request) {
    const auto page = read_page(request, services.cursors, kName);
    if (!page) {
        co_return Failure{page.error()};
    }
    auto asked = read_question(request);
    if (!asked) {
        co_return Failure{std::move(asked).error()};
    }
    auto unit = [tenant = request.principal->tenant,
                 asked = std::move(*asked),
                 after = sequence_from(page->position),
                 limit = page->limit + 1](Tx& tx) -> Result<std::vector<BookedPosting>> {
        return payments::ledger::postings(tx, tenant, asked.account, asked.currency, after, limit);
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
    const auto item = [](const BookedPosting& posting) { return view(posting); };
    const auto position = [](const BookedPosting& posting) {
        return std::to_string(posting.sequence);
    };
    co_return list_response(request, services.cursors, kName, *page, *found, item, position);
}

} // namespace

http::Route get_entries(Services& services) {
    return {
        .method = http::Method::get,
        .pattern = "/v1/entries",
        .name = std::string{kName},
        .access = http::Access::key,
        .scope = Scope::money_read,
        .query = {"account", "currency", "cursor", "limit"},
        .handler = [&services](http::Request& request
                   ) { return handle_get_entries(services, request); },
        .compressible = true,
    };
}

} // namespace route9::gateway::endpoints
