// SPDX-License-Identifier: Apache-2.0
#include "adapters/sign_in/passkey.hpp"
#include "passkey_vectors.hpp"

#include <gtest/gtest.h>

namespace route9::adapters {
namespace {

constexpr const char* kChallenge = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8";
const PasskeyCeremony kCeremony{kChallenge, "https://r9.example.vn", "r9.example.vn"};

std::string client_data(const std::string& type) {
    return R"({"type":")" + type + R"(","challenge":")" + kChallenge +
           R"(","origin":"https://r9.example.vn","crossOrigin":false})";
}

Bytes bytes(const char* text) {
    return from_hex(text).value();
}

std::expected<NewPasskey, std::string> registered(
    const PasskeyVector& vector,
    const std::string& data = client_data("webauthn.create"),
    const PasskeyCeremony& ceremony = kCeremony
) {
    return verify_registration(data, bytes(vector.attestation_object), ceremony);
}

/// An assertion that can be spoilt before it is judged.
struct Attempt {
    explicit Attempt(const PasskeyVector& vector)
        : data(bytes(vector.authenticator_data)), signature(bytes(vector.signature)),
          key(bytes(vector.cose_key)) {}

    /// Why it is refused; "count N" when it is not.
    std::string judged(const PasskeyCeremony& ceremony = kCeremony) const {
        const auto count = verify_assertion(
            {client, data, signature}, {.cose_key = key, .sign_count = known_count}, ceremony
        );
        return count ? "count " + std::to_string(*count) : count.error();
    }

    std::string client = client_data("webauthn.get");
    Bytes data;
    Bytes signature;
    Bytes key;
    std::int64_t known_count = 0;
};

class Passkeys : public testing::TestWithParam<PasskeyVector> {
protected:
    static void SetUpTestSuite() { crypto_start(); }
};

TEST_P(Passkeys, AreRegistered) {
    const auto made = registered(GetParam());
    ASSERT_TRUE(made) << made.error();
    EXPECT_EQ(hex(made->credential_id), GetParam().credential_id);
    EXPECT_EQ(hex(made->cose_key), GetParam().cose_key);
    EXPECT_EQ(made->sign_count, 0);
}

TEST_P(Passkeys, SignIn) {
    EXPECT_EQ(Attempt{GetParam()}.judged(), "count 7");
}

TEST_P(Passkeys, SignWhatTheySayAndNothingElse) {
    Attempt other_bit{GetParam()};
    other_bit.signature.back() ^= std::byte{1};
    EXPECT_EQ(other_bit.judged(), "the signature is not the passkey's");
    Attempt other_count{GetParam()};
    other_count.data.back() ^= std::byte{1};
    EXPECT_EQ(other_count.judged(), "the signature is not the passkey's");
    Attempt other_client{GetParam()};
    other_client.client.insert(1, " ");
    EXPECT_EQ(other_client.judged(), "the signature is not the passkey's");
    Attempt nothing{GetParam()};
    nothing.signature.clear();
    EXPECT_EQ(nothing.judged(), "the signature is not the passkey's");
}

TEST_P(Passkeys, DoNotCountBackwards) {
    Attempt copied{GetParam()};
    copied.known_count = 7;
    EXPECT_EQ(copied.judged(), "the counter went back: the passkey may have been copied");
    copied.known_count = 6;
    EXPECT_EQ(copied.judged(), "count 7");
}

TEST_P(Passkeys, AreBoundToTheChallengeAndTheService) {
    PasskeyCeremony ceremony = kCeremony;
    ceremony.challenge = "AAAA";
    EXPECT_EQ(Attempt{GetParam()}.judged(ceremony), "the challenge is another");
    EXPECT_EQ(
        registered(GetParam(), client_data("webauthn.create"), ceremony).error(),
        "the challenge is another"
    );
    ceremony = kCeremony;
    ceremony.origin = "https://evil.example";
    EXPECT_EQ(Attempt{GetParam()}.judged(ceremony), "the origin is another");
    ceremony = kCeremony;
    ceremony.rp_id = "example.vn";
    EXPECT_EQ(Attempt{GetParam()}.judged(ceremony), "the passkey is of another service");
}

TEST_P(Passkeys, AreOfOneCeremony) {
    Attempt wrong{GetParam()};
    wrong.client = client_data("webauthn.create");
    EXPECT_EQ(wrong.judged(), "the client data is of another ceremony");
    EXPECT_EQ(
        registered(GetParam(), client_data("webauthn.get")).error(),
        "the client data is of another ceremony"
    );
}

TEST_P(Passkeys, NeedAVerifiedPerson) {
    for (const std::byte flags : {std::byte{0x00}, std::byte{0x01}, std::byte{0x04}}) {
        Attempt absent{GetParam()};
        absent.data[32] = flags;
        EXPECT_EQ(absent.judged(), "the authenticator has not verified the person");
    }
}

TEST_P(Passkeys, AreRefusedWhenAByteIsMissing) {
    const Bytes whole = bytes(GetParam().attestation_object);
    for (std::size_t size = 0; size < whole.size(); ++size) {
        const ByteView cut = ByteView{whole}.first(size);
        EXPECT_FALSE(verify_registration(client_data("webauthn.create"), cut, kCeremony)) << size;
    }
    const Bytes data = bytes(GetParam().authenticator_data);
    for (std::size_t size = 0; size < data.size(); ++size) {
        Attempt cut{GetParam()};
        cut.data.resize(size);
        EXPECT_FALSE(cut.judged().starts_with("count")) << size;
    }
}

TEST_P(Passkeys, AreNotOfAnAlgorithmNobodyAskedFor) {
    Attempt other{GetParam()};
    other.key[1] ^= std::byte{0x40}; // another label in the place of kty
    EXPECT_EQ(other.judged(), "the signature is not the passkey's");
}

std::string algorithm_name(const testing::TestParamInfo<PasskeyVector>& info) {
    return info.param.algorithm;
}

INSTANTIATE_TEST_SUITE_P(Algorithms, Passkeys, testing::ValuesIn(passkey_vectors), algorithm_name);

TEST(PasskeyFrames, AreRefused) {
    std::string framed = client_data("webauthn.get");
    framed.replace(framed.find("false"), 5, "true");
    Attempt attempt{passkey_vectors[0]};
    attempt.client = framed;
    EXPECT_EQ(attempt.judged(), "the page was framed by another origin");
}

} // namespace
} // namespace route9::adapters
