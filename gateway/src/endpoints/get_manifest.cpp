// SPDX-License-Identifier: Apache-2.0
#include "adapters/carriers/manifest_workbook.hpp"
#include "gateway/acting_for.hpp"
#include "gateway/endpoints.hpp"
#include "gateway/http/etag.hpp"
#include "gateway/http/media_type.hpp"
#include "gateway/http/weighted_list.hpp"
#include "gateway/shipping/manifest_at_rest.hpp"
#include "gateway/shipping/served_manifest.hpp"
#include "platform/async_store.hpp"

#include <array>
#include <optional>
#include <utility>

namespace route9::gateway::endpoints {
namespace {

enum class Form : std::uint8_t { json, csv, pdf, workbook };

struct FormRow {
    Form form;
    std::string_view suffix;
    std::string_view type;
};

constexpr std::array<FormRow, 4> kForms{{
    {Form::json, ".json", http::json_type},
    {Form::csv, ".csv", "text/csv"},
    {Form::pdf, ".pdf", "application/pdf"},
    {Form::workbook, ".xlsx", http::workbook_type},
}};

struct Wanted {
    std::string_view id;
    Form form = Form::json;
};

/// By suffix, else what Accept wants most, JSON first. Error: not_acceptable.
Result<Wanted> wanted_form(const http::Request& request) {
    const std::string_view id = request.parameter("id");
    for (const FormRow& row : kForms) {
        if (id.ends_with(row.suffix)) {
            return Wanted{id.substr(0, id.size() - row.suffix.size()), row.form};
        }
    }
    const std::string_view accept = request.headers.find("Accept").value_or("*/*");
    const FormRow* best = nullptr;
    int best_quality = 0;
    for (const FormRow& row : kForms) {
        const int quality = http::accept_quality(accept, row.type);
        if (quality > best_quality) {
            best = &row;
            best_quality = quality;
        }
    }
    if (best != nullptr) {
        return Wanted{id, best->form};
    }
    return fail(
        ErrorCode::not_acceptable,
        std::string{"a manifest comes as application/json, text/csv, application/pdf, "} +
            http::workbook_type
    );
}

struct Found {
    std::string served;
    bool is_void = false;
    std::string successor{};
};

Result<Found> find(Tx& tx, const Principal& principal, std::string_view id_text, Keyring& keyring) {
    const auto id = ManifestId::parse(id_text);
    const auto manifest =
        id ? fulfillment::manifests::find(tx, principal.tenant, *id) : std::nullopt;
    const bool hidden =
        manifest && principal.role == Role::carrier && manifest->carrier != principal.party;
    if (!manifest || hidden) {
        return fail(ErrorCode::not_found);
    }
    auto served = open_document(tx, *manifest, keyring);
    if (!served) {
        return Failure{std::move(served).error()};
    }
    return Found{
        .served = std::move(*served),
        .is_void = manifest->state == fulfillment::ManifestState::void_,
        .successor = manifest->replaced_by ? manifest->replaced_by->text() : "",
    };
}

/// What was signed is served as it was signed: that it is void stands beside it.
void tell_void(http::Response& response, bool is_void, const std::string& successor) {
    if (!is_void) {
        return;
    }
    response.headers.emplace_back("Manifest-State", "void");
    if (!successor.empty()) {
        response.headers.emplace_back(
            "Link", "</v1/manifests/" + successor + R"(>; rel="successor-version")"
        );
    }
}

Result<std::string>
rendered(std::string served, Form form, const std::optional<adapters::VoidMark>& mark) {
    switch (form) {
    case Form::json:
        return served;
    case Form::csv:
        return adapters::manifest_csv(read_served_manifest(served), mark);
    case Form::pdf:
        return adapters::manifest_pdf(read_served_manifest(served), mark);
    case Form::workbook:
        return adapters::manifest_workbook(read_served_manifest(served), mark);
    }
    return fail(ErrorCode::not_acceptable);
}

platform::task<Result<http::Response>>
handle_get_manifest(Services& services, http::Request& request) {
    const auto wanted = wanted_form(request);
    if (!wanted) {
        co_return Failure{wanted.error()};
    }
    auto unit = [principal = *request.principal,
                 id = std::string{wanted->id},
                 &keyring = services.keyring](Tx& tx) { return find(tx, principal, id, keyring); };
    auto served = co_await platform::read(
        services.store, reach_of(*request.principal), std::move(unit), request.deadline
    );
    if (!served) {
        co_return Failure{std::move(served).error()};
    }
    const Form form = wanted->form;
    const auto mark =
        served->is_void ? std::optional{adapters::VoidMark{served->successor}} : std::nullopt;
    auto draw = [served = std::move(served->served), form, mark]() mutable {
        return rendered(std::move(served), form, mark);
    };
    auto body = co_await services.compute.run(std::move(draw), request.deadline);
    if (!body) {
        co_return Failure{std::move(body).error()};
    }
    const std::string etag = http::content_etag(*body);
    http::Response response = http::empty_response(304);
    if (!http::not_modified(request.headers, etag)) {
        response.status = 200;
        response.content_type = kForms[static_cast<std::size_t>(form)].type;
        response.body = std::move(*body);
    }
    response.headers.emplace_back("ETag", etag);
    response.headers.emplace_back("Vary", "Accept");
    tell_void(response, served->is_void, served->successor);
    co_return response;
}

} // namespace

http::Route get_manifest(Services& services) {
    return {
        .method = http::Method::get,
        .pattern = "/v1/manifests/{id}",
        .name = "get_manifest",
        .access = http::Access::key,
        .scope = Scope::manifests_read,
        .handler = [&services](http::Request& request
                   ) { return handle_get_manifest(services, request); },
        .compressible = true,
    };
}

} // namespace route9::gateway::endpoints
