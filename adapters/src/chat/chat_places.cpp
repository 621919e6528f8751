// SPDX-License-Identifier: Apache-2.0
#include "chat/chat_places.hpp"

#include "core/text.hpp"

#include <algorithm>
#include <utility>

namespace route9::adapters {
namespace {

using fulfillment::AddressFit;
using fulfillment::ResolvedAddress;

constexpr std::size_t place_tokens_max = 6;
constexpr std::size_t place_letters_min = 3;

/// "SV", "01" and house numbers are no names of places in the middle of a sentence.
bool may_be_place(std::string_view text) {
    const bool has_digit = text.find_first_of("0123456789") != std::string_view::npos;
    return !has_digit && count_characters(text) >= place_letters_min;
}

} // namespace

ChatPlaces::Mention ChatPlaces::mention(Tokens tokens, bool is_marked) const {
    const TextSpan span{tokens.front().span.from, tokens.back().span.to};
    return {std::string{text_.substr(span.from, span.to - span.from)}, span, is_marked};
}

/// As the address book knows it: Thai names have a Lao one.
std::string ChatPlaces::book_text(Tokens tokens) const {
    const auto thai = tools_.words.longest(tokens, {WordKind::place});
    if (thai && thai->tokens == tokens.size()) {
        return thai->word->means;
    }
    return mention(tokens, false).text;
}

ResolvedAddress ChatPlaces::province_of(std::string_view text) const {
    return tools_.addresses.resolve({.country = "", .province = std::string{text}, .district = ""});
}

bool ChatPlaces::is_province(Tokens tokens) const {
    const std::string name = book_text(tokens);
    const auto found = province_of(name); // a district that stands alone tells its province too
    return may_be_place(name) && found.fit != AddressFit::unknown && found.district.empty();
}

bool ChatPlaces::is_district(Tokens tokens) const {
    const std::string name = book_text(tokens);
    const std::string province = provinces_.empty() ? "" : provinces_.back().text;
    const auto found = tools_.addresses.resolve({"LA", province, name});
    return may_be_place(name) && found.fit == AddressFit::resolved && found.district != name &&
           !found.district.empty();
}

ChatPlaces::Tokens ChatPlaces::cut_country(Tokens tokens) {
    for (std::size_t at = 1; at < tokens.size(); ++at) {
        const auto match = tools_.words.longest(tokens.subspan(at), {WordKind::country});
        if (match && match->tokens == tokens.size() - at) {
            add_country(match->word->means, mention(tokens.subspan(at), false).span);
            return tokens.first(at);
        }
    }
    return tokens;
}

/// Cuts the longest name of a province off the end.
ChatPlaces::Tokens ChatPlaces::cut_province(Tokens tokens, std::size_t kept_min) {
    for (std::size_t length = std::min(tokens.size(), place_tokens_max); length > 0; --length) {
        const Tokens end = tokens.last(length);
        if (tokens.size() - length >= kept_min && is_province(end)) {
            Mention said = mention(end, false);
            said.text = book_text(end);
            provinces_.push_back(std::move(said));
            return tokens.first(tokens.size() - length);
        }
    }
    return tokens;
}

ChatPlaces::Tokens ChatPlaces::cut_district(Tokens tokens, std::size_t kept_min) {
    for (std::size_t length = std::min(tokens.size(), place_tokens_max); length > 0; --length) {
        const Tokens end = tokens.last(length);
        if (tokens.size() - length >= kept_min && !district_ && is_district(end)) {
            district_ = mention(end, false);
            return tokens.first(tokens.size() - length);
        }
    }
    return tokens;
}

void ChatPlaces::add_country(std::string_view country, TextSpan span) {
    countries_.push_back({std::string{country}, span, true});
}

bool ChatPlaces::add_if_place(const ChatPart& part) {
    const Tokens tokens{part.tokens};
    if (tokens.empty() || tokens.size() > place_tokens_max) {
        return false;
    }
    const auto country = tools_.words.longest(tokens, {WordKind::country});
    if (country && country->tokens == tokens.size()) {
        add_country(country->word->means, part.span());
        return true;
    }
    const Tokens rest = cut_country(tokens);
    const bool is_known = is_province(rest);
    if (is_known) {
        cut_province(rest, 0);
    } else if (has_province() && !district_ && is_district(rest)) {
        cut_district(rest, 0);
        return true;
    }
    return is_known;
}

void ChatPlaces::add_house(const ChatPart& part) {
    add_line(mention(part.tokens, false));
}

void ChatPlaces::add(const ChatPart& part) {
    Tokens rest = cut_country(part.tokens);
    if (rest.empty()) {
        return;
    }
    if (part.is(WordKind::marker, "province")) {
        Mention said{.text = book_text(rest), .span = part.whole(), .is_marked = true};
        const std::string whole{text_.substr(said.span.from, said.span.to - said.span.from)};
        if (province_of(whole).fit == AddressFit::resolved) {
            said.text = whole; // ແຂວງວຽງຈັນ is one province, ວຽງຈັນ may be two
        }
        provinces_.push_back(std::move(said));
        return;
    }
    const bool has_marker = part.has_cue && part.cue_kind == WordKind::marker;
    rest = cut_province(rest, has_marker ? 1 : 0);
    if (rest.empty()) {
        return;
    }
    const bool is_whole = !has_marker && is_district(rest); // "xã Tân Long" is not in Long
    if (!part.is(WordKind::marker, "district") && (has_province() || is_whole)) {
        rest = cut_district(rest, has_marker ? 1 : 0);
    }
    if (!rest.empty()) {
        take_rest(part, rest);
    }
}

void ChatPlaces::take_rest(const ChatPart& part, Tokens rest) {
    Mention said = mention(rest, part.has_cue && part.cue_kind == WordKind::marker);
    if (!said.is_marked) {
        add_line(said);
        return;
    }
    if (part.cue == "district") {
        district_ = said;
        district_->span.from = part.cue_span.from;
        return;
    }
    said.span.from = part.cue_span.from; // "bản Phonsavang": a courier reads it with its word
    said.text = text_.substr(said.span.from, said.span.to - said.span.from);
    if (part.cue == "village" && !village_) {
        village_ = said;
    } else if (part.cue == "landmark" && !landmark_) {
        landmark_ = said;
    } else {
        add_line(said);
    }
}

void ChatPlaces::add_line(const Mention& line) {
    if (!line_) {
        line_ = line;
        return;
    }
    const std::size_t end = line_->span.to;
    const bool follows =
        line.span.from >= end &&
        text_.substr(end, line.span.from - end).find_first_not_of(' ') == std::string_view::npos;
    line_->text.append(follows ? " " : ", ").append(line.text);
    line_->span.to = std::max(end, line.span.to);
    line_->is_marked = line_->is_marked && line.is_marked;
}

bool ChatPlaces::is_empty() const noexcept {
    return provinces_.empty() && !district_ && !village_ && !landmark_ && !line_;
}

void ChatPlaces::put(ChatOrder& order, std::string_view member, const std::optional<Mention>& said)
    const {
    if (said) {
        order.fields.push_back({
            .pointer = "/recipient/" + std::string{member},
            .value = said->text,
            .confidence = said->is_marked ? Confidence::high : Confidence::medium,
            .span = said->span,
        });
    }
}

void ChatPlaces::ask(
    ChatOrder& order,
    std::string_view member,
    std::string_view code,
    const Mention& said,
    std::vector<std::string> candidates
) const {
    const std::string pointer = "/recipient/" + std::string{member};
    order.fields.push_back({
        .pointer = pointer,
        .value = {},
        .confidence = Confidence::low,
        .span = said.span,
        .candidates = std::move(candidates),
    });
    order.doubts.push_back({std::string{code}, pointer});
}

void ChatPlaces::put_country(ChatOrder& order, std::string_view other) {
    std::vector<std::string> said;
    TextSpan span;
    const auto note = [&](std::string_view country, TextSpan where) {
        if (!country.empty() && std::ranges::find(said, country) == said.end()) {
            said.emplace_back(country);
            span = where;
        }
    };
    for (const Mention& country : countries_) {
        note(country.text, country.span);
    }
    for (const Mention& province : provinces_) {
        note(province_of(province.text).country, province.span);
    }
    const bool is_told = !said.empty();
    if (!is_told) {
        note(other, {});
    }
    if (said.size() > 1) {
        ask(order, "country", "SEVERAL_COUNTRIES", {{}, span, false}, std::move(said));
    } else if (!said.empty()) {
        country_ = said.front();
        order.fields.push_back({
            .pointer = "/recipient/country",
            .value = country_,
            .confidence = is_told ? Confidence::high : Confidence::medium,
            .span = span,
        });
    }
}

void ChatPlaces::put_district(ChatOrder& order, const ResolvedAddress& resolved) const {
    const bool is_code =
        resolved.fit == AddressFit::resolved && resolved.district != district_->text;
    const TextSpan span = district_->span;
    const std::string typed{text_.substr(span.from, span.to - span.from)};
    order.fields.push_back({
        .pointer = "/recipient/district",
        .value = is_code && !resolved.district.empty() ? resolved.district : typed,
        .confidence = is_code || district_->is_marked ? Confidence::high : Confidence::medium,
        .span = district_->span,
    });
    if (country_ == "LA" && !is_code) {
        order.fields.back().confidence = Confidence::medium;
        order.doubts.push_back({"PLACE_UNKNOWN", "/recipient/district"});
    }
}

void ChatPlaces::put_places(ChatOrder& order) {
    std::vector<std::string> codes;
    for (const Mention& province : provinces_) {
        const auto found = province_of(province.text);
        if (found.fit == AddressFit::resolved &&
            std::ranges::find(codes, found.province) == codes.end()) {
            codes.push_back(found.province);
        }
    }
    if (codes.size() > 1) {
        ask(order, "province", "SEVERAL_PLACES", provinces_.front(), std::move(codes));
        put(order, "district", district_);
        return;
    }
    const Mention province = provinces_.empty() ? Mention{} : provinces_.front();
    const std::string name = codes.empty() ? province.text : codes.front();
    const std::string district = district_ ? district_->text : "";
    const auto found = tools_.addresses.resolve({country_, name, district});
    if (found.fit == AddressFit::ambiguous) {
        const Mention& asked = provinces_.empty() && district_ ? *district_ : province;
        if (!provinces_.empty() || district_) {
            ask(order, "province", "PLACE_AMBIGUOUS", asked, found.candidates);
            put(order, "district", district_);
        }
        return;
    }
    if (found.fit == AddressFit::resolved) {
        const Mention& where = provinces_.empty() ? *district_ : province;
        order.fields.push_back({
            .pointer = "/recipient/province",
            .value = found.province,
            .confidence = provinces_.empty() ? Confidence::medium : Confidence::high,
            .span = where.span,
        });
    } else if (!provinces_.empty()) {
        put(order, "province", province);
        order.fields.back().confidence = Confidence::medium;
        order.doubts.push_back({"PLACE_UNKNOWN", "/recipient/province"});
    }
    if (district_) {
        put_district(order, found);
    }
}

void ChatPlaces::finish(ChatOrder& order, std::string_view country) {
    put_country(order, country);
    if (!provinces_.empty() || district_) {
        put_places(order);
    }
    put(order, "village", village_);
    put(order, "address_line", line_);
    put(order, "landmark", landmark_);
}

} // namespace route9::adapters
