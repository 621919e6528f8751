// SPDX-License-Identifier: Apache-2.0
// Standard Webhooks 1.0. The good v1 and v1a signatures are the specification libraries' published
// test values (message, secret and public key included).
#include "core/crypto.hpp"
#include "marketplaces/shipped_profiles.hpp"

#include <gtest/gtest.h>

namespace route9::adapters {
namespace {

constexpr std::string_view kSecret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
constexpr std::string_view kPublic = "whpk_1SiA4o9hyqTCpIqC5V9HUakiiaeACeqfZTInDBbOir4=";
const std::string kV1 = "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=";
const std::string kV1a = "v1a,hnO3f9T8Ytu9HwrXslvumlUpqtNVqkhqw/enGzPCXe5BdqzCInXqYXFymVJaA7AZdpXw"
                         "VLPo3mNl8EM+m7TBAg==";
constexpr Instant kSigned{Seconds{1'614'265'330}};

SentHook sent(std::string signature) {
    return {
        .headers =
            {{"webhook-id", "msg_p5jXN8AQM9LWM0D4loKWxJek"},
             {"webhook-timestamp", "1614265330"},
             {"webhook-signature", std::move(signature)}},
        .body = R"({"test": 2432232314})",
        .public_url = {}
    };
}

class StandardSignatureTest : public testing::Test {
protected:
    static void SetUpTestSuite() { crypto_start(); }
    HookKeys keys_ = keys_with(kSecret);
};

TEST_F(StandardSignatureTest, AcceptsThePublishedV1AndV1a) {
    EXPECT_TRUE(sent(kV1).verify("standard", &keys_, kSigned).accepted);
    const HookKeys verify_only{.secrets = {}, .settings = {{"verify_key", std::string{kPublic}}}};
    const auto verdict = sent(kV1a).verify("standard", &verify_only, kSigned);
    EXPECT_TRUE(verdict.accepted);
    EXPECT_EQ(verdict.secret_id, "verify_key");
}

TEST_F(StandardSignatureTest, NeedsOneGoodSignatureAmongAnyVersions) {
    const std::string bad = "v1,AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=";
    const std::string after_bad = bad + " " + kV1;
    const std::string both = kV1a + " " + kV1;
    for (const auto& list : {"v2,anything " + kV1, kV1 + " v9", after_bad, both}) {
        EXPECT_TRUE(sent(list).verify("standard", &keys_, kSigned).accepted) << list;
    }
    for (const auto& list :
         {bad,
          "v2" + kV1.substr(2),
          kV1.substr(3),
          kV1 + "=",
          "V1" + kV1.substr(2),
          "v1," + kV1,
          std::string{}}) {
        EXPECT_EQ(sent(list).verify("standard", &keys_, kSigned).refusal, Refusal::mismatch)
            << list;
    }
}

TEST_F(StandardSignatureTest, StopsReadingAListThatNeverEnds) {
    std::string list;
    for (int count = 0; count < 16; ++count) {
        list += "v1,AAAA ";
    }
    EXPECT_FALSE(sent(list + kV1).verify("standard", &keys_, kSigned).accepted);
}

TEST_F(StandardSignatureTest, ReadsSecretsAsTheLibrariesDo) {
    for (const auto* secret :
         {"MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"}) {
        const auto keys = keys_with(secret);
        EXPECT_TRUE(sent(kV1).verify("standard", &keys, kSigned).accepted) << secret;
    }
    // printf 'm.1614265330.{}' | openssl dgst -sha256 -hmac 'sixteen bytes ok' -binary | base64
    auto unpadded = sent("v1,64v51yDTMaHcDRooV3o3tEUl5AVV/EhXlFVvt9iDCJE=");
    unpadded.headers[0].second = "m";
    unpadded.body = "{}";
    const auto keys = keys_with("whsec_c2l4dGVlbiBieXRlcyBvaw");
    EXPECT_TRUE(unpadded.verify("standard", &keys, kSigned).accepted);
}

TEST_F(StandardSignatureTest, ToleratesThreeHundredSecondsBothWaysAndNotOneMore) {
    const std::pair<int, Refusal> cases[] = {
        {0, Refusal::none},
        {300, Refusal::none},
        {-300, Refusal::none},
        {301, Refusal::too_old},
        {-301, Refusal::too_new},
    };
    for (const auto& [shift_s, refusal] : cases) {
        const auto verdict = sent(kV1).verify("standard", &keys_, kSigned + Seconds{shift_s});
        EXPECT_EQ(verdict.refusal, refusal) << shift_s;
        EXPECT_EQ(verdict.accepted, refusal == Refusal::none) << shift_s;
    }
    // Whole seconds are compared: 300.999 s after is still 300.
    EXPECT_TRUE(sent(kV1).verify("standard", &keys_, kSigned + Milliseconds{300'999}).accepted);
}

TEST_F(StandardSignatureTest, RefusesIdsAndTimesThatCouldShiftTheSignedText) {
    struct Case {
        std::size_t header;
        const char* value;
        Refusal refusal;
    };
    const Case cases[] = {
        {0, "msg.1", Refusal::id_malformed},
        {0, "", Refusal::id_malformed},
        {1, "1614265330.0", Refusal::timestamp_malformed},
        {1, "+1614265330", Refusal::timestamp_malformed},
        {1, " 1614265330", Refusal::timestamp_malformed},
        {1, "-1", Refusal::timestamp_malformed},
        {1, "", Refusal::timestamp_malformed},
        {1, "99999999999999999999", Refusal::timestamp_malformed},
        {1, "161426533000", Refusal::timestamp_malformed},
    };
    for (const auto& row : cases) {
        auto hook = sent(kV1);
        hook.headers[row.header].second = row.value;
        EXPECT_EQ(hook.verify("standard", &keys_, kSigned).refusal, row.refusal) << row.value;
    }
    for (std::size_t missing = 0; missing < 3; ++missing) {
        auto hook = sent(kV1);
        hook.headers.erase(hook.headers.begin() + static_cast<std::ptrdiff_t>(missing));
        EXPECT_EQ(hook.verify("standard", &keys_, kSigned).refusal, Refusal::header_missing);
    }
}

// Whoever knows the public key could otherwise make MACs with it.
TEST_F(StandardSignatureTest, NeverUsesAPublicKeyAsAnHmacKey) {
    const auto key_bytes = from_base64(kPublic.substr(5)).value();
    const std::string text = R"(msg_p5jXN8AQM9LWM0D4loKWxJek.1614265330.{"test": 2432232314})";
    const auto forged = "v1," + base64(hmac_sha256(key_bytes, as_byte_view(text)));

    const auto as_secret = keys_with(kPublic);
    EXPECT_EQ(
        sent(forged).verify("standard", &as_secret, kSigned).refusal, Refusal::secret_unusable
    );
    const auto without_prefix =
        keys_with(kPublic.substr(5), {{"verify_key", std::string{kPublic}}});
    EXPECT_FALSE(sent(forged).verify("standard", &without_prefix, kSigned).accepted);
    EXPECT_TRUE(sent(kV1a).verify("standard", &without_prefix, kSigned).accepted);
}

TEST_F(StandardSignatureTest, NamesSecretsThatCannotBeKeys) {
    for (const auto* secret : {"whsec_", "whsec_%%%%", "whsk_AAAA", "not base64!"}) {
        const auto keys = keys_with(secret);
        EXPECT_EQ(sent(kV1).verify("standard", &keys, kSigned).refusal, Refusal::secret_unusable)
            << secret;
    }
    const HookKeys none;
    EXPECT_EQ(sent(kV1).verify("standard", &none, kSigned).refusal, Refusal::secret_missing);
}

TEST_F(StandardSignatureTest, TakesTwoPublicKeysWhileTheyAreRotated) {
    const HookKeys keys{
        .secrets = {},
        .settings =
            {{"verify_key",
              "whpk_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA= " + std::string{kPublic}}}
    };
    EXPECT_TRUE(sent(kV1a).verify("standard", &keys, kSigned).accepted);
}

} // namespace
} // namespace route9::adapters
