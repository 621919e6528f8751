// SPDX-License-Identifier: Apache-2.0
#include "fulfillment/line_settlement.hpp"

#include "core/assert.hpp"
#include "core/canonical.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>
#include <cstddef>
#include <utility>

namespace route9::fulfillment {
namespace {

constexpr std::array<std::string_view, 4> kResults{"received", "short", "over", "damaged"};
constexpr std::array<std::string_view, 2> kSides{"carrier", "warehouse"};
constexpr std::array<std::string_view, 3> kStates{"open", "disputed", "settled"};

template <class Enum, std::size_t N>
std::optional<Enum>
parse(const std::array<std::string_view, N>& names, std::string_view text) noexcept {
    const auto* found = std::ranges::find(names, text);
    return found == names.end() ? std::nullopt
                                : std::optional{static_cast<Enum>(found - names.begin())};
}

} // namespace

std::string_view name(LineResult result) noexcept {
    return kResults[static_cast<std::size_t>(result)];
}

std::optional<LineResult> parse_line_result(std::string_view text) noexcept {
    return parse<LineResult>(kResults, text);
}

std::string_view name(ManifestSide side) noexcept {
    return kSides[static_cast<std::size_t>(side)];
}

std::optional<ManifestSide> parse_manifest_side(std::string_view text) noexcept {
    return parse<ManifestSide>(kSides, text);
}

std::string_view name(LineState state) noexcept {
    return kStates[static_cast<std::size_t>(state)];
}

LineState state_of(const LineWords& words) noexcept {
    if (!words.carrier) {
        return LineState::open;
    }
    const auto ours = words.warehouse ? words.warehouse
                      : words.listed  ? std::optional{LineWord{LineResult::received, {}}}
                                      : std::nullopt;
    const bool bears = words.carrier->result == LineResult::received || words.carrier->liable;
    return ours == words.carrier && bears ? LineState::settled : LineState::disputed;
}

std::string canonical_statement(CustodyStatement statement) {
    std::ranges::sort(statement.lines, {}, &StatementLine::parcel);
    nlohmann::json lines = nlohmann::json::array();
    for (const StatementLine& line : statement.lines) {
        nlohmann::json item{{"parcel", line.parcel}, {"result", name(line.word.result)}};
        if (line.word.liable) {
            item["liable"] = name(*line.word.liable);
        }
        lines.push_back(std::move(item));
    }
    const auto bytes = canonical_json(nlohmann::json{
        {"at", format_utc_seconds(statement.at)},
        {"lines", std::move(lines)},
        {"manifest", statement.manifest},
        {"manifest_hash", statement.manifest_hash},
        {"side", name(statement.side)},
    });
    ROUTE9_ASSERT(bytes.has_value()); // text only
    return *bytes;
}

CustodyStatement read_statement(std::string_view canonical) {
    const auto json = nlohmann::json::parse(canonical);
    CustodyStatement statement{
        .manifest = json.at("manifest"),
        .manifest_hash = json.at("manifest_hash"),
        .side = *parse_manifest_side(json.at("side").get<std::string>()),
        .at = parse_rfc3339(json.at("at").get<std::string>()).value(),
    };
    for (const auto& item : json.at("lines")) {
        LineWord word{*parse_line_result(item.at("result").get<std::string>())};
        if (item.contains("liable")) {
            word.liable = parse_manifest_side(item.at("liable").get<std::string>());
        }
        statement.lines.push_back({item.at("parcel"), word});
    }
    return statement;
}

std::string statement_signing_text(std::string_view canonical) {
    return signing_text("custody", canonical_hash(canonical));
}

} // namespace route9::fulfillment
