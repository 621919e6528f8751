// SPDX-License-Identifier: Apache-2.0
#include "gateway/shipping/acknowledge_manifest.hpp"

#include "core/limits.hpp"
#include "gateway/shipping/find_parcel.hpp"
#include "gateway/shipping/manifest_at_rest.hpp"
#include "gateway/shipping/touched_orders.hpp"

#include <array>
#include <map>
#include <optional>
#include <set>
#include <utility>

namespace route9::gateway {
namespace {

using namespace fulfillment;

constexpr std::array<std::pair<LineResult, std::string_view>, 4> kResults{{
    {LineResult::received, "received"},
    {LineResult::short_, "short"},
    {LineResult::over, "over"},
    {LineResult::damaged, "damaged"},
}};

std::optional<LineResult> parse_result(std::string_view text) {
    for (const auto& [known, word] : kResults) {
        if (word == text) {
            return known;
        }
    }
    return std::nullopt;
}

std::string word_of(LineResult result) {
    return std::string{kResults[static_cast<std::size_t>(result)].second};
}

AcknowledgedLine read_line(const Json& object, std::string pointer, FieldErrors& errors) {
    ObjectReader reader{object, std::move(pointer), errors};
    AcknowledgedLine line;
    line.parcel = reader.text("parcel", Need::required, limits::foreign_id_bytes_max).value_or("");
    const auto word = reader.text("result", Need::required, limits::text_bytes_max);
    const auto result = word ? parse_result(*word) : std::nullopt;
    if (word && !result) {
        reader.refuse("result", "unknown_value", "give received, short, over or damaged");
    }
    line.result = result.value_or(LineResult::received);
    line.note = reader.text("note", Need::optional, limits::text_bytes_max).value_or("");
    reader.finish();
    return line;
}

std::set<std::string> codes_of(const std::string& document) {
    std::set<std::string> codes;
    const Json served = Json::parse(document);
    for (const Json& line : served.at("lines")) {
        if (line.contains("parcel")) { // of an erased line only the digest is left
            codes.insert(line.at("parcel").get<std::string>());
        }
    }
    return codes;
}

/// The lines by code, each once and complete.
Result<std::map<std::string, AcknowledgedLine>>
checked_lines(Tx& tx, const AcknowledgeOrder& order, const std::set<std::string>& expected) {
    FieldErrors errors;
    std::map<std::string, AcknowledgedLine> named;
    for (std::size_t i = 0; i < order.answer.lines.size(); ++i) {
        const AcknowledgedLine& line = order.answer.lines[i];
        const std::string pointer = pointer_step("/lines", i) + "/parcel";
        const auto parcel = find_parcel(tx, order.tenant, line.parcel);
        const bool listed =
            parcel && (expected.contains(parcel->code) || parcel->manifest == order.manifest);
        if (!listed && line.result != LineResult::over) {
            errors.push_back(
                {pointer, "not_on_manifest", R"(name what came on top with the result "over")"}
            );
            continue;
        }
        if (!named.emplace(listed ? parcel->code : line.parcel, line).second) {
            errors.push_back({pointer, "repeated", "name every line once"});
        }
    }
    for (const std::string& code : expected) {
        if (!named.contains(code)) {
            errors.push_back({"/lines", "missing", "say what became of the parcel " + code});
        }
    }
    if (!errors.empty()) {
        return fail_fields(std::move(errors));
    }
    return named;
}

Json kept_form(const std::map<std::string, AcknowledgedLine>& lines, const std::string& signature) {
    Json kept{{"lines", Json::array()}};
    for (const auto& [code, line] : lines) {
        Json item{{"parcel", code}, {"result", word_of(line.result)}};
        if (!line.note.empty()) {
            item["note"] = line.note;
        }
        kept["lines"].push_back(std::move(item));
    }
    if (!signature.empty()) {
        kept["signature"] = signature;
    }
    return kept;
}

Json answer_of(const Manifest& manifest, const Json& kept, Instant at) {
    Json discrepancies = Json::array();
    std::int64_t received = 0;
    for (const Json& line : kept.at("lines")) {
        if (line.at("result") == "received") {
            ++received;
        } else {
            discrepancies.push_back(line);
        }
    }
    return Json{
        {"manifest", manifest.id.text()},
        {"state", "acknowledged"},
        {"acknowledged_at", format_utc(at)},
        {"lines", manifest.lines},
        {"received", received},
        {"discrepancies", std::move(discrepancies)},
    };
}

/// Of an erased recipient's line the note is gone.
bool is_same(Json stored, Json given) {
    Json& lines = stored.at("lines");
    if (lines.size() != given.at("lines").size()) {
        return false;
    }
    for (std::size_t i = 0; i < lines.size(); ++i) {
        if (lines[i].erase("erased") > 0) {
            given.at("lines")[i].erase("note");
        }
    }
    return stored == given;
}

/// Codes and results: the carrier's notes may speak of people.
Json news_of(const Manifest& manifest, Json answer) {
    for (Json& line : answer["discrepancies"]) {
        line.erase("note");
    }
    answer["departure"] = manifest.departure.text();
    answer["carrier"] = manifest.carrier.text();
    return answer;
}

} // namespace

Result<Acknowledgement> read_acknowledgement(const Json& body) {
    FieldErrors errors;
    ObjectReader root{body, "", errors};
    Acknowledgement answer;
    if (const Json* lines = root.array("lines", Need::required, acknowledged_lines_max)) {
        for (std::size_t i = 0; i < lines->size(); ++i) {
            answer.lines.push_back(read_line((*lines)[i], pointer_step("/lines", i), errors));
        }
    }
    answer.signature = root.text("signature", Need::optional, limits::text_bytes_max).value_or("");
    root.finish();
    if (!errors.empty()) {
        return fail_fields(std::move(errors));
    }
    return answer;
}

Result<Json> acknowledge_manifest(Tx& tx, AcknowledgeOrder order, Keyring& keyring) {
    const auto manifest = manifests::find(tx, order.tenant, order.manifest);
    if (!manifest || manifest->carrier != order.carrier) {
        return fail(ErrorCode::not_found);
    }
    if (manifest->is_void) {
        return Failure{Error{
            .code = ErrorCode::sealed,
            .detail = "its truck's papers were made again: acknowledge the manifest that replaces "
                      "this one",
            .fields = {},
            .reference = manifest->replaced_by ? manifest->replaced_by->text() : "",
        }};
    }
    const auto document = open_document(tx, *manifest, keyring);
    if (!document) {
        return Failure{document.error()};
    }
    const auto lines = checked_lines(tx, order, codes_of(*document));
    if (!lines) {
        return Failure{lines.error()};
    }
    const Json kept = kept_form(*lines, order.answer.signature);
    if (manifest->acknowledged) {
        auto stored = open_acknowledgement(tx, *manifest, keyring);
        if (!stored) {
            return Failure{std::move(stored).error()};
        }
        if (!is_same(std::move(*stored), kept)) {
            return fail(ErrorCode::conflict, "the manifest was acknowledged otherwise before");
        }
        return answer_of(*manifest, kept, *manifest->acknowledged_at);
    }
    const auto sealed = seal_acknowledgement(tx, *manifest, kept, keyring, make_nonce(order.ids));
    if (!sealed) {
        return Failure{sealed.error()};
    }
    manifests::acknowledge(tx, *manifest, *sealed, order.now);
    Json answer = answer_of(*manifest, kept, order.now);
    TouchedOrders touched{tx, order.tenant, order.now, order.ids};
    touched.tell_of(
        manifest->id.text(),
        manifest->version + 1,
        "manifest.acknowledged",
        news_of(*manifest, answer),
        manifest->carrier
    );
    if (auto stored = touched.store(); !stored) {
        return Failure{std::move(stored).error()};
    }
    return answer;
}

} // namespace route9::gateway
