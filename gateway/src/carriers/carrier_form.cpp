// SPDX-License-Identifier: Apache-2.0
#include "gateway/carriers/carrier_form.hpp"

#include "gateway/people/form_body.hpp"
#include "gateway/people/people.hpp"

#include <utility>

namespace route9::gateway {
namespace {

/// False: somebody else's page has sent the form.
bool is_ours(
    const Services& services,
    const http::Request& request,
    const CarrierVisit& visit,
    std::string_view csrf_token
) {
    return services.people.origin.is_ours(request.headers) &&
           http::is_csrf_token(csrf_token, visit.token);
}

std::string_view token_of(const http::Query& form) {
    return form.find("csrf_token").value_or("");
}

std::string_view token_of(const std::vector<http::FormPart>& form) {
    return http::part_named(form, "csrf_token");
}

template <class Form>
platform::task<Result<std::variant<CarrierForm<Form>, http::Response>>> enter(
    Services& services, const http::Request& request, Result<Form> (*read)(const http::Request&)
) {
    auto door = co_await carrier_door(services, request);
    if (!door) {
        co_return Failure{std::move(door).error()};
    }
    if (auto* elsewhere = std::get_if<http::Response>(&*door)) {
        co_return std::move(*elsewhere);
    }
    auto& visit = std::get<CarrierVisit>(*door);
    auto form = read(request);
    if (!form) {
        co_return Failure{std::move(form).error()};
    }
    if (!is_ours(services, request, visit, token_of(*form))) {
        co_return carrier_refusal(services, 403, "foreign", visit.language);
    }
    co_return CarrierForm<Form>{std::move(visit), std::move(*form)};
}

} // namespace

platform::task<Result<std::variant<CarrierFields, http::Response>>>
carrier_fields(Services& services, const http::Request& request) {
    co_return co_await enter<http::Query>(services, request, read_form);
}

platform::task<Result<std::variant<CarrierUpload, http::Response>>>
carrier_upload(Services& services, const http::Request& request) {
    co_return co_await enter<std::vector<http::FormPart>>(services, request, http::read_multipart);
}

} // namespace route9::gateway
