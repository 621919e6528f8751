// SPDX-License-Identifier: Apache-2.0
#include "chat/chat_parts.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace route9::adapters {
namespace {

constexpr WordKinds kCues{WordKind::label, WordKind::marker, WordKind::payment};

/// Signs that belong to what they stand in; all others end a part, emoji too.
constexpr std::array<std::string_view, 11> kInnerSigns{
    "/",
    "&",
    "'",
    "\"",
    "#",
    "%",
    "+",
    "*",
    "×",
    "_",
    "@",
};
constexpr std::array<std::string_view, 6> kMoneySigns{"$", "₭", "฿", "₫", "¥", "€"};

bool is_any(const ChatToken& token, std::span<const std::string_view> signs) {
    return token.kind == TokenKind::mark && std::ranges::find(signs, token.plain) != signs.end();
}

bool is_dash(const ChatToken& token) {
    return is_mark(token, "-") || is_mark(token, "–") || is_mark(token, "—");
}

class PartReader {
public:
    PartReader(std::string_view text, const ChatWords& words) : text_(text), words_(words) {}

    std::vector<ChatPart> read(const ChatLines& lines) {
        for (const TextSpan line : lines.lines) {
            const std::string_view words = text_.substr(line.from, line.to - line.from);
            read_line(cut_runs(tokenise(words, line.from), text_, words_));
            ++line_;
        }
        return std::move(parts_);
    }

private:
    void read_line(const std::vector<ChatToken>& tokens) {
        if (tokens.empty()) {
            return;
        }
        const bool goes_on = !parts_.empty() && is_open_label(parts_.back());
        in_address_ = goes_on && parts_.back().is_label("address");
        if (!goes_on) {
            begin_part();
        } else {
            parts_.back().line = line_;
        }
        tokens_ = tokens;
        at_ = 0;
        while (at_ < tokens_.size()) {
            if (!take_phone() && !take_cue() && !take_sign()) {
                parts_.back().tokens.push_back(tokens_[at_++]);
            }
        }
        drop_empty();
    }

    static bool is_open_label(const ChatPart& part) {
        return part.has_cue && part.cue_kind == WordKind::label && part.tokens.empty() &&
               !part.phone;
    }

    void begin_part() {
        drop_empty();
        parts_.push_back({.cue = {}, .line = line_, .cue_span = {}, .in_address = in_address_});
    }

    void drop_empty() {
        if (!parts_.empty() && !parts_.back().has_cue && !parts_.back().phone &&
            parts_.back().tokens.empty()) {
            parts_.pop_back();
        }
    }

    bool take_phone() {
        const std::span<const ChatToken> rest{tokens_.begin() + offset(), tokens_.end()};
        const bool labelled = !parts_.empty() && parts_.back().is_label("phone") &&
                              parts_.back().tokens.empty() && !parts_.back().phone;
        auto phone = read_chat_phone(rest, labelled);
        const bool is_code =
            at_ > 0 && tokens_[at_].glued && tokens_[at_ - 1].kind == TokenKind::word;
        if (!phone || (is_code && tokens_[at_ - 1].script == Script::latin && !labelled)) {
            return false;
        }
        if (!labelled) {
            begin_part();
            parts_.back().cue = "phone";
        }
        at_ += phone->tokens;
        parts_.back().phone = std::move(phone);
        begin_part();
        return true;
    }

    bool take_cue() {
        const std::span<const ChatToken> rest{tokens_.begin() + offset(), tokens_.end()};
        const auto match = words_.longest(rest, kCues);
        if (!match || !counts(*match, rest)) {
            return false;
        }
        const ChatWord& word = *match->word;
        in_address_ = word.kind == WordKind::marker ||
                      (word.kind == WordKind::label && word.means == "address");
        begin_part();
        ChatPart& part = parts_.back();
        part.cue = word.means;
        part.cue_kind = word.kind;
        part.has_cue = true;
        part.cue_span = {rest[0].span.from, rest[match->tokens - 1].span.to};
        at_ += match->tokens;
        skip_label_signs();
        if (part.is_label("note")) {
            take_rest_of_line();
        }
        return true;
    }

    bool counts(const WordMatch& match, std::span<const ChatToken> rest) const {
        const bool is_last = match.tokens >= rest.size();
        if (match.word->kind == WordKind::marker) {
            const bool names_something = !is_last && rest[match.tokens].kind != TokenKind::mark;
            const bool has_dot = !is_last && is_mark(rest[match.tokens], ".");
            return (names_something || has_dot) && (match.is_certain || in_address_);
        }
        const bool has_sign =
            !is_last && (is_mark(rest[match.tokens], ":") || is_mark(rest[match.tokens], "=") ||
                         is_dash(rest[match.tokens]));
        return match.is_certain || has_sign;
    }

    void skip_label_signs() {
        while (at_ < tokens_.size() && (is_mark(tokens_[at_], ":") || is_mark(tokens_[at_], "=") ||
                                        is_mark(tokens_[at_], ".") || is_dash(tokens_[at_]))) {
            ++at_;
        }
    }

    void take_rest_of_line() {
        for (; at_ < tokens_.size(); ++at_) {
            parts_.back().tokens.push_back(tokens_[at_]);
        }
    }

    bool take_sign() {
        const ChatToken& token = tokens_[at_];
        if (token.kind != TokenKind::mark || is_any(token, kMoneySigns)) {
            return false;
        }
        const bool glued_behind = at_ + 1 < tokens_.size() && tokens_[at_ + 1].glued;
        const bool is_inside = token.glued && glued_behind;
        const bool is_opening = is_mark(token, "+") && !token.glued; // "… + 1 quần"
        if (is_any(token, kInnerSigns) && !is_opening) {
            return false;
        }
        if (is_inside &&
            (is_dash(token) || is_mark(token, ".") || is_mark(token, ",") || is_mark(token, ":"))) {
            // "AO-DEN-M", "165.000"; a comma without a blank behind it still ends a part of words
            const bool is_number = tokens_[at_ + 1].kind == TokenKind::number &&
                                   tokens_[at_ - 1].kind == TokenKind::number;
            if (!is_mark(token, ",") || is_number) {
                return false;
            }
        }
        const bool is_inner = is_mark(token, ".") && token.glued && is_short_form(at_);
        ++at_;
        if (!is_inner) {
            begin_part();
        }
        return true;
    }

    /// "P. Tân Long", "TP."; the k of "325k." is of a number, and a sentence ends behind it.
    bool is_short_form(std::size_t end) const {
        if (end == 0 || tokens_[end - 1].kind != TokenKind::word) {
            return false;
        }
        const bool is_of_number =
            end > 1 && tokens_[end - 1].glued && tokens_[end - 2].kind == TokenKind::number;
        return !is_of_number && tokens_[end - 1].span.to - tokens_[end - 1].span.from <= 2;
    }

    std::ptrdiff_t offset() const { return static_cast<std::ptrdiff_t>(at_); }

    std::string_view text_;
    const ChatWords& words_;
    std::vector<ChatPart> parts_;
    std::vector<ChatToken> tokens_;
    std::size_t at_ = 0;
    std::size_t line_ = 0;
    bool in_address_ = false;
};

} // namespace

TextSpan ChatPart::span() const noexcept {
    if (phone) {
        return phone->span;
    }
    if (tokens.empty()) {
        return cue_span;
    }
    return {tokens.front().span.from, tokens.back().span.to};
}

TextSpan ChatPart::whole() const noexcept {
    const TextSpan said = span();
    return has_cue ? TextSpan{cue_span.from, std::max(said.to, cue_span.to)} : said;
}

std::vector<ChatPart>
read_parts(std::string_view text, const ChatLines& lines, const ChatWords& words) {
    return PartReader{text, words}.read(lines);
}

} // namespace route9::adapters
