// SPDX-License-Identifier: Apache-2.0
#include "core/people/password_policy.hpp"
#include "gateway/endpoints.hpp"
#include "gateway/people/form_body.hpp"
#include "gateway/people/page_flow.hpp"
#include "gateway/people/people.hpp"
#include "gateway/people/redeem_link.hpp"

#include <utility>

namespace route9::gateway::endpoints {
namespace {

/// The text for what went wrong with a link.
const char* word_of(const Error& error) {
    switch (error.code) {
    case ErrorCode::not_found:
        return "dead_link";
    case ErrorCode::validation_failed:
        return "bad_password";
    case ErrorCode::approval_required:
        return "approval_needed";
    default:
        return "busy";
    }
}

platform::task<Result<http::Response>>
handle_post_join(Services& services, http::Request& request) {
    const std::string language = page_language(request);
    const PageCatalogue& pages = services.people.pages;
    const auto form = read_form(request);
    if (!form) {
        co_return Failure{form.error()};
    }
    const std::string token = form_field(*form, "token");
    PageValues values{{"choose", "1"}, {"token", token}, {"query", "&token=" + token}};
    if (!services.people.origin.is_ours(request.headers)) {
        values["error"] = pages.text("foreign", language);
        co_return pages.show(403, "join", "join", language, std::move(values));
    }
    Redemption redemption{
        .token = token,
        .password = form_field(*form, "password").substr(0, password_bytes_max + 1),
        .deadline = request.deadline,
    };
    const auto user = co_await redeem_link(services, std::move(redemption));
    if (!user) {
        values["error"] = pages.text(word_of(user.error()), language);
        const int status = error_info(user.error().code).http_status;
        co_return pages.show(status, "join", "join", language, std::move(values));
    }
    co_return see_other("/sign-in?joined=1&lang=" + language + "&tenant=" + user->tenant.text());
}

} // namespace

http::Route post_join(Services& services) {
    return {
        .method = http::Method::post,
        .pattern = "/join",
        .name = "post_join",
        .access = http::Access::open,
        .scope = std::nullopt,
        .handler = [&services](http::Request& request
                   ) { return handle_post_join(services, request); },
    };
}

} // namespace route9::gateway::endpoints
