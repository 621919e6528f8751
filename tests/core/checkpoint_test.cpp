// SPDX-License-Identifier: Apache-2.0
#include "core/checkpoint.hpp"

#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>
#include <string>

namespace route9 {
namespace {

// The example of Go's golang.org/x/mod/sumdb/note.
constexpr std::string_view kNeumannKey =
    "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW";
constexpr std::string_view kNeumannNote =
    "If you think cryptography is the answer to your problem,\n"
    "then you don't know what your problem is.\n"
    "\n"
    "— PeterNeumann "
    "x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM="
    "\n";

class SignedNotes : public testing::Test {
protected:
    static void SetUpTestSuite() { crypto_start(); }

    NoteKey key(std::string name = "r9.example.vn/qt") const {
        return {.name = std::move(name), .key = ed25519_public_key(seed_)};
    }
    std::string checkpoint(std::uint64_t size = 1) const {
        const Checkpoint of{
            .origin = "r9.example.vn/qt",
            .tree = {.size = size, .root = merkle::leaf_hash(as_byte_view(""))},
        };
        return sign_note(checkpoint_text(of), of.origin, seed_);
    }

    Secret seed_{std::string_view{"0123456789abcdef0123456789ABCDEF"}};
};

std::string replaced(std::string text, std::string_view part, std::string_view with) {
    const auto at = text.find(part);
    EXPECT_NE(at, text.npos) << part;
    return at == text.npos ? text : text.replace(at, part.size(), with);
}

std::string why_not(const auto& result) {
    return result ? "" : result.error().fields.at(0).message;
}

TEST_F(SignedNotes, ThePublishedExampleHolds) {
    const auto key = parse_note_key(kNeumannKey);
    const auto note = parse_note(kNeumannNote);
    ASSERT_TRUE(key) << why_not(key);
    ASSERT_TRUE(note) << why_not(note);
    EXPECT_TRUE(is_signed_by(*note, *key));
    EXPECT_EQ(hex(note_key_id(*key)), "c74f20a3");
    EXPECT_EQ(note_key_text(*key), kNeumannKey);
    EXPECT_TRUE(note->text.ends_with("your problem is.\n"));
}

TEST_F(SignedNotes, OneOtherLetterAndItHoldsNoMore) {
    const auto key = parse_note_key(kNeumannKey);
    ASSERT_TRUE(key);
    const auto other = parse_note(replaced(std::string{kNeumannNote}, "answer", "Answer"));
    ASSERT_TRUE(other);
    EXPECT_FALSE(is_signed_by(*other, *key));
    const auto other_bytes = parse_note(replaced(std::string{kNeumannNote}, "RyyBw", "RyyBx"));
    ASSERT_TRUE(other_bytes);
    EXPECT_FALSE(is_signed_by(*other_bytes, *key));
}

TEST_F(SignedNotes, AKeyWithAWrongLetterIsTold) {
    EXPECT_EQ(
        why_not(parse_note_key(replaced(std::string{kNeumannKey}, "c74f20a3", "c74f20a4"))),
        "The id is not that of this name and key: a letter is wrong."
    );
    EXPECT_EQ(
        why_not(parse_note_key("PeterNeumann+c74f20a3")), "A log's key is written as name+id+key."
    );
    EXPECT_FALSE(parse_note_key("Peter Neumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq="));
    EXPECT_FALSE(parse_note_key(""));
}

TEST_F(SignedNotes, ACheckpointIsThreeLinesAndASignature) {
    const std::string note = checkpoint();
    EXPECT_TRUE(
        note.starts_with("r9.example.vn/qt\n1\nbjQLnP+zepicpUTmu3gKLHiQHT+zNzh2hRGjBhevoB0=\n\n"
                         "— r9.example.vn/qt ")
    ) << note;
    const auto opened = open_checkpoint(note, key());
    ASSERT_TRUE(opened) << why_not(opened);
    EXPECT_EQ(opened->origin, "r9.example.vn/qt");
    EXPECT_EQ(opened->tree.size, 1U);
    EXPECT_EQ(
        hex(opened->tree.root), "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d"
    );
}

TEST_F(SignedNotes, ACheckpointThatWasChangedIsNotOpened) {
    EXPECT_EQ(
        why_not(open_checkpoint(replaced(checkpoint(), "\n1\n", "\n2\n"), key())),
        "The checkpoint is not signed by r9.example.vn/qt with this key."
    );
    EXPECT_FALSE(open_checkpoint(checkpoint(), key("r9.example.vn/other")));
    const NoteKey stranger{
        .name = "r9.example.vn/qt",
        .key = ed25519_public_key(Secret{std::string_view{"another seed of 32 bytes in all."}}),
    };
    EXPECT_FALSE(open_checkpoint(checkpoint(), stranger));
}

TEST_F(SignedNotes, ALogSignsForItselfOnly) {
    const std::string text = "r9.example.vn/other\n0\n" + base64(merkle::empty_root()) + "\n";
    const auto opened = open_checkpoint(sign_note(text, key().name, seed_), key());
    EXPECT_EQ(
        why_not(opened), "The checkpoint is of r9.example.vn/other, the key of r9.example.vn/qt."
    );
}

TEST_F(SignedNotes, AWitnessMaySignBesideTheLog) {
    const std::string seen =
        replaced(checkpoint(), "\n\n", "\n\n— witness.example AAAAAAECAwQFBgcICQ==\n");
    EXPECT_TRUE(open_checkpoint(seen, key()));
}

TEST_F(SignedNotes, WhatIsNoCheckpointIsTold) {
    const auto told = [](std::string_view text) { return why_not(parse_checkpoint(text)); };
    const std::string root = base64(merkle::empty_root()) + "\n";
    EXPECT_EQ(told("a/b\n0\n" + root), "");
    EXPECT_EQ(told("a/b\n0\n" + root + "an extension\n"), "");
    constexpr std::string_view kSize = "A checkpoint's second line is the number of leaves.";
    for (const std::string_view size : {"00", "-1", "1.0", "+1", "", "18446744073709551616"}) {
        EXPECT_EQ(told("a/b\n" + std::string{size} + "\n" + root), kSize) << size;
    }
    EXPECT_EQ(told("a/b\n0\nAAAA\n"), "A checkpoint's third line is a root of 32 bytes in base64.");
    EXPECT_EQ(
        told("a/b\n0\n"), "A checkpoint has three lines: the log's name, its size and its root."
    );
}

TEST_F(SignedNotes, WhatIsNoNoteIsTold) {
    for (const std::string_view note :
         {"",
          "text\n",
          "text\n\n",
          "text\n\n— name\n",
          "text\n\n— name AAAA\n",
          "text\n\n- name AAAAAAECAwQFBgcICQ==\n",
          "text\n\n— na+me AAAAAAECAwQFBgcICQ==\n",
          "text\n\n— name AAAAAAECAwQFBgcICQ==",
          "te\xFFxt\n\n— name AAAAAAECAwQFBgcICQ==\n",
          "te\txt\n\n— name AAAAAAECAwQFBgcICQ==\n"}) {
        EXPECT_FALSE(parse_note(note)) << note;
    }
    EXPECT_TRUE(parse_note("text\n\n— name AAAAAAECAwQFBgcICQ==\n"));
}

void write(const std::string& file, ByteView content) {
    std::ofstream out{file, std::ios::binary};
    out.write(
        reinterpret_cast<const char*>(content.data()), static_cast<std::streamsize>(content.size())
    );
}

// Another library verifies what ours has signed, over the bytes the specification names.
TEST_F(SignedNotes, TheOpensslCommandVerifiesACheckpoint) {
    const auto note = parse_note(checkpoint());
    ASSERT_TRUE(note);
    const std::string at = testing::TempDir() + "checkpoint_by_openssl";
    // SubjectPublicKeyInfo of an Ed25519 key (RFC 8410).
    Bytes der = from_hex("302a300506032b6570032100").value();
    const PublicKey public_key = key().key;
    der.insert(der.end(), public_key.begin(), public_key.end());
    write(at + ".der", der);
    write(at + ".txt", as_byte_view(note->text));
    write(at + ".sig", note->signatures.at(0).bytes);
    const std::string command = "openssl pkeyutl -verify -pubin -keyform DER -inkey " + at +
                                ".der -rawin -in " + at + ".txt -sigfile " + at +
                                ".sig > /dev/null 2>&1";
    EXPECT_EQ(std::system(command.c_str()), 0);
    write(at + ".txt", as_byte_view(note->text + "2"));
    EXPECT_NE(std::system(command.c_str()), 0);
}

} // namespace
} // namespace route9
