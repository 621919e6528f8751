// SPDX-License-Identifier: Apache-2.0
#include "gateway/carriers/carrier_door.hpp"

#include "gateway/http/public_origin.hpp"
#include "gateway/people/page_flow.hpp"
#include "gateway/people/people.hpp"

#include <fmt/format.h>

#include <charconv>
#include <utility>

namespace route9::gateway {

platform::task<Result<std::variant<CarrierVisit, http::Response>>>
carrier_door(Services& services, const http::Request& request) {
    std::string language = page_language(request);
    std::string token{services.people.origin.session_of(request.headers)};
    const auto live = co_await services.people.sessions.find(token, request.deadline);
    if (!live) {
        co_return Failure{live.error()};
    }
    if (!*live) {
        co_return see_other("/sign-in?lang=" + language);
    }
    Principal principal = principal_of((*live)->user, (*live)->session.id);
    if (principal.role != Role::carrier) {
        co_return carrier_refusal(services, 403, "carrier_only", language);
    }
    co_return CarrierVisit{std::move(principal), std::move(token), std::move(language)};
}

http::Response carrier_refusal(
    const Services& services, int status, std::string_view word, const std::string& language
) {
    const PageCatalogue& pages = services.people.pages;
    return pages.show(
        status,
        "carrier_refused",
        "carrier_title",
        language,
        {{"error", pages.text(word, language)}}
    );
}

std::function<Result<http::Response>(const http::Request&)>
carrier_too_large(const Services& services, std::string_view word) {
    return [&services, word](const http::Request& request) -> Result<http::Response> {
        return carrier_refusal(services, 413, word, page_language(request));
    };
}

PageValues page_values(const CarrierVisit& visit) {
    return {
        {"choose", "1"},
        {"party", visit.principal.party.text()},
        {"csrf", http::csrf_token(visit.token)},
    };
}

std::string time_text(Instant at) {
    const std::string time = format_corridor(at);
    return fmt::format(
        "{}/{}/{} {}", time.substr(8, 2), time.substr(5, 2), time.substr(0, 4), time.substr(11, 5)
    );
}

std::size_t page_number(std::string_view text) noexcept {
    std::size_t page = 0;
    std::from_chars(text.data(), text.data() + text.size(), page);
    return page == 0 ? 1 : page;
}

} // namespace route9::gateway
