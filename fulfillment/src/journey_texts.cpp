// SPDX-License-Identifier: Apache-2.0
#include "fulfillment/journey_texts.hpp"

#include "core/assert.hpp"
#include "core/json.hpp"
#include "core/limits.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>
#include <vector>

namespace route9::fulfillment {
namespace {

constexpr std::array<std::string_view, 3> kLanguages{"vi", "lo", "en"};
constexpr std::string_view kPlace = "place.";
constexpr unsigned kMonths = 12;

template <class Enum>
void append_names(std::string_view prefix, Enum first, Enum last, std::vector<std::string>& ids) {
    for (int i = static_cast<int>(first); i <= static_cast<int>(last); ++i) {
        ids.push_back(std::string{prefix} + std::string{name(static_cast<Enum>(i))});
    }
}

std::vector<std::string> all_ids() {
    std::vector<std::string> ids{"days", "days_open", "since", "until"};
    append_names("status.", TrackingStatus::created, TrackingStatus::unknown, ids);
    append_names("step.", JourneyStep::packed, JourneyStep::delivered, ids);
    append_names("state.", StepState::done, StepState::skipped, ids);
    append_names("situation.", Situation::gate_closed, Situation::road_closed, ids);
    append_names("delay.", DelayCause::gate_closed, DelayCause::late, ids);
    for (unsigned month = 1; month <= kMonths; ++month) {
        ids.push_back(fmt::format("month.{}", month));
    }
    return ids;
}

void replace(std::string& text, std::string_view mark, std::string_view value) {
    if (const auto at = text.find(mark); at != text.npos) {
        text.replace(at, mark.size(), value);
    }
}

std::array<std::string, 3>
read_row(const Json& row, const std::string& pointer, FieldErrors& errors) {
    ObjectReader reader{row, pointer, errors};
    std::array<std::string, 3> texts;
    for (std::size_t i = 0; i < kLanguages.size(); ++i) {
        texts[i] = reader.text(kLanguages[i], Need::required, limits::text_bytes_max)
                       .value_or(std::string{});
    }
    reader.finish();
    return texts;
}

/// As each reader writes them: a country's own script for its people, Latin letters for the others.
std::array<std::string, 3> names_of(const Hub& hub) {
    const bool is_lao = hub.country == "LA";
    return {
        is_lao ? hub.name_en : hub.name_local, is_lao ? hub.name_local : hub.name_en, hub.name_en
    };
}

/// A gate is known by the name of the reader's own side.
std::array<std::string, 3> names_of(const CorridorGate& gate) {
    const std::string& lao = gate.laos.name_local;
    return {gate.viet_nam.name_local, lao.empty() ? gate.laos.name_en : lao, gate.viet_nam.name_en};
}

} // namespace

Result<JourneyTexts> JourneyTexts::load(std::string_view json, const Corridor& corridor) {
    const auto parsed = parse_json(json);
    if (!parsed) {
        return Failure{parsed.error()};
    }
    JourneyTexts catalogue;
    for (const Hub& hub : corridor.hubs) {
        catalogue.places_[hub.id] = names_of(hub);
    }
    for (const CorridorGate& gate : corridor.gates) {
        catalogue.places_[gate.id] = names_of(gate);
    }
    FieldErrors errors;
    ObjectReader reader{*parsed, "tracking.json#", errors};
    for (const std::string& id : all_ids()) {
        if (const Json* row = reader.object(id, Need::required)) {
            catalogue.texts_[id] = read_row(*row, reader.pointer(id), errors);
        }
    }
    for (auto& [id, names] : catalogue.places_) {
        const std::string member = std::string{kPlace} + id;
        if (const Json* row = reader.object(member, Need::optional)) {
            names = read_row(*row, reader.pointer(member), errors);
        }
    }
    reader.finish();
    if (!errors.empty()) {
        return fail_fields(std::move(errors));
    }
    return catalogue;
}

const std::string& JourneyTexts::text(std::string_view id, Language language) const {
    const auto found = texts_.find(id);
    ROUTE9_ASSERT(found != texts_.end());
    return found->second[static_cast<std::size_t>(language)];
}

std::string JourneyTexts::headline(const Journey& journey, Language language) const {
    const std::string id = journey.situation == Situation::as_status
                               ? "status." + std::string{name(journey.status)}
                               : "situation." + std::string{name(journey.situation)};
    std::string sentence = text(id, language);
    replace(sentence, "{gate}", place(journey.gate, language));
    replace(sentence, "{destination}", place(journey.destination, language));
    return sentence;
}

std::string JourneyTexts::step(JourneyStep step, Language language) const {
    return text("step." + std::string{name(step)}, language);
}

std::string JourneyTexts::state(StepState state, Language language) const {
    return text("state." + std::string{name(state)}, language);
}

std::string JourneyTexts::delay(const Delay& delay, Language language) const {
    std::string sentence = text("delay." + std::string{name(delay.cause)}, language);
    for (const auto& [id, at] : {std::pair{"since", delay.since}, {"until", delay.until}}) {
        if (at) {
            sentence += " " + text(id, language);
            replace(sentence, "{time}", time(*at, language));
        }
    }
    return sentence;
}

std::string JourneyTexts::expected(const Expected& expected, Language language) const {
    if (!expected.from || !expected.to) {
        return text("days_open", language);
    }
    if (*expected.from == *expected.to) {
        return day(*expected.from, language);
    }
    std::string range = text("days", language);
    replace(range, "{from}", day(*expected.from, language));
    replace(range, "{to}", day(*expected.to, language));
    return range;
}

std::string JourneyTexts::day(Day day, Language language) const {
    std::string written =
        text(fmt::format("month.{}", static_cast<unsigned>(day.month())), language);
    replace(written, "{day}", fmt::to_string(static_cast<unsigned>(day.day())));
    return written;
}

std::string JourneyTexts::time(Instant at, Language language) const {
    const auto minutes = corridor_minute_of_day(at).count();
    return fmt::format(
        "{}, {:02}:{:02}", day(corridor_day(at), language), minutes / 60, minutes % 60
    );
}

std::string JourneyTexts::place(std::string_view id, Language language) const {
    const auto found = places_.find(id);
    return found == places_.end() ? std::string{id}
                                  : found->second[static_cast<std::size_t>(language)];
}

bool JourneyTexts::is_place(std::string_view id) const {
    return places_.contains(id);
}

} // namespace route9::fulfillment
