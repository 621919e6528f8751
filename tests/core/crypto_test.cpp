// SPDX-License-Identifier: Apache-2.0
#include "core/crypto.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdio>
#include <memory>
#include <ostream>
#include <string>
#include <type_traits>

namespace route9 {
namespace {

class Crypto : public testing::Test {
protected:
    static void SetUpTestSuite() { crypto_start(); }
};

Bytes bytes(std::string_view hex_text) {
    return from_hex(hex_text).value();
}

template <std::size_t Size>
std::array<std::byte, Size> fixed(std::string_view hex_text) {
    const Bytes from = bytes(hex_text);
    std::array<std::byte, Size> to{};
    std::copy_n(from.begin(), Size, to.begin());
    return to;
}

Secret secret(std::string_view hex_text) {
    const Bytes content = bytes(hex_text);
    return Secret{std::span<const std::byte>{content}};
}

std::string repeated(std::string_view pair, int count) {
    std::string out;
    for (int i = 0; i < count; ++i) {
        out += pair;
    }
    return out;
}

TEST_F(Crypto, Sha256GivesThePublishedDigestsOfFips180) {
    EXPECT_EQ(hex(sha256({})), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    EXPECT_EQ(
        hex(sha256(as_byte_view("abc"))),
        "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
    );
    EXPECT_EQ(
        hex(sha256(as_byte_view("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq"))),
        "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"
    );
}

TEST_F(Crypto, HmacGivesThePublishedCodesOfRfc4231) {
    EXPECT_EQ(
        hex(hmac_sha256(bytes(repeated("0b", 20)), as_byte_view("Hi There"))),
        "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7"
    );
    EXPECT_EQ(
        hex(hmac_sha256(as_byte_view("Jefe"), as_byte_view("what do ya want for nothing?"))),
        "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"
    );
    EXPECT_EQ(
        hex(hmac_sha256(
            bytes(repeated("aa", 131)),
            as_byte_view("Test Using Larger Than Block-Size Key - Hash Key First")
        )),
        "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54"
    );
}

TEST_F(Crypto, HmacAgreesWithTheOpensslCommand) {
    const std::string command =
        "printf '%s' 'route9: Lao Bảo' | openssl dgst -sha256 -hmac 'a key of ours' -r";
    const std::unique_ptr<std::FILE, int (*)(std::FILE*)> pipe{
        popen(command.c_str(), "r"), &pclose
    };
    ASSERT_NE(pipe, nullptr);
    std::string said(64, '\0');
    if (std::fread(said.data(), 1, said.size(), pipe.get()) != said.size()) {
        GTEST_SKIP() << "the openssl command is not installed";
    }
    EXPECT_EQ(
        hex(hmac_sha256(as_byte_view("a key of ours"), as_byte_view("route9: Lao Bảo"))), said
    );
}

// The expected digests come from another implementation: Python's hashlib.blake2b.
TEST_F(Crypto, KeyedDigestIsBlake2bWith256Bits) {
    std::string key;
    for (int i = 0; i < 64; ++i) {
        constexpr std::string_view digits = "0123456789abcdef";
        key += {digits[static_cast<std::size_t>(i / 16)], digits[static_cast<std::size_t>(i % 16)]};
    }
    EXPECT_EQ(
        hex(keyed_digest(bytes(key), {})),
        "2fa9fbd9be36437de204e139e97d402bce68c828f43391608c891b5faed8a98a"
    );
    EXPECT_EQ(
        hex(keyed_digest(bytes(key), as_byte_view("abc"))),
        "dff38c978666dff5631db35ca15535520d134f5c8060ea569c6a178ad393719f"
    );
    EXPECT_EQ(
        hex(keyed_digest(as_byte_view("0123456789abcdef"), as_byte_view("abc"))),
        "66b4857d42c644c61fca8c0bcea243e0e75088582c7964bbac6b92c02381d9c7"
    );
}

struct SigningCase {
    std::string_view seed;
    std::string_view public_key;
    std::string_view message;
    std::string_view signature;
};

// RFC 8032 section 7.1, TEST 1 to 3.
constexpr std::array signing_cases{
    SigningCase{
        "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60",
        "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a",
        "",
        "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e06522490155"
        "5fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b"
    },
    SigningCase{
        "4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb",
        "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c",
        "72",
        "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da"
        "085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00"
    },
    SigningCase{
        "c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7",
        "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025",
        "af82",
        "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac"
        "18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a"
    },
};

TEST_F(Crypto, Ed25519GivesThePublishedSignaturesOfRfc8032) {
    for (const SigningCase& row : signing_cases) {
        const Secret seed = secret(row.seed);
        EXPECT_EQ(hex(ed25519_public_key(seed)), row.public_key);
        EXPECT_EQ(hex(ed25519_sign(seed, bytes(row.message))), row.signature);
        EXPECT_TRUE(
            ed25519_verify(fixed<32>(row.public_key), bytes(row.message), fixed<64>(row.signature))
        );
    }
}

TEST_F(Crypto, Ed25519RefusesAnotherMessageKeyOrSignature) {
    const SigningCase& row = signing_cases[1];
    const auto key = fixed<32>(row.public_key);
    const auto good = fixed<64>(row.signature);
    EXPECT_FALSE(ed25519_verify(key, bytes("73"), good));
    EXPECT_FALSE(ed25519_verify(fixed<32>(signing_cases[0].public_key), bytes("72"), good));
    for (std::size_t i = 0; i < good.size(); ++i) {
        Signature bad = good;
        bad[i] ^= std::byte{1};
        EXPECT_FALSE(ed25519_verify(key, bytes("72"), bad)) << i;
    }
}

// draft-irtf-cfrg-xchacha-03, appendix A.3.1.
TEST_F(Crypto, SealGivesThePublishedXChaCha20Poly1305Bytes) {
    const Secret key = secret("808182838485868788898a8b8c8d8e8f909192939495969798999a9b9c9d9e9f");
    const std::string nonce = "404142434445464748494a4b4c4d4e4f5051525354555657";
    const Bytes sealed = seal(
        key,
        fixed<24>(nonce),
        as_byte_view(
            "Ladies and Gentlemen of the class of '99: If I could offer you only one tip for the "
            "future, sunscreen would be it."
        ),
        bytes("50515253c0c1c2c3c4c5c6c7")
    );
    EXPECT_EQ(
        hex(sealed),
        nonce + "bd6d179d3e83d43b9576579493c0e939572a1700252bfaccbed2902c21396cbb731c7f1b0b4aa644"
                "0bf3a82f4eda7e39ae64c6708c54c216cb96b72e1213b4522f8c9ba40db5d945b11b69b982c1bb9e"
                "3f3fac2bc369488f76b2383565d3fff921f9664c97637da9768812f615c68b13b52e"
                "c0875924c1c7987947deafd8780acf49"
    );
}

TEST_F(Crypto, UnsealsOnlyUntouchedBytesUnderTheSameKeyAndContext) {
    SystemEntropy entropy;
    const Secret key = secret(repeated("11", 32));
    const ByteView context = as_byte_view("people/per_1");
    const Bytes sealed = seal(key, make_nonce(entropy), as_byte_view("Khamla"), context);

    EXPECT_EQ(sealed.size(), 6 + seal_overhead_bytes);
    const auto opened = unseal(key, sealed, context);
    ASSERT_TRUE(opened.has_value());
    EXPECT_EQ(hex(*opened), hex(as_byte_view("Khamla")));

    EXPECT_FALSE(unseal(secret(repeated("12", 32)), sealed, context).has_value());
    EXPECT_FALSE(unseal(key, sealed, as_byte_view("people/per_2")).has_value());
    for (std::size_t i = 0; i < sealed.size(); ++i) {
        Bytes touched = sealed;
        touched[i] ^= std::byte{0x80};
        EXPECT_FALSE(unseal(key, touched, context).has_value()) << i;
        EXPECT_FALSE(unseal(key, ByteView{sealed}.first(i), context).has_value()) << i;
    }
}

TEST_F(Crypto, SealsEmptyBytes) {
    SystemEntropy entropy;
    const Secret key = secret(repeated("11", 32));
    const auto opened = unseal(key, seal(key, make_nonce(entropy), {}, {}), {});
    ASSERT_TRUE(opened.has_value());
    EXPECT_TRUE(opened->empty());
}

TEST_F(Crypto, ComparesSecretsByContentAndLength) {
    EXPECT_TRUE(equal_secret(as_byte_view("abc"), as_byte_view("abc")));
    EXPECT_TRUE(equal_secret({}, {}));
    EXPECT_FALSE(equal_secret(as_byte_view("abc"), as_byte_view("abd")));
    EXPECT_FALSE(equal_secret(as_byte_view("abc"), as_byte_view("ab")));
}

TEST_F(Crypto, ReadsHexInEitherCaseAndNothingElse) {
    EXPECT_EQ(hex(bytes("00ffA1b2")), "00ffa1b2");
    EXPECT_TRUE(bytes("").empty());
    for (const std::string_view bad : {"0", "0g", "00 ", " 00", "00:11", "0x00"}) {
        EXPECT_FALSE(from_hex(bad).has_value()) << bad;
    }
}

TEST_F(Crypto, WritesTheBase64ExamplesOfRfc4648) {
    EXPECT_EQ(base64({}), "");
    EXPECT_EQ(base64(as_byte_view("f")), "Zg==");
    EXPECT_EQ(base64(as_byte_view("fo")), "Zm8=");
    EXPECT_EQ(base64(as_byte_view("foo")), "Zm9v");
    EXPECT_EQ(base64(as_byte_view("foobar")), "Zm9vYmFy");
    EXPECT_EQ(base64(bytes("fbff")), "+/8=");
    EXPECT_EQ(base64url(bytes("fbff")), "-_8");
}

TEST_F(Crypto, ReadsOnlyCanonicalBase64) {
    EXPECT_EQ(hex(from_base64("Zm9vYmFy").value()), hex(as_byte_view("foobar")));
    EXPECT_EQ(hex(from_base64("+/8=").value()), "fbff");
    EXPECT_TRUE(from_base64("").value().empty());
    // No padding, too much of it, spare bits set, blanks, the other alphabet, text after the end.
    for (const std::string_view bad :
         {"Zg",
          "Zg=",
          "Zg===",
          "Zh==",
          "Zm9=",
          "Zg== ",
          " Zg==",
          "Zm\n9v",
          "-_8=",
          "Zg==Zg==",
          "=",
          "Z",
          "Zm9v="}) {
        EXPECT_FALSE(from_base64(bad).has_value()) << bad;
    }
}

TEST_F(Crypto, ReadsOnlyCanonicalBase64Url) {
    EXPECT_EQ(hex(from_base64url("-_8").value()), "fbff");
    for (const std::string_view bad : {"-_8=", "+/8", "-_9", "Z", "Zg "}) {
        EXPECT_FALSE(from_base64url(bad).has_value()) << bad;
    }
}

template <class T>
concept Printable = requires(std::ostream& out, const T& value) { out << value; };

TEST(Secret, CannotBePrinted) {
    static_assert(!std::is_convertible_v<Secret, std::string>);
    static_assert(!Printable<Secret> && Printable<std::string>);
    EXPECT_EQ(Secret{std::string_view{"whsec_abc"}}.reveal_text(), "whsec_abc");
}

TEST(Secret, WipeLeavesOnlyZeros) {
    std::array<char, 8> memory{'s', 'e', 'c', 'r', 'e', 't', '!', '!'};
    wipe(memory.data(), memory.size());
    EXPECT_TRUE(std::ranges::all_of(memory, [](char c) { return c == '\0'; }));
}

} // namespace
} // namespace route9
