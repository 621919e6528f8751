// SPDX-License-Identifier: Apache-2.0
// Where the pages lead: on to the next one, or the same again with what was wrong.
#pragma once

#include "gateway/http/public_origin.hpp"
#include "gateway/people/pages.hpp"
#include "gateway/people/session_start.hpp"

#include <string>

namespace route9::gateway {

http::Response see_other(const std::string& path);

/// Signed in: the cookie, and the page that says so.
http::Response
to_account(const http::PublicOrigin& origin, const std::string& token, const std::string& language);

struct PageNames {
    const char* page;
    const char* title;
    const char* wrong; // the text for a proof that is not good
};

http::Response refused_page(
    const PageCatalogue& pages,
    const PageNames& names,
    const SignInRefusal& refusal,
    const std::string& language,
    PageValues values
);

} // namespace route9::gateway
