// SPDX-License-Identifier: Apache-2.0
#include "adapters/sign_in/passkey.hpp"

#include "core/json.hpp"
#include "sign_in/cose_key.hpp"

#include <optional>

namespace route9::adapters {
namespace {

// WebAuthn §6.1: rpIdHash, flags, signCount, then what the flags announce.
constexpr std::size_t kFlagsAt = 32;
constexpr std::size_t kCountAt = 33;
constexpr std::size_t kAttestedAt = 37;
constexpr std::size_t kAaguidBytes = 16;
constexpr std::size_t kCredentialIdBytesMax = 1023;
constexpr unsigned int kUserPresent = 0x01;
constexpr unsigned int kUserVerified = 0x04;
constexpr unsigned int kAttested = 0x40;
constexpr unsigned int kExtensions = 0x80;

using Refused = std::optional<std::string>;

Refused
check_client_data(std::string_view text, const char* type, const PasskeyCeremony& ceremony) {
    const auto json = parse_json(text);
    if (!json || !json->is_object()) {
        return "the client data is no JSON object";
    }
    const auto word = [&json](const char* name) {
        const auto found = json->find(name);
        return found != json->end() && found->is_string() ? found->get<std::string>()
                                                          : std::string{};
    };
    if (word("type") != type) {
        return "the client data is of another ceremony";
    }
    if (!equal_secret(as_byte_view(word("challenge")), as_byte_view(ceremony.challenge))) {
        return "the challenge is another";
    }
    if (word("origin") != ceremony.origin) {
        return "the origin is another";
    }
    const auto cross = json->find("crossOrigin");
    if (cross != json->end() && *cross != false) {
        return "the page was framed by another origin";
    }
    return std::nullopt;
}

unsigned int flags_of(ByteView data) {
    return std::to_integer<unsigned int>(data[kFlagsAt]);
}

std::int64_t count_of(ByteView data) {
    std::int64_t count = 0;
    for (std::size_t i = kCountAt; i < kAttestedAt; ++i) {
        count = count * 256 + std::to_integer<std::int64_t>(data[i]);
    }
    return count;
}

Refused check_authenticator_data(ByteView data, const PasskeyCeremony& ceremony) {
    if (data.size() < kAttestedAt) {
        return "the authenticator data is cut";
    }
    const Digest256 rp_id_hash = sha256(as_byte_view(ceremony.rp_id));
    if (!equal_secret(data.first(kFlagsAt), rp_id_hash)) {
        return "the passkey is of another service";
    }
    const unsigned int flags = flags_of(data);
    if ((flags & kUserPresent) == 0 || (flags & kUserVerified) == 0) {
        return "the authenticator has not verified the person";
    }
    return std::nullopt;
}

std::optional<Bytes> attested_data(ByteView attestation_object) {
    const auto* start = reinterpret_cast<const std::uint8_t*>(attestation_object.data());
    const Json object = Json::from_cbor(start, start + attestation_object.size(), true, false);
    if (!object.is_object() || object.value("fmt", Json{}) != "none" ||
        object.value("attStmt", Json{}) != Json::object()) {
        return std::nullopt;
    }
    const auto data = object.find("authData");
    if (data == object.end() || !data->is_binary()) {
        return std::nullopt;
    }
    const ByteView bytes = std::as_bytes(std::span{data->get_binary()});
    return Bytes{bytes.begin(), bytes.end()};
}

} // namespace

std::expected<NewPasskey, std::string> verify_registration(
    std::string_view client_data, ByteView attestation_object, const PasskeyCeremony& ceremony
) {
    if (auto refused = check_client_data(client_data, "webauthn.create", ceremony)) {
        return PasskeyRefusal{std::move(*refused)};
    }
    const auto whole = attested_data(attestation_object);
    if (!whole) {
        return PasskeyRefusal{"the attestation object is not readable, or not of format none"};
    }
    const ByteView data{*whole};
    if (auto refused = check_authenticator_data(data, ceremony)) {
        return PasskeyRefusal{std::move(*refused)};
    }
    const std::size_t id_at = kAttestedAt + kAaguidBytes + 2;
    if ((flags_of(data) & kAttested) == 0 || data.size() < id_at) {
        return PasskeyRefusal{"there is no credential in it"};
    }
    const std::size_t id_bytes = std::to_integer<std::size_t>(data[id_at - 2]) * 256 +
                                 std::to_integer<std::size_t>(data[id_at - 1]);
    if (id_bytes == 0 || id_bytes > kCredentialIdBytesMax || data.size() - id_at < id_bytes) {
        return PasskeyRefusal{"the credential id is cut"};
    }
    const ByteView id = data.subspan(id_at, id_bytes);
    const ByteView rest = data.subspan(id_at + id_bytes);
    const auto key = read_cose_key(rest);
    if (!key) {
        return PasskeyRefusal{"the key is not of ES256, EdDSA or RS256"};
    }
    const bool more = rest.size() > key->bytes;
    if (more != ((flags_of(data) & kExtensions) != 0)) {
        return PasskeyRefusal{"something follows the key that was not announced"};
    }
    const ByteView cose = rest.first(key->bytes);
    return NewPasskey{
        .credential_id = {id.begin(), id.end()},
        .cose_key = {cose.begin(), cose.end()},
        .sign_count = count_of(data),
    };
}

std::expected<std::int64_t, std::string> verify_assertion(
    const PasskeyAssertion& assertion, const KnownPasskey& known, const PasskeyCeremony& ceremony
) {
    if (auto refused = check_client_data(assertion.client_data, "webauthn.get", ceremony)) {
        return PasskeyRefusal{std::move(*refused)};
    }
    if (auto refused = check_authenticator_data(assertion.authenticator_data, ceremony)) {
        return PasskeyRefusal{std::move(*refused)};
    }
    const auto key = read_cose_key(known.cose_key);
    const Digest256 client_hash = sha256(as_byte_view(assertion.client_data));
    Bytes message{assertion.authenticator_data.begin(), assertion.authenticator_data.end()};
    message.insert(message.end(), client_hash.begin(), client_hash.end());
    if (!key || !verify_with(*key, message, assertion.signature)) {
        return PasskeyRefusal{"the signature is not the passkey's"};
    }
    const std::int64_t count = count_of(assertion.authenticator_data);
    const bool counts = count != 0 || known.sign_count != 0;
    if (counts && count <= known.sign_count) {
        return PasskeyRefusal{"the counter went back: the passkey may have been copied"};
    }
    return count;
}

} // namespace route9::adapters
