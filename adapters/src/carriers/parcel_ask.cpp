// SPDX-License-Identifier: Apache-2.0
#include "adapters/carriers/parcel_ask.hpp"

#include "carriers/carrier_reading.hpp"
#include "marketplaces/apis/api_answers.hpp"
#include "marketplaces/apis/query_text.hpp"
#include "marketplaces/order_parts.hpp"

#include <algorithm>
#include <cstddef>
#include <utility>

namespace route9::adapters {
namespace {

using fulfillment::CashState;
using fulfillment::EventWay;

constexpr std::string_view kCode = "{code}";
constexpr std::size_t kStepsMax = 200; // of one parcel; GHN's longest ways have some thirty

/// "0001-01-01T00:00:00Z" is how programs in Go write that there is no time.
bool is_time(const std::string& text) {
    return !text.empty() && !text.starts_with("0001-");
}

/// Reads the steps and the state of one parcel.
class Answer {
public:
    Answer(
        const ParcelAskRule& rule, const CarrierWords& words, const Json& parcel, std::string code
    )
        : rule_(rule), words_(words), parcel_(parcel), code_(std::move(code)),
          root_(parcel_, rule.parcel, errors_) {}

    Result<std::vector<TrackingReport>> read() {
        number_ = root_.id(rule_.number, Need::required);
        if (root_.id(rule_.code, Need::required) != code_ && errors_.empty()) {
            root_.refuse(rule_.code, "bad_value", "it is the answer about another parcel");
        }
        if (!rule_.steps.empty()) {
            read_steps();
        }
        if (errors_.empty()) {
            read_state();
        }
        if (!errors_.empty()) {
            return fail_fields(std::move(errors_));
        }
        return std::move(reports_);
    }

private:
    void read_steps() {
        const Json* steps = root_.array(rule_.steps, Need::optional);
        if (steps == nullptr) {
            return;
        }
        if (steps->size() > kStepsMax) {
            root_.refuse(rule_.steps, "out_of_range", "must have 200 steps at most");
            return;
        }
        for (std::size_t at = 0; at < steps->size(); ++at) {
            const Json& one = (*steps)[at];
            ForeignObject step{one, pointer_step(root_.pointer(rule_.steps), at), errors_};
            add(one, step, rule_.step, EventWay::asked_step);
        }
    }

    /// What no step tells: a carrier's list begins when it has the parcel, or there is none.
    void read_state() {
        const std::string word = root_.id(rule_.state.word, Need::required);
        const bool is_told = !reports_.empty() && reports_.back().status_word == word;
        if (!word.empty() && !is_told) {
            add(parcel_, root_, rule_.state, EventWay::asked_state);
        }
    }

    void add(const Json& object, ForeignObject& reader, const WordPlace& place, EventWay way) {
        TrackingReport report;
        report.parcel = code_;
        take_words(report, words_, reader.id(place.word, Need::required), "");
        report.at =
            read_time(reader, place.at, Need::required, Unmarked::corridor).value_or(Instant{});
        take_cash(report, parcel_, root_, rule_.cash);
        const bool is_paid =
            !rule_.remitted.empty() && is_time(loose_text(parcel_, rule_.remitted));
        if (report.cash == CashState::collected && is_paid) {
            report.cash = CashState::remitted;
        }
        Json kept{
            {rule_.number, number_},
            {place.word, report.status_word},
            {place.at, loose_text(object, place.at)},
        };
        if (report.cash_collected) {
            kept[rule_.cash] = loose_text(parcel_, rule_.cash);
        }
        auto finished = finish_message(std::move(report), kept, errors_);
        if (finished) {
            TrackingReport& read = finished->reports.front();
            read.way = way;
            const auto after = std::ranges::upper_bound(reports_, read.at, {}, &TrackingReport::at);
            reports_.insert(after, std::move(read));
        }
    }

    const ParcelAskRule& rule_;
    const CarrierWords& words_;
    const Json& parcel_;
    std::string code_;
    FieldErrors errors_;
    ForeignObject root_;
    std::string number_;
    std::vector<TrackingReport> reports_;
};

} // namespace

ApiCall
parcel_ask_call(const ParcelAskRule& rule, const ApiAccess& access, const std::string& code) {
    ApiCall call{.method = rule.method, .target = rule.path};
    if (const auto at = call.target.find(kCode); at != std::string::npos) {
        call.target.replace(at, kCode.size(), path_step(code));
    }
    call.headers.push_back({rule.token_header, std::string{access.access_token.reveal_text()}});
    for (const auto& [header, setting] : rule.setting_headers) {
        if (std::string value = access.setting(setting); !value.empty()) {
            call.headers.push_back({header, std::move(value)});
        }
    }
    return rule.code_member.empty() ? call
                                    : with_json(std::move(call), Json{{rule.code_member, code}});
}

Result<std::vector<TrackingReport>> read_parcel_answer(
    const ParcelAskRule& rule,
    const CarrierWords& words,
    const Json& answer,
    const std::string& code
) {
    const Json* found = find_path(answer, rule.parcel);
    if (found != nullptr && found->is_array() && found->size() == 1) {
        found = &found->front();
    }
    if (found == nullptr || !found->is_object()) {
        return fail_field(rule.parcel, "wrong_type", "must be one parcel");
    }
    return Answer{rule, words, *found, code}.read();
}

} // namespace route9::adapters
