// SPDX-License-Identifier: Apache-2.0
#include "gateway/views/journey_view.hpp"

#include <array>
#include <utility>

namespace route9::gateway {
namespace {

using namespace fulfillment;

constexpr std::array<std::string_view, 3> kLanguages{"vi", "lo", "en"};

PageValues step_values(const ShownStep& step, const ShownJourney& shown) {
    PageValues values{
        {"state", std::string{name(step.state)}},
        {"state_text", shown.texts.state(step.state, shown.language)},
        {"name", shown.texts.step(step.step, shown.language)},
        {"now", step.state == StepState::now ? "1" : ""},
    };
    if (!step.place.empty()) {
        values["place"] = shown.texts.place(step.place, shown.language);
    }
    if (step.at) {
        values["at"] = shown.texts.time(*step.at, shown.language);
        values["utc"] = format_utc(*step.at);
    }
    return values;
}

Json step_view(const ShownStep& step, const ShownJourney& shown) {
    Json json{
        {"step", std::string{name(step.step)}},
        {"state", std::string{name(step.state)}},
        {"text", shown.texts.step(step.step, shown.language)},
    };
    if (step.at) {
        json["at"] = format_utc(*step.at);
    }
    if (!step.place.empty()) {
        json["place"] = {
            {"id", step.place}, {"name", shown.texts.place(step.place, shown.language)}
        };
    }
    return json;
}

Json delay_view(const Delay& delay, const ShownJourney& shown) {
    Json json{
        {"cause", std::string{name(delay.cause)}},
        {"text", shown.texts.delay(delay, shown.language)},
    };
    if (delay.since) {
        json["since"] = format_utc(*delay.since);
    }
    if (delay.until) {
        json["until"] = format_utc(*delay.until);
    }
    return json;
}

Json expected_view(const Expected& expected, const ShownJourney& shown) {
    Json json{{"text", shown.texts.expected(expected, shown.language)}};
    if (expected.from && expected.to) {
        json["from"] = format_day(*expected.from);
        json["to"] = format_day(*expected.to);
    }
    return json;
}

std::string passport_path(const PublicParcel& parcel) {
    return "/t/" + parcel.code + "/passport";
}

} // namespace

std::string_view code_of(Language language) noexcept {
    return kLanguages[static_cast<std::size_t>(language)];
}

http::Response journey_page(const PageCatalogue& pages, const ShownJourney& shown) {
    const Journey& journey = shown.journey;
    PageValues values{
        {"choose", "1"},
        {"code", shown.parcel.code},
        {"headline", shown.texts.headline(journey, shown.language)},
        {"carrier", shown.parcel.carrier},
        {"passport", shown.parcel.in_log ? passport_path(shown.parcel) : ""},
    };
    if (journey.expected) {
        const char* kind = journey.expected->from ? "expected" : "unexpected";
        values[kind] = shown.texts.expected(*journey.expected, shown.language);
    }
    if (journey.delay) {
        values["delay"] = shown.texts.delay(*journey.delay, shown.language);
    }
    PageLists lists;
    for (const ShownStep& step : journey.steps) {
        lists["steps"].push_back(step_values(step, shown));
    }
    return pages.show(
        200, "tracking", "track_title", code_of(shown.language), std::move(values), lists
    );
}

http::Response no_journey_page(const PageCatalogue& pages, std::string_view language) {
    return pages.show(404, "tracking_unknown", "track_unknown", language, {{"choose", "1"}});
}

Json journey_view(const ShownJourney& shown) {
    const Journey& journey = shown.journey;
    const bool as_status = journey.situation == Situation::as_status;
    Json steps = Json::array();
    for (const ShownStep& step : journey.steps) {
        steps.push_back(step_view(step, shown));
    }
    Json json{
        {"tracking", shown.parcel.code},
        {"language", std::string{code_of(shown.language)}},
        {"languages", kLanguages},
        {"status", std::string{name(journey.status)}},
        {"headline",
         {{"id", std::string{as_status ? name(journey.status) : name(journey.situation)}},
          {"text", shown.texts.headline(journey, shown.language)}}},
        {"steps", std::move(steps)},
    };
    if (journey.expected) {
        json["expected"] = expected_view(*journey.expected, shown);
    }
    if (journey.delay) {
        json["delay"] = delay_view(*journey.delay, shown);
    }
    if (!shown.parcel.carrier.empty()) {
        json["carrier"] = shown.parcel.carrier;
    }
    if (shown.parcel.in_log) {
        json["passport"] = passport_path(shown.parcel);
    }
    return json;
}

} // namespace route9::gateway
