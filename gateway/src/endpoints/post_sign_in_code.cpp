// SPDX-License-Identifier: Apache-2.0
#include "core/limits.hpp"
#include "core/people/recovery_code.hpp"
#include "gateway/endpoints.hpp"
#include "gateway/people/form_body.hpp"
#include "gateway/people/page_flow.hpp"
#include "gateway/people/people.hpp"
#include "gateway/people/session_answer.hpp"
#include "gateway/people/sign_in.hpp"

#include <utility>

namespace route9::gateway::endpoints {
namespace {

platform::task<Result<http::Response>>
handle_post_sign_in_code(Services& services, http::Request& request) {
    const std::string language = page_language(request);
    const PageCatalogue& pages = services.people.pages;
    const auto form = read_form(request);
    if (!form) {
        co_return Failure{form.error()};
    }
    PageValues values;
    values["ticket"] = form_field(*form, "ticket");
    if (!services.people.origin.is_ours(request.headers)) {
        values["error"] = pages.text("foreign", language);
        co_return pages.show(403, "code", "sign_in", language, std::move(values));
    }
    CodeSignIn attempt{
        .ticket = values["ticket"],
        .code = form_field(*form, "code").substr(0, recovery_code_bytes_max),
        .source = source_of(services, request),
    };
    const auto signed_in = co_await sign_in_by_code(services, std::move(attempt));
    if (!signed_in) {
        co_return refused_page(
            pages, {"code", "sign_in", "wrong_code"}, signed_in.error(), language, std::move(values)
        );
    }
    co_return to_account(services.people.origin, signed_in->session.token, language);
}

} // namespace

http::Route post_sign_in_code(Services& services) {
    return {
        .method = http::Method::post,
        .pattern = "/sign-in/code",
        .name = "post_sign_in_code",
        .access = http::Access::open,
        .scope = std::nullopt,
        .handler = [&services](http::Request& request
                   ) { return handle_post_sign_in_code(services, request); },
    };
}

} // namespace route9::gateway::endpoints
