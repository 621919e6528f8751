// SPDX-License-Identifier: Apache-2.0
// Who may come to the pages for carriers: a carrier's person who has signed in. Others are led to
// the sign-in page or told that the page is not theirs. What its forms prove: carrier_form.hpp.
#pragma once

#include "core/principal.hpp"
#include "gateway/http/request.hpp"
#include "gateway/http/response.hpp"
#include "gateway/people/pages.hpp"
#include "gateway/services.hpp"
#include "platform/net.hpp"

#include <cstddef>
#include <functional>
#include <string>
#include <string_view>
#include <variant>

namespace route9::gateway {

struct CarrierVisit {
    Principal principal;
    std::string token; // of the session
    std::string language;
};

/// The visit, or what to answer in its place. Errors: those of the store.
platform::task<Result<std::variant<CarrierVisit, http::Response>>>
carrier_door(Services& services, const http::Request& request);

/// A page that only says why there is none, in the visitor's language; `word` is the reason's text.
http::Response carrier_refusal(
    const Services& services, int status, std::string_view word, const std::string& language
);

/// Of a form that is larger than it may be, whoever has sent it: such a page that says so.
std::function<Result<http::Response>(const http::Request&)>
carrier_too_large(const Services& services, std::string_view word);

/// What every page of a visit shows: language links, its name, the form's token.
PageValues page_values(const CarrierVisit& visit);

/// "10/03/2026 11:00", corridor time.
std::string time_text(Instant at);

/// From 1; 1 for what is no number.
std::size_t page_number(std::string_view text) noexcept;

} // namespace route9::gateway
