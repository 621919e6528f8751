// SPDX-License-Identifier: Apache-2.0
#include "chat/chat_tokens.hpp"

#include "core/lower_case.hpp"
#include "core/text.hpp"

#include <optional>
#include <utility>

namespace route9::adapters {
namespace {

struct Range {
    char32_t first;
    char32_t last;
};

template <std::size_t Size>
bool is_in(const Range (&ranges)[Size], char32_t code) {
    for (const Range& range : ranges) {
        if (code >= range.first && code <= range.last) {
            return true;
        }
    }
    return false;
}

constexpr Range kBlanks[] = {
    {0x00, 0x09},
    {0x0b, 0x20},
    {0x7f, 0xa0},
    {0x2000, 0x200f},
    {0x2028, 0x202f},
    {0x205f, 0x206f},
    {0x3000, 0x3000},
    {0xfe00, 0xfe0f},
    {0xfeff, 0xfeff},
};
constexpr Range kLatin[] = {
    {'A', 'Z'},
    {'a', 'z'},
    {0xc0, 0xd6},
    {0xd8, 0xf6},
    {0xf8, 0x24f},
    {0x300, 0x36f},
    {0x1e00, 0x1eff},
};
constexpr Range kOtherLetters[] = {{0x370, 0x52f}, {0x3040, 0x9fff}, {0xac00, 0xd7a3}};
constexpr Range kDigits[] = {{'0', '9'}, {0xe50, 0xe59}, {0xed0, 0xed9}, {0xff10, 0xff19}};

struct Class {
    TokenKind kind = TokenKind::mark;
    Script script = Script::other;
    friend bool operator==(const Class&, const Class&) = default;
};

/// Nullopt for a blank.
std::optional<Class> class_of(char32_t code) {
    if (code == '\n') {
        return Class{TokenKind::line_end};
    }
    if (is_in(kBlanks, code)) {
        return std::nullopt;
    }
    if (is_in(kDigits, code)) {
        return Class{TokenKind::number};
    }
    if (is_in(kLatin, code)) {
        return Class{TokenKind::word, Script::latin};
    }
    constexpr char32_t baht_sign = 0xe3f;
    if (code >= 0xe00 && code <= 0xe7f && code != baht_sign) {
        return Class{TokenKind::word, Script::thai};
    }
    if (code >= 0xe80 && code <= 0xeff) {
        return Class{TokenKind::word, Script::lao};
    }
    if (is_in(kOtherLetters, code)) {
        return Class{TokenKind::word, Script::other};
    }
    return Class{};
}

char digit_of(char32_t code) {
    for (const Range& range : kDigits) {
        if (code >= range.first && code <= range.last) {
            return static_cast<char>('0' + (code - range.first));
        }
    }
    return '0';
}

void finish(ChatToken& token, std::string_view text) {
    if (token.kind == TokenKind::word) {
        token.plain = lower_case(text);
        token.bare = fold_vietnamese(text);
    } else if (token.kind == TokenKind::mark) {
        token.plain = std::string{text};
    }
}

} // namespace

Character first_character(std::string_view text) noexcept {
    const auto byte = [text](std::size_t at) -> char32_t {
        return at < text.size() ? static_cast<unsigned char>(text[at]) : 0U;
    };
    const char32_t lead = byte(0);
    const auto rest = [&](std::size_t at) { return byte(at) & 0x3fU; };
    if (lead < 0xc0) {
        return {lead, 1};
    }
    if (lead < 0xe0) {
        return {(lead & 0x1fU) << 6U | rest(1), 2};
    }
    if (lead < 0xf0) {
        return {(lead & 0x0fU) << 12U | rest(1) << 6U | rest(2), 3};
    }
    return {(lead & 0x07U) << 18U | rest(1) << 12U | rest(2) << 6U | rest(3), 4};
}

std::vector<ChatToken> tokenise(std::string_view text, std::size_t offset) {
    std::vector<ChatToken> tokens;
    bool glued = false;
    std::size_t at = 0;
    while (at < text.size()) {
        const Character first = first_character(text.substr(at));
        const auto found = class_of(first.code);
        if (!found) {
            glued = false;
            at += first.bytes;
            continue;
        }
        ChatToken token{.kind = found->kind, .script = found->script, .glued = glued};
        const std::size_t begin = at;
        const bool is_run = found->kind == TokenKind::word || found->kind == TokenKind::number;
        do {
            const Character next = first_character(text.substr(at));
            if (found->kind == TokenKind::number) {
                token.plain += digit_of(next.code);
            }
            at += next.bytes;
        } while (is_run && at < text.size() &&
                 class_of(first_character(text.substr(at)).code) == found);
        at = std::min(at, text.size());
        token.span = {offset + begin, offset + at};
        finish(token, text.substr(begin, at - begin));
        tokens.push_back(std::move(token));
        glued = true;
    }
    return tokens;
}

bool is_mark(const ChatToken& token, std::string_view sign) noexcept {
    return token.kind == TokenKind::mark && token.plain == sign;
}

} // namespace route9::adapters
