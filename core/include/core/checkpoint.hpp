// SPDX-License-Identifier: Apache-2.0
// How a log says what it holds: a checkpoint (origin, size, root) in a signed note. Each signature
// line is "— name base64(key id ‖ signature)"; a key's id is the first four bytes of SHA-256(name ‖
// 0x0A ‖ 0x01 ‖ public key). Ed25519 only. Pure; any thread. Sources: c2sp.org/signed-note@v1.0.0,
// c2sp.org/tlog-checkpoint@v1.0.0, Go's golang.org/x/mod/sumdb/note.
#pragma once

#include "core/crypto.hpp"
#include "core/merkle.hpp"
#include "core/result.hpp"
#include "core/secret.hpp"

#include <array>
#include <string>
#include <string_view>
#include <vector>

namespace route9 {

using NoteKeyId = std::array<std::byte, 4>;

/// Who signs, as whoever verifies knows them.
struct NoteKey {
    std::string name; // no blank, no '+'
    PublicKey key{};

    friend bool operator==(const NoteKey&, const NoteKey&) = default;
};

bool is_note_name(std::string_view name) noexcept;
NoteKeyId note_key_id(const NoteKey& key);
/// "name+c74f20a3+ARpc2Q…", as public lists of logs write it.
std::string note_key_text(const NoteKey& key);
/// Error: validation_failed, also for another algorithm and for an id that is not the key's.
Result<NoteKey> parse_note_key(std::string_view text);

struct NoteSignature {
    std::string name;
    NoteKeyId key_id{};
    Bytes bytes{};
};

struct SignedNote {
    std::string text; // ends with a line end, which is signed too
    std::vector<NoteSignature> signatures{};
};

/// Precondition: `text` ends with a line end and holds no empty line at its end; the name is one.
std::string sign_note(std::string_view text, std::string_view name, const Secret& seed);
/// Error: validation_failed, naming what is not as a note must be.
Result<SignedNote> parse_note(std::string_view note);
/// Is there a signature of this key, and does it hold? Others are passed over.
bool is_signed_by(const SignedNote& note, const NoteKey& key);

struct Checkpoint {
    std::string origin; // the log's name, a URL without its scheme
    merkle::Tree tree{};
};

std::string checkpoint_text(const Checkpoint& checkpoint);
/// Lines behind the third are allowed and passed over. Error: validation_failed.
Result<Checkpoint> parse_checkpoint(std::string_view text);
/// A note that holds a checkpoint of this key's log, signed by it. Error: validation_failed.
Result<Checkpoint> open_checkpoint(std::string_view note, const NoteKey& key);

} // namespace route9
