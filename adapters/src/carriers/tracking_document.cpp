// SPDX-License-Identifier: Apache-2.0
#include "adapters/carriers/tracking_document.hpp"

#include "core/crypto.hpp"
#include "core/limits.hpp"
#include "documents/reading.hpp"
#include "fulfillment/tracking_words.hpp"

#include <fmt/format.h>

#include <utility>

namespace route9::adapters {
namespace {

using namespace fulfillment;

constexpr std::size_t kDigestDigits = 64;
constexpr std::int64_t kWeightMax = 100'000'000; // a truck's, in grams

std::optional<Money> read_cash(ObjectReader& event, FieldErrors& errors) {
    const auto* object = event.object("cash_collected", Need::optional);
    if (object == nullptr) {
        return std::nullopt;
    }
    ObjectReader reader{*object, event.pointer("cash_collected"), errors};
    const auto currency_text = reader.text("currency", Need::required, limits::text_bytes_max);
    const auto currency = currency_text ? parse_currency(*currency_text) : std::nullopt;
    if (currency_text && !currency) {
        reader.refuse("currency", "unknown_value", "must be VND, LAK, THB, USD or CNY");
    }
    const auto amount = read_amount(reader, "amount", currency);
    reader.finish();
    return amount;
}

/// Keys are kept in clear: of words that may speak of people they hold a digest.
std::string filed_word(const std::string& word) {
    return is_code_like(word) ? word : hex(sha256(as_byte_view(word)));
}

void read_proof(ObjectReader& event, FieldErrors& errors, TrackingReport& report) {
    const auto* object = event.object("proof", Need::optional);
    if (object == nullptr) {
        return;
    }
    if (report.status != TrackingStatus::delivered) {
        event.refuse("proof", "conflict", "is told with what was delivered");
    }
    ObjectReader proof{*object, event.pointer("proof"), errors};
    take_text(proof, "signed_by", Need::optional, report.signed_by);
    report.photo = proof.text("photo_sha256", Need::optional, kDigestDigits).value_or("");
    const auto digest = from_hex(report.photo);
    if (!report.photo.empty() && (!digest || digest->size() != sizeof(Digest256))) {
        proof.refuse("photo_sha256", "malformed", "must be a SHA-256 as 64 hex digits");
    }
    proof.finish();
}

/// In the carrier's words where a list is named, else in ours.
void read_status(ObjectReader& event, const CarrierWords* words, TrackingReport& report) {
    take_id(event, "status", Need::required, report.status_word);
    if (words == nullptr) {
        report.status = parse_tracking_status(report.status_word);
    } else {
        const CarrierWord told = words->meaning(report.status_word);
        report.status = told.status;
        report.incident = told.incident;
        report.cash = told.cash;
    }
    std::string reason;
    take_id(event, "reason", Need::optional, reason);
    if (!reason.empty() && words == nullptr) {
        event.refuse("reason", "conflict", "is a carrier's word: name its list in `words`");
    } else if (!reason.empty()) {
        report.incident = words->reason(reason).value_or(Incident::unknown);
    }
    std::string incident;
    take_id(event, "incident", Need::optional, incident);
    if (!incident.empty()) {
        report.incident = parse_incident(incident);
        if (!report.incident) {
            event.refuse("incident", "unknown_value", "is none of the incidents of docs/api.md");
        }
    }
}

TrackingReport read_event(
    const Json& object, std::string pointer, const CarrierWords* words, FieldErrors& errors
) {
    ObjectReader reader{object, std::move(pointer), errors};
    TrackingReport report;
    take_id(reader, "parcel", Need::required, report.parcel);
    read_status(reader, words, report);
    const auto at_text =
        reader.text("at", Need::required, limits::text_bytes_max).value_or(std::string{});
    if (const auto at = parse_rfc3339(at_text)) {
        report.at = *at;
    } else if (!at_text.empty()) {
        reader.refuse("at", "malformed", R"(must be like "2026-03-10T08:00:00+07:00")");
    }
    take_id(reader, "id", Need::optional, report.event_key);
    if (report.event_key.empty()) {
        report.event_key = event_key_of(report.parcel, report.status_word, report.at);
    }
    take_text(reader, "place", Need::optional, report.place);
    take_text(reader, "note", Need::optional, report.note);
    report.cash_collected = read_cash(reader, errors);
    report.mass_g = reader.integer("weight_g", Need::optional, 1, kWeightMax);
    read_proof(reader, errors, report);
    if (words != nullptr) {
        report.raw = object.dump();
    }
    report.correction = reader.flag("correction", Need::optional).value_or(false);
    reader.finish();
    return report;
}

} // namespace

std::string event_key_of(const std::string& parcel, const std::string& word, Instant at) {
    return fmt::format("{}|{}|{}", parcel, filed_word(word), format_utc(at));
}

Result<std::vector<TrackingReport>>
read_tracking_events(const Json& document, const CarrierWordLists& lists) {
    FieldErrors errors;
    std::vector<TrackingReport> reports;
    ObjectReader root{document, "", errors};
    const auto list = root.text("words", Need::optional, limits::foreign_id_bytes_max);
    const CarrierWords* words = list ? lists.find(*list) : nullptr;
    if (list && words == nullptr) {
        root.refuse("words", "unknown_value", "is no list of data/carriers/lists.csv");
    }
    if (const auto* events = root.array("events", Need::required, limits::tracking_events_max)) {
        if (events->empty()) {
            root.refuse("events", "empty", "must have at least one event");
        }
        for (std::size_t at = 0; at < events->size(); ++at) {
            reports.push_back(read_event((*events)[at], pointer_step("/events", at), words, errors)
            );
        }
    }
    root.finish();
    if (!errors.empty()) {
        return fail_fields(std::move(errors));
    }
    return reports;
}

} // namespace route9::adapters
