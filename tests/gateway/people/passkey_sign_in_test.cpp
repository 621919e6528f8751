// SPDX-License-Identifier: Apache-2.0
// Registering a passkey and signing in with it, against an authenticator of our own in software.
#include "people_site.hpp"

#include <cstdint>
#include <vector>

namespace route9::tests {
namespace {

using namespace gateway::endpoints;

constexpr const char* kOrigin = "https://r9.example.vn";

/// Ed25519, as an authenticator without a display does it.
class Authenticator {
public:
    std::uint32_t count = 1;
    bool verifies = true;

    Json create(const std::string& challenge) const {
        Bytes data = authenticator_data(0x41);
        data.insert(data.end(), 16, std::byte{0}); // aaguid
        data.push_back(std::byte{0});
        data.push_back(static_cast<std::byte>(id_.size()));
        data.insert(data.end(), id_.begin(), id_.end());
        // {1: 1, 3: -8, -1: 6, -2: x}
        const auto head = from_hex("a4010103272006215820").value();
        data.insert(data.end(), head.begin(), head.end());
        const PublicKey key = ed25519_public_key(seed_);
        data.insert(data.end(), key.begin(), key.end());
        Json object{{"fmt", "none"}, {"attStmt", Json::object()}};
        object["authData"] = Json::binary(octets(data));
        const auto cbor = Json::to_cbor(object);
        return {
            {"challenge", challenge},
            {"id", base64url(id_)},
            {"client_data", base64url(as_byte_view(client(challenge, "webauthn.create")))},
            {"attestation_object", base64url(std::as_bytes(std::span{cbor}))},
        };
    }

    Json get(const std::string& challenge) const {
        const std::string said = client(challenge, "webauthn.get");
        const Bytes data = authenticator_data(0x01);
        Bytes message = data;
        const Digest256 hash = sha256(as_byte_view(said));
        message.insert(message.end(), hash.begin(), hash.end());
        return {
            {"challenge", challenge},
            {"id", base64url(id_)},
            {"client_data", base64url(as_byte_view(said))},
            {"authenticator_data", base64url(data)},
            {"signature", base64url(ed25519_sign(seed_, message))},
        };
    }

private:
    static std::vector<std::uint8_t> octets(const Bytes& bytes) {
        std::vector<std::uint8_t> out;
        for (const std::byte byte : bytes) {
            out.push_back(std::to_integer<std::uint8_t>(byte));
        }
        return out;
    }

    static std::string client(const std::string& challenge, const std::string& type) {
        return Json{{"type", type}, {"challenge", challenge}, {"origin", kOrigin}}.dump();
    }

    Bytes authenticator_data(unsigned int flags) const {
        const Digest256 service = sha256(as_byte_view("r9.example.vn"));
        Bytes data{service.begin(), service.end()};
        data.push_back(static_cast<std::byte>(flags | (verifies ? 0x04U : 0U)));
        for (const unsigned int shift : {24U, 16U, 8U, 0U}) {
            data.push_back(static_cast<std::byte>((count >> shift) & 0xffU));
        }
        return data;
    }

    Secret seed_{"an authenticator's seed, 32 byte"};
    Bytes id_ = from_hex("00112233445566778899").value();
};

class PasskeySignIn : public PeopleSite {
protected:
    Told register_passkey(const Person& person) {
        const Told options = post(post_passkey_options, person.principal, Json::object());
        const Json& key = options.json.at("publicKey");
        EXPECT_EQ(key.at("rp").at("id"), "r9.example.vn");
        EXPECT_EQ(key.at("attestation"), "none");
        EXPECT_EQ(key.at("authenticatorSelection").at("userVerification"), "required");
        return post(
            post_passkey,
            person.principal,
            authenticator_.create(key.at("challenge").get<std::string>())
        );
    }

    std::string challenge() {
        const Told options = post(post_session_passkey_options, {}, {{"tenant", "qt"}});
        return options.json.at("publicKey").at("challenge").get<std::string>();
    }

    Authenticator authenticator_;
};

TEST_F(PasskeySignIn, NeedsNoPassword) {
    const Person person = join("a@qt.vn", Role::finance);
    ASSERT_EQ(register_passkey(person).status, 200);
    authenticator_.count = 2;
    const Told session = post(post_session_passkey, {}, authenticator_.get(challenge()));
    ASSERT_EQ(session.status, 200) << session.json;
    EXPECT_EQ(session.json.at("session").at("method"), "passkey");
    EXPECT_EQ(session.json.at("user").at("id"), person.id);
    EXPECT_EQ(events().back(), "user.signed_in");
}

TEST_F(PasskeySignIn, TakesAnAnswerOnce) {
    register_passkey(join("a@qt.vn", Role::finance));
    authenticator_.count = 2;
    const Json answer = authenticator_.get(challenge());
    EXPECT_EQ(post(post_session_passkey, {}, answer).status, 200);
    EXPECT_EQ(post(post_session_passkey, {}, answer).status, 401);
}

TEST_F(PasskeySignIn, TakesAnAnswerWithoutACounterOnceToo) {
    authenticator_.count = 0;
    register_passkey(join("a@qt.vn", Role::finance));
    const Json answer = authenticator_.get(challenge());
    EXPECT_EQ(post(post_session_passkey, {}, answer).status, 200);
    EXPECT_EQ(post(post_session_passkey, {}, answer).status, 401) << "the challenge is used up";
    EXPECT_EQ(post(post_session_passkey, {}, authenticator_.get(challenge())).status, 200);
}

TEST_F(PasskeySignIn, RefusesACounterThatWentBack) {
    register_passkey(join("a@qt.vn", Role::finance));
    authenticator_.count = 5;
    EXPECT_EQ(post(post_session_passkey, {}, authenticator_.get(challenge())).status, 200);
    authenticator_.count = 4;
    EXPECT_EQ(post(post_session_passkey, {}, authenticator_.get(challenge())).status, 401);
}

TEST_F(PasskeySignIn, RefusesAnOldOrInventedChallenge) {
    register_passkey(join("a@qt.vn", Role::finance));
    authenticator_.count = 2;
    const Json late = authenticator_.get(challenge());
    site_.clock().set(site_.now() + Minutes{5});
    EXPECT_EQ(post(post_session_passkey, {}, late).status, 401);
    const std::string invented = base64url(as_byte_view("a challenge of my own, long enough"));
    EXPECT_EQ(post(post_session_passkey, {}, authenticator_.get(invented)).status, 401);
}

TEST_F(PasskeySignIn, IsRegisteredByItsOwnPerson) {
    const Person mai = join("mai@qt.vn", Role::operator_);
    const Person other = join("b@qt.vn", Role::finance);
    const Told options = post(post_passkey_options, mai.principal, Json::object());
    const Json answer =
        authenticator_.create(options.json.at("publicKey").at("challenge").get<std::string>());
    EXPECT_EQ(post(post_passkey, other.principal, answer).field, "/challenge unknown");
    EXPECT_EQ(post(post_passkey, mai.principal, answer).status, 200);
    EXPECT_EQ(post(post_passkey, mai.principal, answer).field, "/challenge used");
    authenticator_.verifies = false;
    EXPECT_EQ(register_passkey(mai).field, "/attestation_object bad_value");
}

TEST_F(PasskeySignIn, EndsWhenThePasskeyIsRemoved) {
    const Person person = join("a@qt.vn", Role::finance);
    const std::string id = register_passkey(person).json.at("id").get<std::string>();
    const Call remove{.principal = person.principal, .parameters = {{"id", id}}};
    EXPECT_EQ(call(delete_passkey, remove).status, 204);
    EXPECT_EQ(call(delete_passkey, remove).code, "not-found");
    EXPECT_EQ(post(post_session_passkey, {}, authenticator_.get(challenge())).status, 401);
}

} // namespace
} // namespace route9::tests
