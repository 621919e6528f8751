// SPDX-License-Identifier: Apache-2.0
#include "adapters/documents/label_zpl.hpp"
#include "gateway/document_endpoints.hpp"
#include "gateway/http/json_body.hpp"
#include "gateway/shipping/parcel_labels.hpp"
#include "gateway/views/printed.hpp"
#include "platform/async_store.hpp"

#include <algorithm>
#include <set>
#include <span>
#include <utility>

namespace route9::gateway::endpoints {
namespace {

using adapters::Label;
using adapters::LeftOut;
using adapters::PrinterDensity;

constexpr std::int64_t kDpiMax = 10'000; // beyond any printer
constexpr std::size_t kParcelsPerUnit = 50;

struct Wanted {
    std::vector<std::string> parcels;
    std::optional<PrinterDensity> density; // of ZPL; PDF without
};

struct Batch {
    std::vector<Label> labels;
    std::vector<LeftOut> left_out;
    std::set<std::string> codes;
    FieldErrors errors;
};

void read_names(ObjectReader& reader, FieldErrors& errors, std::vector<std::string>& names) {
    const Json* list = reader.array("parcels", Need::required, adapters::labels_max);
    if (list == nullptr) {
        return;
    }
    names.reserve(list->size());
    for (std::size_t i = 0; i < list->size(); ++i) {
        if ((*list)[i].is_string()) {
            names.push_back((*list)[i].get<std::string>());
        } else {
            errors.push_back(
                {pointer_step("/parcels", i), "wrong_type", "give a parcel's id or code"}
            );
        }
    }
    if (list->empty()) {
        reader.refuse("parcels", "empty", "name at least one parcel");
    }
}

Result<Wanted> read_wanted(const Json& body) {
    FieldErrors errors;
    ObjectReader reader{body, "", errors};
    Wanted wanted;
    read_names(reader, errors, wanted.parcels);
    const auto format = reader.text("format", Need::optional, 3).value_or("pdf");
    const auto dpi = reader.integer("dpi", Need::optional, 0, kDpiMax);
    if (format == "zpl") {
        wanted.density = adapters::parse_printer_density(std::to_string(dpi.value_or(203)));
        if (!wanted.density) {
            reader.refuse("dpi", "unknown_value", "give 203 or 300, as the printer has");
        }
    } else if (format != "pdf") {
        reader.refuse("format", "unknown_value", "give pdf or zpl");
    } else if (dpi) {
        reader.refuse("dpi", "not_allowed", "a PDF has no dots; say \"format\": \"zpl\"");
    }
    reader.finish();
    if (!errors.empty()) {
        return fail_fields(std::move(errors));
    }
    return wanted;
}

using Found = std::vector<std::optional<LabelFacts>>;

Result<Found>
find(Tx& tx, const Principal& principal, std::span<const std::string> names, const Vault& vault) {
    Found found;
    found.reserve(names.size());
    for (const std::string& name : names) {
        auto facts = read_label_facts(tx, principal, name, vault);
        found.push_back(facts ? std::optional{std::move(*facts)} : std::nullopt);
    }
    return found;
}

void take(
    const std::optional<LabelFacts>& facts,
    const std::string& pointer,
    const Services& services,
    Instant now,
    Batch& batch
) {
    if (!facts) {
        batch.errors.push_back({pointer, "unknown", "there is no such parcel"});
        return;
    }
    const std::string& code = facts->loaded.parcel.code;
    if (!batch.codes.insert(code).second) {
        batch.errors.push_back({pointer, "repeated", "name every parcel once"});
    } else if (const auto why = why_without_label(*facts)) {
        batch.left_out.push_back({code, *why});
    } else {
        std::ranges::move(labels_of(*facts, services, now), std::back_inserter(batch.labels));
    }
}

/// What cannot be printed at all. Errors: validation_failed, state_forbids.
Result<void> may_print(const Batch& batch, std::size_t most) {
    if (!batch.errors.empty()) {
        return fail_fields(batch.errors);
    }
    if (batch.labels.empty()) {
        return fail(
            ErrorCode::state_forbids,
            "every parcel named is cancelled or its recipient's data has been erased"
        );
    }
    if (batch.labels.size() > most) {
        return fail_field(
            "/parcels",
            "out_of_range",
            "these parcels have " + std::to_string(batch.labels.size()) +
                " pieces, each with a label; print at most " + std::to_string(most) +
                " in one job of this format"
        );
    }
    return {};
}

/// Reads the parcels in short units, so that nobody waits behind a thousand of them.
platform::task<Result<Batch>>
read_batch(Services& services, const http::Request& request, std::span<const std::string> names) {
    Batch batch;
    const Reach reach = Reach::of(request.principal->tenant); // as for one label
    for (std::size_t from = 0; from < names.size(); from += kParcelsPerUnit) {
        const auto some = names.subspan(from, std::min(kParcelsPerUnit, names.size() - from));
        auto unit = [principal = *request.principal,
                     wanted = std::vector<std::string>{some.begin(), some.end()},
                     &vault = services.vault](Tx& tx) {
            return find(tx, principal, wanted, vault);
        };
        const auto found =
            co_await platform::read(services.store, reach, std::move(unit), request.deadline);
        if (!found) {
            co_return Failure{found.error()};
        }
        const Instant now = services.clock.business();
        for (std::size_t i = 0; i < found->size(); ++i) {
            const auto pointer = pointer_step("/parcels", from + i);
            take((*found)[i], pointer, services, now, batch);
        }
    }
    co_return batch;
}

platform::task<Result<http::Response>>
handle_post_labels(Services& services, http::Request& request) {
    const auto body = http::read_json_body(request);
    if (!body) {
        co_return Failure{body.error()};
    }
    const auto wanted = read_wanted(*body);
    if (!wanted) {
        co_return Failure{wanted.error()};
    }
    auto batch = co_await read_batch(services, request, wanted->parcels);
    if (!batch) {
        co_return Failure{std::move(batch).error()};
    }
    const std::size_t most = wanted->density ? adapters::zpl_labels_max : adapters::labels_max;
    if (auto allowed = may_print(*batch, most); !allowed) {
        co_return Failure{std::move(allowed).error()};
    }
    const std::size_t left_out = batch->left_out.size();
    auto draw = [batch = std::move(*batch), density = wanted->density] {
        return density ? adapters::labels_as_zpl(batch.labels, *density, batch.left_out)
                       : adapters::render_labels(batch.labels, batch.left_out);
    };
    auto bytes = co_await services.compute.run(std::move(draw), request.deadline);
    if (!bytes) {
        co_return Failure{std::move(bytes).error()};
    }
    auto response = printed(wanted->density ? zpl_type : pdf_type, std::move(*bytes));
    response.headers.emplace_back("Route9-Left-Out", std::to_string(left_out));
    co_return response;
}

} // namespace

http::Route post_labels(Services& services) {
    return {
        .method = http::Method::post,
        .pattern = "/v1/labels",
        .name = "post_labels",
        .access = http::Access::key,
        .scope = Scope::shipments_read,
        .handler = [&services](http::Request& request
                   ) { return handle_post_labels(services, request); },
    };
}

} // namespace route9::gateway::endpoints
