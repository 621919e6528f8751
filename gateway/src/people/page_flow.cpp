// SPDX-License-Identifier: Apache-2.0
#include "gateway/people/page_flow.hpp"

#include <utility>

namespace route9::gateway {

http::Response see_other(const std::string& path) {
    http::Response response = http::empty_response(303);
    response.headers.emplace_back("Location", path);
    response.headers.emplace_back("Cache-Control", "no-store");
    return response;
}

http::Response to_account(
    const http::PublicOrigin& origin, const std::string& token, const std::string& language
) {
    http::Response response = see_other("/account?lang=" + language);
    response.headers.emplace_back("Set-Cookie", origin.set_cookie(token));
    return response;
}

http::Response refused_page(
    const PageCatalogue& pages,
    const PageNames& names,
    const SignInRefusal& refusal,
    const std::string& language,
    PageValues values
) {
    const ErrorInfo& info = error_info(refusal.error.code);
    const char* word = "busy";
    if (refusal.error.code == ErrorCode::unauthenticated) {
        word = names.wrong;
    } else if (refusal.error.code == ErrorCode::rate_limited) {
        word = "wait";
    }
    values["error"] = pages.text(word, language);
    http::Response response =
        pages.show(info.http_status, names.page, names.title, language, std::move(values));
    if (info.http_status == 429 || info.http_status == 503) {
        response.headers.emplace_back("Retry-After", std::to_string(refusal.retry_after.count()));
    }
    return response;
}

} // namespace route9::gateway
