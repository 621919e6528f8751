// SPDX-License-Identifier: Apache-2.0
#include "gateway/answer_cache.hpp"
#include "gateway/endpoints.hpp"
#include "gateway/http/etag.hpp"
#include "gateway/http/media_type.hpp"
#include "gateway/idempotency.hpp"
#include "gateway/money/statement_upload.hpp"
#include "gateway/views/money_view.hpp"
#include "payments/account.hpp"
#include "platform/async_store.hpp"

#include <array>
#include <utility>

namespace route9::gateway::endpoints {
namespace {

using payments::ReconciliationRun;

constexpr std::string_view kName = "post_statement";
constexpr std::array<std::string_view, 3> kTypes{
    "application/xml", "text/xml", "application/octet-stream"
};

Result<void> check_type(const http::Request& request) {
    const std::string_view type = http::media_type(request.headers);
    for (const std::string_view known : kTypes) {
        if (http::equal_ignoring_case(type, known)) {
            return {};
        }
    }
    return fail(
        ErrorCode::unsupported_media_type,
        "send the bank's camt file as application/xml, text/xml or application/octet-stream"
    );
}

Result<std::string> read_account(const http::Request& request) {
    const auto account = request.target.query.find("account").value_or("");
    if (account.size() > payments::Account::owner_bytes_max) {
        return fail_field("/account", "out_of_range", "name the account in at most 120 bytes");
    }
    return std::string{account};
}

platform::task<Result<std::optional<http::Response>>>
stored_answer(Services& services, const IdempotencyClaim& claim, Tick deadline) {
    auto beside = co_await services.answers.find(claim, deadline);
    if (!beside || *beside) {
        co_return beside;
    }
    auto unit = [claim, &keyring = services.keyring](Tx& tx) {
        return idempotency::find(tx, claim, keyring);
    };
    co_return co_await platform::read(
        services.store, Reach::of(claim.tenant), std::move(unit), deadline
    );
}

platform::task<Result<std::shared_ptr<const PreparedUpload>>>
read_upload(Services& services, http::Request& request, std::string account, Instant now) {
    const TenantId tenant = request.principal->tenant;
    auto keys = co_await upload_keys(services, tenant, request.deadline);
    if (!keys) {
        co_return Failure{std::move(keys).error()};
    }
    auto read = [file = std::move(request.body),
                 account = std::move(account),
                 tenant,
                 keys = std::move(*keys),
                 &entropy = services.entropy,
                 now] {
        return prepare_upload(
            {.text = file, .account = account, .tenant = tenant, .received_at = now}, keys, entropy
        );
    };
    auto prepared = co_await services.compute.run(std::move(read), request.deadline);
    if (!prepared) {
        co_return Failure{std::move(prepared).error()};
    }
    co_return std::make_shared<const PreparedUpload>(std::move(*prepared));
}

/// What this upload did: all zero when the file had been taken in before.
http::Response answer_of(const TakenIn& taken, Instant now) {
    ReconciliationRun run = taken.run;
    const bool known_file = run.finished_at.has_value();
    run.statements = taken.told;
    run.matched = static_cast<std::int64_t>(taken.matched);
    run.open_items = static_cast<std::int64_t>(taken.opened);
    run.finished_at = run.finished_at.value_or(now);
    http::Response response = http::json_response(known_file ? 200 : 201, view(run));
    response.headers.emplace_back("Location", "/v1/reconciliation/runs/" + run.id.text());
    if (!known_file) { // the page of the run reads the same; that of a known file tells more
        response.headers.emplace_back("ETag", http::content_etag(response.body));
    }
    return response;
}

platform::task<Result<http::Response>> finish(
    Services& services,
    IdempotencyClaim claim,
    std::shared_ptr<const PreparedUpload> upload,
    const TakenIn& taken,
    Tick deadline
) {
    const Instant now = services.clock.business();
    const Reach reach = Reach::of(claim.tenant);
    auto unit = [claim = std::move(claim),
                 &keyring = services.keyring,
                 upload = std::move(upload),
                 run = taken.run.id,
                 answer = answer_of(taken, now),
                 now](Tx& tx) -> Result<http::Response> {
        payments::runs::finish(tx, claim.tenant, run, upload->statements, upload->told, now);
        auto stored = idempotency::find(tx, claim, keyring);
        if (!stored) {
            return Failure{std::move(stored).error()};
        }
        if (*stored) {
            return std::move(**stored);
        }
        idempotency::store(tx, claim, answer);
        return answer;
    };
    co_return co_await platform::write(services.store, reach, std::move(unit), deadline);
}

platform::task<Result<http::Response>>
handle_post_statement(Services& services, http::Request& request) {
    if (const auto type = check_type(request); !type) {
        co_return Failure{type.error()};
    }
    auto account = read_account(request);
    if (!account) {
        co_return Failure{std::move(account).error()};
    }
    const Instant now = services.clock.business();
    auto claim = co_await claim_idempotency(
        services.keyring, services.compute, services.entropy, request, kName, now
    );
    if (!claim) {
        co_return Failure{std::move(claim).error()};
    }
    auto stored = co_await stored_answer(services, *claim, request.deadline);
    if (!stored) {
        co_return Failure{std::move(stored).error()};
    }
    if (*stored) {
        co_return std::move(**stored);
    }
    auto upload = co_await read_upload(services, request, std::move(*account), now);
    if (!upload) {
        co_return Failure{std::move(upload).error()};
    }
    const auto taken =
        co_await take_in(services, request.principal->tenant, *upload, request.deadline);
    if (!taken) {
        co_return Failure{taken.error()};
    }
    auto answer = co_await finish(services, *claim, std::move(*upload), *taken, request.deadline);
    if (answer) {
        services.answers.keep(*claim, *answer);
    }
    co_return answer;
}

} // namespace

http::Route post_statement(Services& services) {
    return {
        .method = http::Method::post,
        .pattern = "/v1/statements",
        .name = std::string{kName},
        .access = http::Access::key,
        .scope = Scope::money_write,
        .handler = [&services](http::Request& request
                   ) { return handle_post_statement(services, request); },
        .body_bytes_max = limits::upload_bytes_max,
        .budget = limits::statement_budget,
    };
}

} // namespace route9::gateway::endpoints
