// SPDX-License-Identifier: Apache-2.0
// What a browser is told of its session, by the API and by the pages alike.
#pragma once

#include "gateway/http/request.hpp"
#include "gateway/http/response.hpp"
#include "gateway/people/session_start.hpp"

namespace route9::gateway {

SignInSource source_of(const Services& services, const http::Request& request);

/// {"user", "session", "csrf_token"} with the cookie. Reads the person's name.
platform::task<Result<http::Response>>
session_answer(Services& services, SignedIn signed_in, Tick deadline);

/// The problem with its Retry-After.
http::Response refusal_answer(const SignInRefusal& refusal, const http::Request& request);

/// Error: cross_site for a request that says it comes from another site.
Result<void> refuse_foreign(const Services& services, const http::Request& request);

} // namespace route9::gateway
