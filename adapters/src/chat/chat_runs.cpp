// SPDX-License-Identifier: Apache-2.0
// Where one word ends and the next begins in Lao and Thai, as far as we know the words. What is
// short, or an everyday word, counts only at the beginning of a run: ສອງ ("two") also begins
// ສອງຄອນ, a district.
#include "chat/chat_tokens.hpp"
#include "core/lower_case.hpp"
#include "core/text.hpp"

#include <utility>

namespace route9::adapters {
namespace {

constexpr WordKinds kAtFront{
    WordKind::label,
    WordKind::marker,
    WordKind::payment,
    WordKind::filler,
    WordKind::title,
    WordKind::per,
    WordKind::place,
};
constexpr WordKinds kInside{WordKind::label, WordKind::marker, WordKind::payment, WordKind::place};
constexpr WordKinds kCounting{
    WordKind::number, WordKind::scale, WordKind::currency, WordKind::piece, WordKind::per
};
constexpr std::size_t inside_characters_min = 3;

/// Bytes of each word when the whole text is numbers and units ("ສາມແສນກີບ"); empty otherwise.
std::vector<std::size_t> counting_words(std::string_view text, const ChatWords& words) {
    std::vector<std::size_t> lengths;
    while (!text.empty()) {
        const ChatWord* word = words.longest_in_run(text, kCounting);
        if (word == nullptr) {
            return {};
        }
        lengths.push_back(ChatWords::length_in_run(*word, text));
        text.remove_prefix(lengths.back());
    }
    return lengths;
}

class RunCutter {
public:
    RunCutter(const ChatToken& run, std::string_view text, const ChatWords& words)
        : run_(run), text_(text.substr(run.span.from, run.span.to - run.span.from)), words_(words) {
    }

    std::vector<ChatToken> cut() {
        std::size_t at = 0;
        bool at_front = true;
        while (at < text_.size()) {
            if (begin_ == at && take_counting(at)) {
                break;
            }
            const ChatWord* word = word_at(at, at_front && begin_ == at);
            if (word == nullptr) {
                at += first_character(text_.substr(at)).bytes;
                continue;
            }
            const std::size_t end = at + ChatWords::length_in_run(*word, text_.substr(at));
            add(begin_, at);
            add(at, end);
            begin_ = at = end;
            at_front = word->kind != WordKind::marker;
        }
        add(begin_, text_.size());
        return std::move(pieces_);
    }

private:
    const ChatWord* word_at(std::size_t at, bool at_front) const {
        const std::string_view rest = text_.substr(at);
        const ChatWord* word = words_.longest_in_run(rest, at_front ? kAtFront : kInside);
        if (word == nullptr || at_front) {
            return word;
        }
        const std::size_t bytes = ChatWords::length_in_run(*word, rest);
        const bool is_short = count_characters(rest.substr(0, bytes)) < inside_characters_min;
        return is_short || word->trust == WordTrust::hint ? nullptr : word;
    }

    bool take_counting(std::size_t at) {
        const auto lengths = counting_words(text_.substr(at), words_);
        for (const std::size_t length : lengths) {
            add(begin_, begin_ + length);
            begin_ += length;
        }
        return !lengths.empty();
    }

    void add(std::size_t from, std::size_t to) {
        if (from == to) {
            return;
        }
        ChatToken piece = run_;
        piece.span = {run_.span.from + from, run_.span.from + to};
        piece.plain = lower_case(text_.substr(from, to - from));
        piece.bare = piece.plain;
        piece.glued = from != 0 || run_.glued;
        pieces_.push_back(std::move(piece));
    }

    const ChatToken& run_;
    std::string_view text_;
    const ChatWords& words_;
    std::vector<ChatToken> pieces_;
    std::size_t begin_ = 0;
};

} // namespace

std::vector<ChatToken>
cut_runs(std::vector<ChatToken> tokens, std::string_view text, const ChatWords& words) {
    std::vector<ChatToken> out;
    out.reserve(tokens.size());
    for (ChatToken& token : tokens) {
        if (token.script != Script::lao && token.script != Script::thai) {
            out.push_back(std::move(token));
            continue;
        }
        for (ChatToken& piece : RunCutter{token, text, words}.cut()) {
            out.push_back(std::move(piece));
        }
    }
    return out;
}

} // namespace route9::adapters
