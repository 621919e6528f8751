// SPDX-License-Identifier: Apache-2.0
#include "chat/chat_lines.hpp"

#include "chat/chat_tokens.hpp"
#include "core/text.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <string>

namespace route9::adapters {
namespace {

constexpr std::size_t sender_characters_max = 60;

/// Words that stand beside a time: day halves and relative days.
constexpr std::array<std::string_view, 13> kTimeWords{
    "am",
    "pm",
    "sa",
    "ch",
    "hom",
    "nay",
    "qua",
    "at",
    "luc",
    "today",
    "yesterday",
    "ngay",
    "thg",
};

/// How many of the tokens are a date and a time; 0 when there is no time of day among them.
std::size_t stamp_tokens(const std::vector<ChatToken>& tokens) {
    std::size_t used = 0;
    bool has_time = false;
    while (used < tokens.size()) {
        const ChatToken& token = tokens[used];
        const bool is_number = token.kind == TokenKind::number && token.plain.size() <= 4;
        const bool is_sign = token.kind == TokenKind::mark &&
                             std::string_view{"[]/:.,-"}.find(token.plain) != std::string::npos;
        const bool is_word = token.kind == TokenKind::word &&
                             std::ranges::find(kTimeWords, token.bare) != kTimeWords.end();
        if (!is_number && !is_sign && !is_word) {
            break;
        }
        const bool is_hour = is_number && token.plain.size() <= 2 && used + 2 < tokens.size() &&
                             is_mark(tokens[used + 1], ":") && tokens[used + 1].glued &&
                             tokens[used + 2].kind == TokenKind::number &&
                             tokens[used + 2].plain.size() == 2;
        has_time = has_time || is_hour;
        ++used;
        if (has_time && is_sign && (token.plain == "-" || token.plain == "]")) {
            break; // the message begins
        }
    }
    return has_time ? used : 0;
}

struct Header {
    std::size_t message = 0; // where it begins
    TextSpan sender;
    bool is_alone = false; // the line holds nothing but a time
};

/// "22/11/2026, 14:05 - Name: …", "[14:05, 22/11/2026] Name: …", "[22/11/26, 2:05:33 PM] Name: …".
std::optional<Header> read_header(std::string_view text, TextSpan line) {
    const auto tokens = tokenise(text.substr(line.from, line.to - line.from), line.from);
    const std::size_t used = stamp_tokens(tokens);
    if (used == 0) {
        return std::nullopt;
    }
    if (used == tokens.size()) {
        return Header{.message = line.to, .sender = {}, .is_alone = true};
    }
    const std::string_view sign = tokens[used - 1].plain;
    if (sign != "-" && sign != "]") {
        return std::nullopt;
    }
    const std::size_t name = tokens[used].span.from;
    const std::string_view rest = text.substr(name, line.to - name);
    const auto colon = rest.find(": ");
    const auto end = colon == rest.npos && rest.ends_with(':') ? rest.size() - 1 : colon;
    if (end == rest.npos || count_characters(rest.substr(0, end)) > sender_characters_max) {
        return Header{.message = name, .sender = {}};
    }
    return Header{.message = std::min(name + end + 1, line.to), .sender = {name, name + end}};
}

bool may_be_name(std::string_view text, TextSpan line) {
    const std::string_view words = text.substr(line.from, line.to - line.from);
    const auto tokens = tokenise(words, line.from);
    return !tokens.empty() && tokens.size() <= 5 &&
           std::ranges::all_of(tokens, [](const ChatToken& token) {
               return token.kind == TokenKind::word;
           });
}

class LineReader {
public:
    explicit LineReader(std::string_view text) : text_(text) {}

    ChatLines read() {
        std::size_t from = 0;
        while (from < text_.size()) {
            const std::size_t end = std::min(text_.find('\n', from), text_.size());
            take({from, end});
            from = end + 1;
        }
        return std::move(out_);
    }

private:
    void take(TextSpan line) {
        const auto header = read_header(text_, line);
        if (!header) {
            out_.lines.push_back(line);
            return;
        }
        if (header->is_alone) { // Messenger and Zalo: the name is the line before
            if (!out_.lines.empty() && may_be_name(text_, out_.lines.back())) {
                add_sender(out_.lines.back());
                out_.lines.pop_back();
            }
            return;
        }
        if (header->sender.to > header->sender.from) {
            add_sender(header->sender);
        }
        if (header->message < line.to) {
            out_.lines.push_back({header->message, line.to});
        }
    }

    void add_sender(TextSpan span) {
        const auto words = [this](TextSpan of) { return text_.substr(of.from, of.to - of.from); };
        const bool is_known = std::ranges::any_of(out_.senders, [&](TextSpan known) {
            return words(known) == words(span);
        });
        if (!is_known) {
            out_.senders.push_back(span);
        }
    }

    std::string_view text_;
    ChatLines out_;
};

} // namespace

ChatLines read_lines(std::string_view text) {
    return LineReader{text}.read();
}

} // namespace route9::adapters
