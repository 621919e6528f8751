// SPDX-License-Identifier: Apache-2.0
#include "gateway/acting_for.hpp"
#include "gateway/carriers/carrier_answers.hpp"
#include "gateway/carriers/carrier_form.hpp"
#include "gateway/endpoints.hpp"
#include "gateway/people/form_body.hpp"
#include "gateway/people/people.hpp"
#include "gateway/shipping/acknowledge_manifest.hpp"
#include "gateway/shipping/served_manifest.hpp"
#include "platform/async_store.hpp"

#include <charconv>
#include <ranges>
#include <utility>

namespace route9::gateway::endpoints {
namespace {

using adapters::ManifestDocument;

/// Of a longer manifest as many as one answer takes; the button stays for the rest.
Json received(const std::vector<std::string>& codes) {
    Json lines = Json::array();
    for (const std::string& code : codes | std::views::take(acknowledged_lines_max)) {
        lines.push_back({{"parcel", code}, {"result", "received"}});
    }
    return lines;
}

std::string_view result_named(std::string_view value) {
    if (value == "r") {
        return "received";
    }
    if (value == "s") {
        return "short";
    }
    return value == "d" ? "damaged" : "";
}

void add(Json& lines, std::string_view parcel, std::string_view result, const std::string& note) {
    Json line{{"parcel", parcel}, {"result", result}};
    if (!note.empty() && result != "received") {
        line["note"] = note;
    }
    lines.push_back(std::move(line));
}

/// The radio buttons are called by the number of their line, which never moves: what is sealed
/// stays in its order.
Json chosen(const http::Query& form, const ManifestDocument& document) {
    Json lines = Json::array();
    const std::string note = form_field(form, "note");
    for (const auto& [name, value] : form.pairs()) {
        std::size_t number = 0;
        const auto read = std::from_chars(name.data(), name.data() + name.size(), number);
        const bool is_line = read.ec == std::errc{} && read.ptr == name.data() + name.size() &&
                             number > 0 && number <= document.lines.size();
        if (is_line && !result_named(value).empty()) {
            add(lines, document.lines[number - 1].parcel, result_named(value), note);
        }
    }
    std::string_view over = form.find("over").value_or("");
    constexpr std::string_view kBetween = " ,;\t";
    while (!over.empty()) {
        over.remove_prefix(std::min(over.find_first_not_of(kBetween), over.size()));
        const std::string_view code = over.substr(0, over.find_first_of(kBetween));
        over.remove_prefix(code.size());
        if (!code.empty()) {
            add(lines, code, "over", note);
        }
    }
    return lines;
}

/// Each line "s:06E2M8…" that is ticked is what "word" says: "short:warehouse".
Json settled(const http::Query& form) {
    constexpr std::string_view kPrefix = "s:";
    const std::string_view word = form.find("word").value_or("");
    const auto colon = word.find(':');
    Json lines = Json::array();
    for (const auto& [name, value] : form.pairs()) {
        if (!name.starts_with(kPrefix)) {
            continue;
        }
        Json line{{"parcel", name.substr(kPrefix.size())}, {"result", word.substr(0, colon)}};
        if (colon != word.npos) {
            line["liable"] = word.substr(colon + 1);
        }
        lines.push_back(std::move(line));
    }
    return lines;
}

Result<Json> lines_of(
    Tx& tx,
    const Principal& carrier,
    const ManifestId& id,
    Keyring& keyring,
    const http::Query& form
) {
    const auto manifest = open_carrier_manifest(tx, carrier, id, keyring);
    if (!manifest) {
        return Failure{manifest.error()};
    }
    const ManifestDocument document = read_served_manifest(manifest->served);
    return form.find("act") == "accept" ? received(open_lines(manifest->book, document))
                                        : chosen(form, document);
}

platform::task<Result<http::Response>>
say(Services& services,
    const CarrierVisit& visit,
    const http::Query& form,
    ManifestPage page,
    Tick deadline) {
    if (form.find("act") == "settle") {
        co_return co_await settle_on_page(
            services, visit, std::move(page), settled(form), deadline
        );
    }
    auto look = [carrier = visit.principal, id = page.id, form, &keyring = services.keyring](Tx& tx
                ) { return lines_of(tx, carrier, id, keyring, form); };
    auto lines = co_await platform::read(
        services.store, reach_of(visit.principal), std::move(look), deadline
    );
    if (!lines) {
        co_return Failure{std::move(lines).error()};
    }
    co_return co_await acknowledge_on_page(
        services, visit, std::move(page), std::move(*lines), deadline
    );
}

platform::task<Result<http::Response>>
handle_post_carrier_manifest(Services& services, http::Request& request) {
    auto sent = co_await carrier_fields(services, request);
    if (!sent) {
        co_return Failure{std::move(sent).error()};
    }
    if (auto* elsewhere = std::get_if<http::Response>(&*sent)) {
        co_return std::move(*elsewhere);
    }
    const auto& [visit, form] = std::get<CarrierFields>(*sent);
    const auto id = ManifestId::parse(request.parameter("id"));
    if (!id) {
        co_return carrier_refusal(services, 404, "carrier_unknown", visit.language);
    }
    ManifestPage page{
        .id = *id, .number = page_number(request.target.query.find("page").value_or(""))
    };
    auto said = co_await say(services, visit, form, std::move(page), request.deadline);
    if (!said && said.error().code == ErrorCode::not_found) {
        co_return carrier_refusal(services, 404, "carrier_unknown", visit.language);
    }
    co_return said;
}

} // namespace

http::Route post_carrier_manifest(Services& services) {
    return {
        .method = http::Method::post,
        .pattern = "/carrier/manifests/{id}",
        .name = "post_carrier_manifest",
        .access = http::Access::open,
        .scope = std::nullopt,
        .handler = [&services](http::Request& request
                   ) { return handle_post_carrier_manifest(services, request); },
        .body_bytes_max = form_bytes_max,
        .too_large = carrier_too_large(services, "carrier_form_large"),
    };
}

} // namespace route9::gateway::endpoints
