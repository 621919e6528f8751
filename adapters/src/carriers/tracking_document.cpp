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
    return fulfillment::is_code_like(word) ? word : hex(sha256(as_byte_view(word)));
}

TrackingReport read_event(const Json& object, std::string pointer, FieldErrors& errors) {
    ObjectReader reader{object, std::move(pointer), errors};
    TrackingReport report;
    take_id(reader, "parcel", Need::required, report.parcel);
    take_id(reader, "status", Need::required, report.status_word);
    report.status = fulfillment::parse_tracking_status(report.status_word);
    const auto at_text =
        reader.text("at", Need::required, limits::text_bytes_max).value_or(std::string{});
    if (const auto at = parse_rfc3339(at_text)) {
        report.at = *at;
    } else if (!at_text.empty()) {
        reader.refuse("at", "malformed", R"(must be like "2026-03-10T08:00:00+07:00")");
    }
    take_id(reader, "id", Need::optional, report.event_key);
    if (report.event_key.empty()) {
        report.event_key = fmt::format(
            "{}|{}|{}", report.parcel, filed_word(report.status_word), format_utc(report.at)
        );
    }
    take_text(reader, "place", Need::optional, report.place);
    take_text(reader, "note", Need::optional, report.note);
    report.cash_collected = read_cash(reader, errors);
    report.correction = reader.flag("correction", Need::optional).value_or(false);
    reader.finish();
    return report;
}

} // namespace

Result<std::vector<TrackingReport>> read_tracking_events(const Json& document) {
    FieldErrors errors;
    std::vector<TrackingReport> reports;
    ObjectReader root{document, "", errors};
    if (const auto* events = root.array("events", Need::required, limits::tracking_events_max)) {
        if (events->empty()) {
            root.refuse("events", "empty", "must have at least one event");
        }
        for (std::size_t at = 0; at < events->size(); ++at) {
            reports.push_back(read_event((*events)[at], pointer_step("/events", at), errors));
        }
    }
    root.finish();
    if (!errors.empty()) {
        return fail_fields(std::move(errors));
    }
    return reports;
}

} // namespace route9::adapters
