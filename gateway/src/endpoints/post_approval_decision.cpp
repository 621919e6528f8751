// SPDX-License-Identifier: Apache-2.0
#include "core/limits.hpp"
#include "gateway/acting_for.hpp"
#include "gateway/endpoints.hpp"
#include "gateway/http/json_body.hpp"
#include "gateway/people/four_eyes.hpp"
#include "gateway/people/user_events.hpp"
#include "gateway/views/user_view.hpp"
#include "platform/async_store.hpp"

#include <algorithm>
#include <utility>

namespace route9::gateway::endpoints {
namespace {

struct Decision {
    bool approve = false;
    Digest256 digest{};
};

Result<Decision> read_decision(const Json& body) {
    FieldErrors errors;
    ObjectReader reader{body, "", errors};
    Decision decision;
    const auto word = reader.text("decision", Need::required, limits::foreign_id_bytes_max);
    decision.approve = word == "approved";
    if (word && word != "approved" && word != "refused") {
        reader.refuse("decision", "unknown_value", "give approved or refused");
    }
    if (const auto text = reader.text("digest", Need::required, limits::foreign_id_bytes_max)) {
        const auto bytes = from_hex(*text);
        if (bytes && bytes->size() == decision.digest.size()) {
            std::ranges::copy(*bytes, decision.digest.begin());
        } else {
            reader.refuse("digest", "bad_value", "give the digest of what you have read");
        }
    }
    reader.finish();
    if (!errors.empty()) {
        return fail_fields(std::move(errors));
    }
    return decision;
}

struct Unit {
    Decision decision;
    Principal by;
    ApprovalId id;
    Instant now{};
    EventId event;

    Result<http::Response> operator()(Tx& tx) const {
        const auto asked = approvals::find(tx, by.tenant, id);
        const auto approver = users::find(tx, by.tenant, *by.user);
        if (!asked || !approver) {
            return fail(ErrorCode::not_found);
        }
        if (auto independent = check_independent(*approver, *asked, now); !independent) {
            return Failure{std::move(independent).error()};
        }
        const auto decided =
            approvals::decide(tx, by.tenant, id, *by.user, decision.approve, decision.digest, now);
        if (!decided) {
            return Failure{decided.error()};
        }
        const Json data{
            {"by", by.user->text()},
            {"act", decided->act},
            {"subject", decided->subject},
            {"decision", std::string{name(decided->state)}},
        };
        tell(tx, {by.tenant, id.text(), "approval.decided", data, now, event});
        return http::json_response(200, approval_view(*decided, now));
    }
};

platform::task<Result<http::Response>>
handle_post_approval_decision(Services& services, http::Request& request) {
    const auto body = http::read_json_body(request);
    if (!body) {
        co_return Failure{body.error()};
    }
    const auto decision = read_decision(*body);
    const auto id = ApprovalId::parse(request.parameter("id"));
    if (!decision || !id) {
        co_return decision ? fail(ErrorCode::not_found) : Failure{decision.error()};
    }
    const Instant now = services.clock.business();
    Unit unit{*decision, *request.principal, *id, now, EventId::make(now, services.entropy)};
    auto answer = co_await platform::write(
        services.store, reach_of(*request.principal), std::move(unit), request.deadline
    );
    if (answer) {
        services.wakeups.notify(journal_feed(request.principal->tenant));
    }
    co_return answer;
}

} // namespace

http::Route post_approval_decision(Services& services) {
    return {
        .method = http::Method::post,
        .pattern = "/v1/approvals/{id}/decision",
        .name = "post_approval_decision",
        .access = http::Access::person,
        .scope = Scope::admin,
        .handler = [&services](http::Request& request
                   ) { return handle_post_approval_decision(services, request); },
    };
}

} // namespace route9::gateway::endpoints
