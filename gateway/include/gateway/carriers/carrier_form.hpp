// SPDX-License-Identifier: Apache-2.0
// A form that one of the carriers' pages has sent: the door, the reading of the form and its proof
// that it comes from our own page, in this order and once for all endpoints that take one.
#pragma once

#include "gateway/carriers/carrier_door.hpp"
#include "gateway/http/multipart.hpp"

#include <variant>
#include <vector>

namespace route9::gateway {

template <class Form>
struct CarrierForm {
    CarrierVisit visit;
    Form form;
};
using CarrierFields = CarrierForm<http::Query>;
using CarrierUpload = CarrierForm<std::vector<http::FormPart>>; // refers to the request's body

/// The form, or what to answer in its place. Errors: those of the store and of reading a form.
platform::task<Result<std::variant<CarrierFields, http::Response>>>
carrier_fields(Services& services, const http::Request& request);
/// The same of a form with a file in it.
platform::task<Result<std::variant<CarrierUpload, http::Response>>>
carrier_upload(Services& services, const http::Request& request);

} // namespace route9::gateway
