// SPDX-License-Identifier: Apache-2.0
#include "core/people/password_policy.hpp"
#include "core/text.hpp"
#include "gateway/endpoints.hpp"
#include "gateway/people/form_body.hpp"
#include "gateway/people/page_flow.hpp"
#include "gateway/people/people.hpp"
#include "gateway/people/person_details.hpp"
#include "gateway/people/session_answer.hpp"
#include "gateway/people/sign_in.hpp"

#include <algorithm>
#include <utility>
#include <variant>

namespace route9::gateway::endpoints {
namespace {

platform::task<Result<http::Response>>
handle_post_sign_in(Services& services, http::Request& request) {
    const std::string language = page_language(request);
    const PageCatalogue& pages = services.people.pages;
    const auto form = read_form(request);
    if (!form) {
        co_return Failure{form.error()};
    }
    PageValues values{{"choose", "1"}};
    values["tenant"] = form_field(*form, "tenant");
    values["email"] = form_field(*form, "email");
    if (!services.people.origin.is_ours(request.headers)) {
        values["error"] = pages.text("foreign", language);
        co_return pages.show(403, "sign_in", "sign_in", language, std::move(values));
    }
    std::string password = form_field(*form, "password");
    password.resize(std::min(password.size(), password_bytes_max));
    PasswordSignIn attempt{
        .tenant = TenantId{values["tenant"]},
        .email = read_email(values["email"]).value_or(""),
        .password = normalised_password(password),
        .source = source_of(services, request),
    };
    auto outcome = co_await sign_in_by_password(services, std::move(attempt));
    if (!outcome) {
        co_return refused_page(
            pages, {"sign_in", "sign_in", "wrong"}, outcome.error(), language, std::move(values)
        );
    }
    if (const auto* wanted = std::get_if<CodeWanted>(&*outcome)) {
        co_return pages.show(200, "code", "sign_in", language, {{"ticket", wanted->ticket}});
    }
    const auto& signed_in = std::get<SignedIn>(*outcome);
    co_return to_account(services.people.origin, signed_in.session.token, language);
}

} // namespace

http::Route post_sign_in(Services& services) {
    return {
        .method = http::Method::post,
        .pattern = "/sign-in",
        .name = "post_sign_in",
        .access = http::Access::open,
        .scope = std::nullopt,
        .handler = [&services](http::Request& request
                   ) { return handle_post_sign_in(services, request); },
    };
}

} // namespace route9::gateway::endpoints
