// SPDX-License-Identifier: Apache-2.0
#include "chat/chat_terms.hpp"

#include "core/text.hpp"

#include <algorithm>
#include <iterator>
#include <utility>

namespace route9::adapters {
namespace {

constexpr std::string_view kName = "/recipient/name";
constexpr std::string_view kPhone = "/recipient/phone";
constexpr std::string_view kMethod = "/payment/method";
constexpr std::string_view kAmount = "/payment/amount";

/// The one that is a mobile number, when the other is a land line.
const PhoneReading* likely_reading(const ChatPhone& phone) {
    if (phone.readings.size() == 1) {
        return &phone.readings.front();
    }
    const auto is_mobile = [](const PhoneReading& reading) { return reading.is_mobile; };
    return std::ranges::count_if(phone.readings, is_mobile) == 1
               ? &*std::ranges::find_if(phone.readings, is_mobile)
               : nullptr;
}

void ask(
    ChatOrder& order,
    std::string_view pointer,
    std::string_view code,
    TextSpan span,
    std::vector<std::string> candidates
) {
    order.fields.push_back({
        .pointer = std::string{pointer},
        .value = {},
        .confidence = Confidence::low,
        .span = span,
        .candidates = std::move(candidates),
    });
    order.doubts.push_back({std::string{code}, std::string{pointer}});
}

void add_once(std::vector<std::string>& texts, std::string text) {
    if (std::ranges::find(texts, text) == texts.end()) {
        texts.push_back(std::move(text));
    }
}

} // namespace

std::string ChatTerms::words_at(TextSpan span) const {
    return std::string{text_.substr(span.from, span.to - span.from)};
}

void ChatTerms::add_name(TextSpan span, bool is_named) {
    names_.push_back({words_at(span), span, is_named});
}

void ChatTerms::add_note(TextSpan span) {
    notes_.push_back(span);
}

void ChatTerms::add_phone(const ChatPhone& phone) {
    for (ChatPhone& known : phones_) {
        std::vector<PhoneReading> shared;
        std::ranges::copy_if(known.readings, std::back_inserter(shared), [&](const auto& reading) {
            return std::ranges::find(phone.readings, reading.e164, &PhoneReading::e164) !=
                   phone.readings.end();
        });
        if (!shared.empty()) { // with its country the second time
            known.readings = std::move(shared);
            return;
        }
        if (known.digits == phone.digits) {
            return;
        }
    }
    phones_.push_back(phone);
}

void ChatTerms::add_total(std::vector<std::int64_t> readings, TextSpan span, bool is_named) {
    totals_.push_back({std::move(readings), span, is_named});
}

std::size_t ChatTerms::add(const ChatPart& part) {
    if (part.cue_kind == WordKind::payment) {
        methods_.push_back({part.cue, part.cue_span, true});
    }
    std::size_t at = 0;
    while (at < part.tokens.size()) { // "tổng là 349k", "cod: 349k nhé"
        const auto rest = std::span{part.tokens}.subspan(at);
        if (const auto amount = read_chat_amount(rest, words_, currency_)) {
            const bool is_count = amount->is_bare && amount->tokens < rest.size();
            if (is_count) {
                return at;
            }
            Sum sum{.readings = amount->hundredths, .span = {}};
            sum.span = {rest.front().span.from, rest[amount->tokens - 1].span.to};
            (part.cue == "shipping_fee" ? fees_ : totals_).push_back(std::move(sum));
            return at + amount->tokens;
        }
        if (at > 0 || rest.front().kind != TokenKind::word || part.tokens.size() > 4) {
            break;
        }
        ++at;
    }
    return part.cue == "total" || part.cue == "shipping_fee" ? part.tokens.size() : 0;
}

std::optional<std::int64_t> ChatTerms::total() const {
    const bool is_one = !totals_.empty() && std::ranges::all_of(totals_, [this](const Sum& sum) {
        return sum.readings.size() == 1 && sum.readings == totals_.front().readings;
    });
    return is_one ? std::optional{totals_.front().readings.front()} : std::nullopt;
}

std::optional<std::int64_t> ChatTerms::fee() const {
    const bool is_one = fees_.size() == 1 && fees_.front().readings.size() == 1;
    return is_one ? std::optional{fees_.front().readings.front()} : std::nullopt;
}

std::string ChatTerms::phone_country() const {
    const auto* reading = phones_.size() == 1 ? likely_reading(phones_.front()) : nullptr;
    return reading == nullptr ? "" : reading->country;
}

void ChatTerms::put_name(ChatOrder& order, const std::vector<TextSpan>& senders) const {
    const bool has_named = std::ranges::any_of(names_, &Mention::is_named);
    std::vector<std::string> folded;
    std::vector<std::string> names;
    const Mention* first = nullptr;
    for (const Mention& name : names_) {
        const std::string key = fold_name(name.text);
        if (name.is_named == has_named && std::ranges::find(folded, key) == folded.end()) {
            folded.push_back(key);
            names.push_back(name.text);
            first = first == nullptr ? &name : first;
        }
    }
    if (names.size() > 1) {
        ask(order, kName, "SEVERAL_NAMES", first->span, std::move(names));
        return;
    }
    if (first != nullptr) {
        const auto confidence = first->is_named ? Confidence::high : Confidence::medium;
        order.fields.push_back({std::string{kName}, first->text, confidence, first->span});
        return;
    }
    for (const TextSpan sender : senders) { // it may be the shop, too
        if (words_at(sender).find_first_of("0123456789") == std::string::npos) {
            names.push_back(words_at(sender));
        }
    }
    if (!names.empty()) {
        ask(order, kName, "NAME_OF_SENDER", senders.front(), std::move(names));
    }
}

void ChatTerms::put_one_phone(ChatOrder& order, const ChatPhone& phone, std::string_view country)
    const {
    if (phone.readings.empty()) {
        ask(order, kPhone, "PHONE_UNREADABLE", phone.span, {words_at(phone.span)});
        return;
    }
    const auto local = std::ranges::find(phone.readings, country, &PhoneReading::country);
    const PhoneReading* reading = local != phone.readings.end() ? &*local : likely_reading(phone);
    if (reading == nullptr) {
        std::vector<std::string> numbers;
        for (const PhoneReading& each : phone.readings) {
            numbers.push_back(each.e164);
        }
        ask(order, kPhone, "PHONE_OF_WHICH_COUNTRY", phone.span, std::move(numbers));
        return;
    }
    const bool is_foreign = !country.empty() && reading->country != country;
    const bool is_sure = phone.readings.size() == 1 && !is_foreign;
    const auto confidence =
        is_sure || local != phone.readings.end() ? Confidence::high : Confidence::medium;
    order.fields.push_back({std::string{kPhone}, reading->e164, confidence, phone.span});
    if (is_foreign) {
        order.doubts.push_back({"PHONE_OF_OTHER_COUNTRY", std::string{kPhone}});
    }
}

void ChatTerms::put_phone(
    ChatOrder& order, std::string_view country, const std::vector<TextSpan>& senders
) {
    if (phones_.size() == 1) {
        put_one_phone(order, phones_.front(), country);
        return;
    }
    std::vector<std::string> numbers;
    for (const ChatPhone& phone : phones_) {
        const auto* reading = likely_reading(phone);
        add_once(numbers, reading == nullptr ? words_at(phone.span) : reading->e164);
    }
    if (!numbers.empty()) {
        ask(order, kPhone, "SEVERAL_PHONES", phones_.front().span, std::move(numbers));
        return;
    }
    for (const TextSpan sender : senders) {
        const auto phone = read_chat_phone(tokenise(words_at(sender), sender.from), false);
        if (phone && phone->readings.size() == 1) {
            add_once(numbers, phone->readings.front().e164);
        }
    }
    if (!numbers.empty()) {
        ask(order, kPhone, "PHONE_OF_SENDER", senders.front(), std::move(numbers));
    }
}

void ChatTerms::put_method(ChatOrder& order) const {
    std::vector<std::string> methods;
    for (const Mention& method : methods_) {
        add_once(methods, method.text);
    }
    if (methods.size() == 1) {
        order.fields.push_back(
            {std::string{kMethod}, methods.front(), Confidence::high, methods_.front().span}
        );
    } else if (!methods.empty()) {
        ask(order, kMethod, "SEVERAL_PAYMENTS", methods_.front().span, std::move(methods));
    }
}

void ChatTerms::put_total(ChatOrder& order, std::optional<std::int64_t> sum) const {
    const std::int64_t with_fee = sum.value_or(0) + fee().value_or(0);
    if (totals_.empty()) {
        if (sum) {
            ask(order, kAmount, "AMOUNT_UNSAID", {}, {amount_text(with_fee)});
        }
        return;
    }
    std::vector<std::string> readings;
    for (const Sum& each : totals_) {
        for (const std::int64_t reading : each.readings) {
            add_once(readings, amount_text(reading));
        }
    }
    const TextSpan span = totals_.front().span;
    if (const auto one = total()) {
        const bool is_named = std::ranges::any_of(totals_, &Sum::is_named);
        const auto confidence = is_named ? Confidence::high : Confidence::medium;
        order.fields.push_back({std::string{kAmount}, readings.front(), confidence, span});
        if (sum && *one != *sum && *one != with_fee) {
            order.doubts.push_back({"TOTAL_DIFFERS", std::string{kAmount}});
        }
        return;
    }
    const bool fits =
        totals_.size() == 1 && sum && std::ranges::count(readings, amount_text(with_fee)) == 1;
    if (fits) {
        order.fields.push_back(
            {std::string{kAmount}, amount_text(with_fee), Confidence::medium, span}
        );
        return;
    }
    ask(order,
        kAmount,
        totals_.size() > 1 ? "SEVERAL_TOTALS" : "AMOUNT_AMBIGUOUS",
        span,
        std::move(readings));
}

void ChatTerms::put_payment(ChatOrder& order, std::optional<std::int64_t> sum) const {
    put_method(order);
    put_total(order, sum);
}

void ChatTerms::put_note(ChatOrder& order) const {
    if (notes_.empty()) {
        return;
    }
    std::string note;
    for (const TextSpan span : notes_) {
        note.append(note.empty() ? "" : "; ").append(words_at(span));
    }
    order.fields.push_back({"/note", std::move(note), Confidence::high, notes_.front()});
}

} // namespace route9::adapters
