// SPDX-License-Identifier: Apache-2.0
#include "gateway/carriers/carrier_answers.hpp"

#include "gateway/people/page_flow.hpp"
#include "gateway/people/people.hpp"
#include "gateway/shipping/speak_for.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <utility>

namespace route9::gateway {
namespace {

constexpr std::array<std::string_view, 15> kKnownCodes{
    "required",
    "unknown_value",
    "rounded",
    "ambiguous",
    "formula",
    "date",
    "future",
    "repeated",
    "wrong_width",
    "not_on_manifest",
    "not_found",
    "alert",
    "repeat",
    "hidden",
    "cell",
};

std::string_view word_of(const Error& error) {
    switch (error.code) {
    case ErrorCode::validation_failed:
        return "carrier_not_taken";
    case ErrorCode::conflict:
        return "carrier_conflict";
    case ErrorCode::sealed:
        return "carrier_void";
    default:
        return error_info(error.code).http_status >= 500 ? "busy" : "carrier_refused";
    }
}

/// "/lines/3/parcel" → the parcel of that line.
std::string parcel_of(const Json& lines, std::string_view pointer) {
    constexpr std::string_view kLines = "/lines/";
    if (!pointer.starts_with(kLines)) {
        return {};
    }
    pointer.remove_prefix(kLines.size());
    std::size_t index = lines.size();
    std::from_chars(pointer.data(), pointer.data() + pointer.size(), index);
    return index < lines.size() ? lines[index].value("parcel", "") : std::string{};
}

platform::task<Result<http::Response>> end_of_form(
    Services& services,
    const CarrierVisit& visit,
    ManifestPage page,
    const Json& lines,
    const Result<Json>& answer,
    std::string_view done,
    Tick deadline
) {
    if (answer) {
        co_return see_other(fmt::format(
            "/carrier/manifests/{}?lang={}&page={}&done={}",
            page.id.text(),
            visit.language,
            page.number,
            done
        ));
    }
    const Error& error = answer.error();
    if (error.code == ErrorCode::not_found) {
        co_return Failure{error};
    }
    const PageCatalogue& pages = services.people.pages;
    page.status = error_info(error.code).http_status;
    page.error = pages.text(word_of(error), visit.language);
    for (const FieldError& field : error.fields) {
        page.problems.push_back(
            {{"where", parcel_of(lines, field.pointer)},
             {"what", problem_text(pages, field.code, visit.language)}}
        );
    }
    co_return co_await show_manifest(services, visit, std::move(page), deadline);
}

} // namespace

const std::string&
problem_text(const PageCatalogue& pages, std::string_view code, std::string_view language) {
    const bool is_known = std::ranges::find(kKnownCodes, code) != kKnownCodes.end();
    return pages.text("carrier_bad_" + std::string{is_known ? code : "cell"}, language);
}

PageValues
sheet_problem(const PageCatalogue& pages, const FieldError& error, std::string_view language) {
    std::string where;
    if (error.pointer.size() > 1) {
        where = fmt::format("{} {}", pages.text("carrier_row", language), error.pointer.substr(1));
        std::ranges::replace(where, '/', ' ');
    }
    return {{"where", std::move(where)}, {"what", problem_text(pages, error.code, language)}};
}

platform::task<Result<http::Response>> acknowledge_on_page(
    Services& services, const CarrierVisit& visit, ManifestPage page, Json lines, Tick deadline
) {
    if (lines.empty()) {
        co_return co_await wrong_on_page(
            services, visit, std::move(page), "carrier_nothing", deadline
        );
    }
    auto given = read_acknowledgement(Json{{"lines", lines}});
    Result<Json> answer = given ? Result<Json>{Json{}} : Failure{given.error()};
    if (given) {
        answer = co_await acknowledge_for(
            services, visit.principal, page.id, std::move(*given), deadline
        );
    }
    co_return co_await end_of_form(
        services, visit, std::move(page), lines, answer, "kept", deadline
    );
}

platform::task<Result<http::Response>> settle_on_page(
    Services& services, const CarrierVisit& visit, ManifestPage page, Json lines, Tick deadline
) {
    if (lines.empty()) {
        co_return co_await wrong_on_page(
            services, visit, std::move(page), "carrier_nothing", deadline
        );
    }
    auto given = read_settlement(Json{{"lines", lines}});
    Result<Json> answer = given ? Result<Json>{Json{}} : Failure{given.error()};
    if (given) {
        answer =
            co_await settle_for(services, visit.principal, page.id, std::move(*given), deadline);
    }
    co_return co_await end_of_form(
        services, visit, std::move(page), lines, answer, "settled", deadline
    );
}

platform::task<Result<http::Response>> wrong_on_page(
    Services& services,
    const CarrierVisit& visit,
    ManifestPage page,
    std::string_view word,
    Tick deadline
) {
    page.status = 422;
    page.error = services.people.pages.text(word, visit.language);
    co_return co_await show_manifest(services, visit, std::move(page), deadline);
}

} // namespace route9::gateway
