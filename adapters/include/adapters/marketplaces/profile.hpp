// SPDX-License-Identifier: Apache-2.0
// What a marketplace's webhooks look like, as data: data/marketplaces/profiles.json, one row per
// platform. Loaded once at start, then constant and shared by every thread. Sources of the rows
// stand in the file, with their certainty.
#pragma once

#include "adapters/marketplaces/api_rule.hpp"
#include "adapters/marketplaces/parcel_ask_rule.hpp"
#include "adapters/marketplaces/write_action.hpp"
#include "core/result.hpp"
#include "core/time.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace route9::adapters {

enum class HookRoute : std::uint8_t { app, connection };
/// `simple`: each connection says how it is signed (simple_rule.hpp). `none`: the platform pushes
/// nothing, whatever claims to be a push of it is refused.
/// `content_digest`: MD5 over a part of the message and the secret, of carriers that know no MAC.
enum class SignatureScheme : std::uint8_t {
    hmac,
    rsa,
    token,
    standard_webhooks,
    simple,
    none,
    content_digest,
};
enum class MacKind : std::uint8_t { sha256, sha1, sha512 };
enum class MacEncoding : std::uint8_t { hex, base64 };
enum class KeyForm : std::uint8_t { text, html_decoded, base64_encoded };
enum class Handshake : std::uint8_t { none, hub_challenge, form_ping };

/// A piece of the signed text, in order.
struct TextPart {
    enum class Kind : std::uint8_t { literal, public_url, body, setting, header };
    Kind kind = Kind::literal;
    std::string text; // the literal, or the name of the setting or header
};

/// One way in which a platform may have made its MAC; the verifier tries all of a row.
struct MacCandidate {
    MacKind mac = MacKind::sha256;
    std::string key_setting; // empty = the connection's secret
    KeyForm key_form = KeyForm::text;
    std::vector<TextPart> text;
    std::string only_with;       // counts only with this setting; empty = always
    std::string only_with_value; // empty = any but "0" and "false"
};

/// Where a value of a request stands.
struct ValueSource {
    enum class Kind : std::uint8_t { header, query, body, form, body_digest };
    Kind kind = Kind::body;
    std::string name; // of the header, parameter or field of a form, or a JSON pointer
    bool may_be_missing = false;
};

/// Where a digest stands, and what it is of.
struct DigestPlaces {
    ValueSource digest;
    ValueSource content;
};

struct SignatureRule {
    SignatureScheme scheme = SignatureScheme::hmac;
    std::string header;
    MacEncoding encoding = MacEncoding::hex;
    std::vector<std::string> prefixes; // tried in order; an empty one allows the bare value
    std::vector<MacCandidate> candidates;
    std::vector<ValueSource> token; // the first that is there
    Seconds tolerance{0};           // of a signed timestamp
    std::string timestamp_header{}; // empty: none, or the one of Standard Webhooks
    std::vector<DigestPlaces> digests{};
};

struct HookAnswer {
    int status = 200;
    std::string body;
};

struct Profile {
    std::string platform;
    HookRoute route = HookRoute::connection;
    SignatureRule signature;
    HookAnswer ok;
    HookAnswer bad_signature;
    HookAnswer malformed; // a good signature over unreadable JSON
    Milliseconds deadline{0};
    Handshake handshake = Handshake::none;
    std::vector<ValueSource> shop;                // whose message it is: the first that is there
    std::string shop_setting;                     // of a connection, which shop it is for
    std::vector<std::vector<ValueSource>> dedupe; // the first alternative that is complete
    std::vector<std::string> api_settings;      // of a connection, beside what its signature needs
    std::vector<std::string> api_shop_settings; // the same, of each shop where an app has several
    ApiRule api;                                // empty where it is not called
    OrderStates order_states;
    Tells tells;              // empty where it is told nothing
    std::string parcel_words; // list of a carrier's words; empty for whoever is no carrier
    ParcelAskRule parcel_ask; // empty where a carrier is not asked
    /// Of a body that may be a form: the fields that hold the message as JSON, none = the fields
    /// themselves are the message. Absent = bodies are JSON.
    std::optional<std::vector<std::string>> form;
};

class ProfileTable {
public:
    /// `file` is named in errors. Error: validation_failed with every bad row's pointer.
    static Result<ProfileTable> parse(std::string_view json_text, std::string_view file);

    /// Null for a platform that has no row.
    const Profile* find(std::string_view platform) const noexcept;
    const std::vector<Profile>& rows() const noexcept { return rows_; }

private:
    explicit ProfileTable(std::vector<Profile> rows) : rows_(std::move(rows)) {}

    std::vector<Profile> rows_;
};

} // namespace route9::adapters
