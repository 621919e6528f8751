// SPDX-License-Identifier: Apache-2.0
#include "core/people/password_policy.hpp"

#include "core/text.hpp"
#include "unicode_text.hpp"

#include <cstdlib>
#include <vector>

namespace route9 {
namespace {

/// Shorter words of the context ("an", "qt") stand inside good passwords by chance.
constexpr std::size_t kWordBytesMin = 3;
/// Characters that must be left when every known word is taken out.
constexpr std::size_t kOwnCharactersMin = 8;
/// Characters that neither repeat the one before them nor follow it in the alphabet.
constexpr std::size_t kTurnsMin = 5;

Failure refuse(std::string_view pointer, std::string code, std::string message) {
    return fail_field(std::string{pointer}, std::move(code), std::move(message));
}

void take_out(std::string& text, const std::string& word) {
    if (word.size() < kWordBytesMin) {
        return;
    }
    for (auto at = text.find(word); at != text.npos; at = text.find(word, at)) {
        text.erase(at, word.size());
    }
}

/// "Bunmi Sengchan" guards against "bunmi", "sengchan" and both together.
std::vector<std::string> words_of(std::span<const std::string> context) {
    std::vector<std::string> words;
    for (const std::string& text : context) {
        std::string word;
        for (const char c : fold_name(text) + " ") {
            if (c != ' ') {
                word.push_back(c);
            } else if (!word.empty()) {
                words.push_back(std::move(word));
                word.clear();
            }
        }
    }
    return words;
}

std::size_t turns_of(std::string_view text) {
    std::size_t turns = 0;
    UChar32 before = -1;
    for_each_character(text, NormalForm::nfkc, [&](UChar32 c) {
        turns += std::abs(c - before) > 1 ? 1 : 0;
        before = c;
    });
    return turns;
}

bool has_control(std::string_view text) {
    for (const char c : text) {
        if (static_cast<unsigned char>(c) < 0x20 || c == 0x7f) {
            return true;
        }
    }
    return false;
}

} // namespace

Secret normalised_password(std::string_view text) {
    std::string out;
    for_each_character(text, NormalForm::nfkc, [&](UChar32 c) { append_character(out, c); });
    Secret password{std::string_view{out}};
    wipe(out.data(), out.size());
    return password;
}

Result<Secret> check_new_password(
    std::string_view pointer,
    std::string_view text,
    std::span<const std::string> common,
    std::span<const std::string> context
) {
    if (!is_valid_utf8(text) || has_control(text)) {
        return refuse(pointer, "bad_value", "use letters, digits, signs and blanks");
    }
    Secret password = normalised_password(text);
    const std::size_t characters = count_characters(password.reveal_text());
    if (characters < password_characters_min) {
        return refuse(pointer, "too_short", "use at least 12 characters; a few words will do");
    }
    if (characters > password_characters_max) {
        return refuse(pointer, "too_long", "use at most 128 characters");
    }
    std::string own = fold_vietnamese(password.reveal_text());
    std::erase(own, ' ');
    if (turns_of(own) < kTurnsMin) {
        return refuse(pointer, "too_common", "use more than a sequence or a repeated sign");
    }
    // Words of the context first: they are the longer ones.
    for (const std::string& word : words_of(context)) {
        take_out(own, word);
    }
    for (const std::string& word : common) {
        take_out(own, word);
    }
    const bool guessable = count_characters(own) < kOwnCharactersMin || turns_of(own) < 3;
    wipe(own.data(), own.size());
    if (guessable) {
        return refuse(
            pointer,
            "too_common",
            "this is made of common words, your name or the service's: add words of your own"
        );
    }
    return password;
}

} // namespace route9
