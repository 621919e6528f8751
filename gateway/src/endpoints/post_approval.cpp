// SPDX-License-Identifier: Apache-2.0
#include "core/limits.hpp"
#include "gateway/endpoints.hpp"
#include "gateway/execute_once.hpp"
#include "gateway/http/json_body.hpp"
#include "gateway/people/four_eyes.hpp"
#include "gateway/people/user_events.hpp"
#include "gateway/views/user_view.hpp"

#include <utility>

namespace route9::gateway::endpoints {
namespace {

constexpr std::string_view kName = "post_approval";

struct Wanted {
    std::string act;
    std::string subject;
    Json change = Json::object();
};

Result<Wanted> read_wanted(const Json& body) {
    FieldErrors errors;
    ObjectReader reader{body, "", errors};
    Wanted wanted;
    wanted.act = reader.text("act", Need::required, limits::foreign_id_bytes_max).value_or("");
    wanted.subject =
        reader.text("subject", Need::required, limits::foreign_id_bytes_max).value_or("");
    if (const Json* change = reader.object("change", Need::optional)) {
        wanted.change = *change;
    }
    reader.finish();
    if (!errors.empty()) {
        return fail_fields(std::move(errors));
    }
    return wanted;
}

struct Unit {
    Wanted wanted;
    Principal by;
    Instant now{};
    ApprovalId id;
    EventId event;

    Result<http::Response> operator()(Tx& tx) const {
        const auto act = read_act(tx, by.tenant, wanted.act, wanted.subject, wanted.change);
        if (!act) {
            return Failure{act.error()};
        }
        const Approval approval{
            .tenant = by.tenant,
            .id = id,
            .act = act->act,
            .subject = act->subject,
            .change = print_json(wanted.change),
            .digest = act->digest,
            .state = ApprovalState::asked,
            .asked_by = *by.user,
            .asked_at = now,
            .expires_at = now + limits::approval_age_max,
            .decided_by = {},
            .decided_at = {},
        };
        if (auto asked = approvals::ask(tx, approval); !asked) {
            return Failure{std::move(asked).error()};
        }
        const Json data{
            {"by", by.user->text()}, {"act", approval.act}, {"subject", approval.subject}
        };
        tell(tx, {by.tenant, id.text(), "approval.asked", data, now, event});
        http::Response response = http::json_response(201, approval_view(approval, now));
        response.headers.emplace_back("Location", "/v1/approvals/" + id.text());
        return response;
    }
};

platform::task<Result<http::Response>>
handle_post_approval(Services& services, http::Request& request) {
    const auto body = http::read_json_body(request);
    if (!body) {
        co_return Failure{body.error()};
    }
    auto wanted = read_wanted(*body);
    if (!wanted) {
        co_return Failure{std::move(wanted).error()};
    }
    const Instant now = services.clock.business();
    Unit unit{
        std::move(*wanted),
        *request.principal,
        now,
        ApprovalId::make(now, services.entropy),
        EventId::make(now, services.entropy),
    };
    auto answer = co_await execute_once(services, request, kName, std::move(unit));
    if (answer) {
        services.wakeups.notify(journal_feed(request.principal->tenant));
    }
    co_return answer;
}

} // namespace

http::Route post_approval(Services& services) {
    return {
        .method = http::Method::post,
        .pattern = "/v1/approvals",
        .name = "post_approval",
        .access = http::Access::person,
        .scope = Scope::admin,
        .handler = [&services](http::Request& request
                   ) { return handle_post_approval(services, request); },
    };
}

} // namespace route9::gateway::endpoints
