// SPDX-License-Identifier: Apache-2.0
#include "core/checkpoint.hpp"

#include "core/assert.hpp"
#include "core/text.hpp"

#include <algorithm>
#include <charconv>
#include <optional>
#include <span>
#include <utility>

namespace route9 {
namespace {

constexpr std::byte kEd25519{0x01};
constexpr std::string_view kMark = "\u2014 "; // em dash, blank
constexpr std::size_t kSignaturesMax = 64;

Failure not_a_note(std::string message) {
    return fail_field("", "malformed", std::move(message));
}

template <std::size_t Size>
std::array<std::byte, Size> fixed(ByteView from) {
    std::array<std::byte, Size> to{};
    std::ranges::copy(from.first(Size), to.begin());
    return to;
}

Bytes joined(ByteView first, ByteView second) {
    Bytes both(first.begin(), first.end());
    both.insert(both.end(), second.begin(), second.end());
    return both;
}

Bytes algorithm_and_key(const PublicKey& key) {
    return joined(std::span{&kEd25519, 1}, key);
}

/// The line in front of the first line end, which is taken away with it; nullopt without one.
std::optional<std::string_view> take_line(std::string_view& text) {
    const auto end = text.find('\n');
    if (end == text.npos) {
        return std::nullopt;
    }
    const auto line = text.substr(0, end);
    text.remove_prefix(end + 1);
    return line;
}

/// Decimal digits without a leading zero.
std::optional<std::uint64_t> parse_size(std::string_view text) {
    std::uint64_t size = 0;
    const auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), size);
    const bool is_whole = fault == std::errc{} && end == text.data() + text.size();
    return is_whole && std::to_string(size) == text ? std::optional{size} : std::nullopt;
}

Result<NoteSignature> parse_signature(std::string_view line) {
    if (!line.starts_with(kMark)) {
        return not_a_note("A signature line begins with an em dash and a blank.");
    }
    line.remove_prefix(kMark.size());
    const auto blank = line.find(' ');
    const auto content = blank == line.npos ? std::nullopt : from_base64(line.substr(blank + 1));
    if (!content || content->size() <= NoteKeyId{}.size() || !is_note_name(line.substr(0, blank))) {
        return not_a_note("A signature line is a name, a blank, and base64 of id and signature.");
    }
    NoteSignature signature{.name = std::string{line.substr(0, blank)}};
    signature.key_id = fixed<4>(*content);
    signature.bytes.assign(content->begin() + 4, content->end());
    return signature;
}

bool has_control(std::string_view text) {
    return std::ranges::any_of(text, [](char letter) {
        return static_cast<unsigned char>(letter) < 0x20 && letter != '\n';
    });
}

} // namespace

bool is_note_name(std::string_view name) noexcept {
    const bool is_plain = std::ranges::all_of(name, [](char letter) {
        return static_cast<unsigned char>(letter) > 0x20 && letter != '+' && letter != 0x7f;
    });
    return !name.empty() && is_plain && is_valid_utf8(name);
}

NoteKeyId note_key_id(const NoteKey& key) {
    const Bytes hashed = joined(as_byte_view(key.name + "\n"), algorithm_and_key(key.key));
    return fixed<4>(sha256(hashed));
}

std::string note_key_text(const NoteKey& key) {
    return key.name + "+" + hex(note_key_id(key)) + "+" + base64(algorithm_and_key(key.key));
}

Result<NoteKey> parse_note_key(std::string_view text) {
    const auto first = text.find('+');
    const auto second = first == text.npos ? text.npos : text.find('+', first + 1);
    if (second == text.npos || !is_note_name(text.substr(0, first))) {
        return not_a_note("A log's key is written as name+id+key.");
    }
    const auto id = from_hex(text.substr(first + 1, second - first - 1));
    const auto content = from_base64(text.substr(second + 1));
    if (!id || !content || content->size() != 1 + PublicKey{}.size() ||
        content->front() != kEd25519) {
        return not_a_note("A log's key is name+id+key, the key an Ed25519 one in base64.");
    }
    NoteKey key{
        .name = std::string{text.substr(0, first)}, .key = fixed<32>(ByteView{*content}.subspan(1))
    };
    if (!std::ranges::equal(*id, note_key_id(key))) {
        return not_a_note("The id is not that of this name and key: a letter is wrong.");
    }
    return key;
}

std::string sign_note(std::string_view text, std::string_view name, const Secret& seed) {
    ROUTE9_ASSERT(text.ends_with('\n') && is_note_name(name));
    const NoteKey key{.name = std::string{name}, .key = ed25519_public_key(seed)};
    const Signature signature = ed25519_sign(seed, as_byte_view(text));
    return std::string{text} + "\n" + std::string{kMark} + key.name + " " +
           base64(joined(note_key_id(key), signature)) + "\n";
}

Result<SignedNote> parse_note(std::string_view note) {
    if (!is_valid_utf8(note) || has_control(note)) {
        return not_a_note("A note is UTF-8 text without control characters but line ends.");
    }
    const auto middle = note.rfind("\n\n");
    if (middle == note.npos || !note.ends_with('\n')) {
        return not_a_note("A note is text, an empty line, and lines of signatures.");
    }
    SignedNote parsed{.text = std::string{note.substr(0, middle + 1)}};
    std::string_view rest = note.substr(middle + 2);
    while (const auto line = take_line(rest)) {
        auto signature = parse_signature(*line);
        if (!signature) {
            return Failure{std::move(signature).error()};
        }
        if (parsed.signatures.size() == kSignaturesMax) {
            return not_a_note("A note has 64 signatures at most.");
        }
        parsed.signatures.push_back(*std::move(signature));
    }
    if (parsed.signatures.empty()) {
        return not_a_note("Nobody has signed this note.");
    }
    return parsed;
}

bool is_signed_by(const SignedNote& note, const NoteKey& key) {
    const auto is_of_key = [&key, id = note_key_id(key)](const NoteSignature& signature) {
        return signature.name == key.name && signature.key_id == id;
    };
    const auto found = std::ranges::find_if(note.signatures, is_of_key);
    return found != note.signatures.end() && found->bytes.size() == Signature{}.size() &&
           ed25519_verify(key.key, as_byte_view(note.text), fixed<64>(found->bytes));
}

std::string checkpoint_text(const Checkpoint& checkpoint) {
    return checkpoint.origin + "\n" + std::to_string(checkpoint.tree.size) + "\n" +
           base64(checkpoint.tree.root) + "\n";
}

Result<Checkpoint> parse_checkpoint(std::string_view text) {
    const auto origin = take_line(text);
    const auto size = take_line(text);
    const auto root = take_line(text);
    if (!origin || !size || !root || origin->empty()) {
        return not_a_note("A checkpoint has three lines: the log's name, its size and its root.");
    }
    const auto leaves = parse_size(*size);
    const auto hash = from_base64(*root);
    if (!leaves) {
        return not_a_note("A checkpoint's second line is the number of leaves.");
    }
    if (!hash || hash->size() != Digest256{}.size()) {
        return not_a_note("A checkpoint's third line is a root of 32 bytes in base64.");
    }
    return Checkpoint{
        .origin = std::string{*origin}, .tree = {.size = *leaves, .root = fixed<32>(*hash)}
    };
}

Result<Checkpoint> open_checkpoint(std::string_view note, const NoteKey& key) {
    const auto parsed = parse_note(note);
    if (!parsed) {
        return Failure{parsed.error()};
    }
    if (!is_signed_by(*parsed, key)) {
        return not_a_note("The checkpoint is not signed by " + key.name + " with this key.");
    }
    auto checkpoint = parse_checkpoint(parsed->text);
    if (checkpoint && checkpoint->origin != key.name) {
        return not_a_note(
            "The checkpoint is of " + checkpoint->origin + ", the key of " + key.name + "."
        );
    }
    return checkpoint;
}

} // namespace route9
