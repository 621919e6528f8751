// SPDX-License-Identifier: Apache-2.0
#include "fulfillment/plan_document.hpp"

#include "fulfillment/planner.hpp"
#include "plan_input.hpp"
#include "plan_output.hpp"

#include <fmt/format.h>

#include <map>
#include <utility>

namespace route9::fulfillment {
namespace {

Json plan_orders(PlanDocument& document, const Corridor& corridor) {
    Planner planner;
    Json answers = Json::array();
    std::map<std::string, Json> answered; // the same id again is the same order
    for (const PlanOrder& order : document.orders) {
        if (const auto earlier = answered.find(order.id); earlier != answered.end()) {
            answers.push_back(earlier->second);
            continue;
        }
        const PlanRequest request{
            .now = *document.now,
            .snapshot = &document.snapshot,
            .availability = &document.availability,
            .order = &order,
            .settings = &document.settings,
            .addresses = &corridor.addresses,
        };
        const Plan plan = planner.plan(request);
        reserve(plan, order, document.snapshot, document.availability);
        Json answer = plan_json(plan, document.snapshot, document.availability);
        answered.emplace(order.id, answer);
        answers.push_back(std::move(answer));
    }
    return answers;
}

Result<std::string> run_one(const Json& json, const Corridor& corridor) {
    auto document = read_plan_document(json, corridor);
    if (!document) {
        return Failure{std::move(document).error()};
    }
    if (document->is_loading) {
        return print_json(loading_json(load(document->departures, document->parcels))) + '\n';
    }
    const Json answers = plan_orders(*document, corridor);
    return print_json(document->is_single ? answers.front() : answers) + '\n';
}

std::string_view next_line(std::string_view& text) {
    const auto end = text.find('\n');
    const std::string_view line = text.substr(0, end);
    text.remove_prefix(end == text.npos ? text.size() : end + 1);
    return line;
}

Failure at_line(std::size_t number, Error error) {
    for (FieldError& field : error.fields) {
        field.pointer.insert(0, fmt::format("line {}", number));
    }
    if (error.fields.empty()) {
        error.detail.insert(0, fmt::format("line {}: ", number));
    }
    return Failure{std::move(error)};
}

Result<std::string> run_lines(std::string_view text, const Corridor& corridor) {
    std::string out;
    for (std::size_t number = 1; !text.empty(); ++number) {
        const std::string_view line = next_line(text);
        if (line.find_first_not_of(" \t\r") == line.npos) {
            continue;
        }
        auto json = parse_json(line);
        if (!json) {
            return at_line(number, std::move(json).error());
        }
        auto answer = run_one(*json, corridor);
        if (!answer) {
            return at_line(number, std::move(answer).error());
        }
        out += *answer;
    }
    return out;
}

/// Several documents: the first line is an object by itself and is not all there is.
bool is_one_a_line(std::string_view text) {
    std::string_view rest = text;
    std::string_view first;
    while (!rest.empty() && first.find_first_not_of(" \t\r") == first.npos) {
        first = next_line(rest);
    }
    const auto parsed = parse_json(first);
    return parsed && parsed->is_object() && rest.find_first_not_of(" \t\r\n") != rest.npos;
}

} // namespace

Result<std::string> run_plan_document(std::string_view text, const Corridor& corridor) {
    if (is_one_a_line(text)) {
        return run_lines(text, corridor);
    }
    const auto json = parse_json(text);
    if (!json) {
        return Failure{json.error()};
    }
    return run_one(*json, corridor);
}

std::string plan_document_error(const Error& error) {
    std::string member;
    std::string why = error.detail;
    if (!error.fields.empty()) {
        member = error.fields.front().pointer;
        why = error.fields.front().message;
    }
    const Json json{{"error", {{"member", member}, {"why", why}}}};
    return print_json(json) + '\n';
}

} // namespace route9::fulfillment
