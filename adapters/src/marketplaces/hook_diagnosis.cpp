// SPDX-License-Identifier: Apache-2.0
#include "adapters/marketplaces/hook_diagnosis.hpp"

#include "adapters/marketplaces/simple_rule.hpp"
#include "core/crypto.hpp"
#include "core/json.hpp"
#include "marketplaces/signature_check.hpp"
#include "marketplaces/simple_guess.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <functional>
#include <optional>
#include <utility>

namespace route9::adapters {
namespace {

constexpr std::string_view kBlanks = " \t\r\n";

std::string trimmed(std::string_view text) {
    const auto first = text.find_first_not_of(kBlanks);
    const auto last = text.find_last_not_of(kBlanks);
    return first == text.npos ? std::string{} : std::string{text.substr(first, last - first + 1)};
}

std::string without(std::string text, char unwanted) {
    std::erase(text, unwanted);
    return text;
}

/// The rule that counts for this connection.
SignatureRule rule_of(const Profile& profile, const HookKeys& keys) {
    if (profile.signature.scheme != SignatureScheme::simple) {
        return profile.signature;
    }
    return simple_rule(keys.settings).value_or(profile.signature);
}

class Trial {
public:
    Trial(
        const ProfileTable& profiles,
        const Profile& profile,
        const HookRequest& request,
        const HookKeys& keys,
        Instant now
    )
        : profiles_(profiles), profile_(profile), rule_(rule_of(profile, keys)), request_(request),
          keys_(keys), now_(now) {}

    std::vector<std::string> hints() {
        try_bodies();
        try_secrets();
        try_addresses();
        try_encodings();
        try_platforms();
        try_clock();
        try_settings();
        return std::move(hints_);
    }

private:
    bool
    good(const Profile& profile, const HookRequest& request, const HookKeys& keys, Instant at) {
        return verify_hook(profile, request, &keys, at).accepted;
    }

    void try_body(const std::string& body, const char* hint) {
        HookRequest changed = request_;
        changed.body = body;
        if (body != request_.body && good(profile_, changed, keys_, now_)) {
            hints_.emplace_back(hint);
        }
    }

    void try_bodies() {
        const std::string body{request_.body};
        try_body(trimmed(body), "good without the blanks or line breaks around the body");
        try_body(body + "\n", "good with one more line break: the body lost its last byte");
        try_body(without(body, '\r'), "good with line ends of \\n: something wrote \\r\\n");
        if (body.starts_with("\xef\xbb\xbf")) {
            try_body(body.substr(3), "good without the byte order mark before the body");
        }
        if (!parse_json(body)) {
            return; // also what is nested too deeply
        }
        if (const auto parsed = nlohmann::ordered_json::parse(body, nullptr, false);
            !parsed.is_discarded()) {
            try_body(
                parsed.dump(), "good for the JSON without blanks: sign and send the same bytes"
            );
        }
    }

    void try_secret(const std::function<std::string(std::string_view)>& form, const char* hint) {
        HookKeys changed = keys_;
        bool differs = false;
        for (ActiveSecret& secret : changed.secrets) {
            const std::string other = form(secret.value.reveal_text());
            differs = differs || other != secret.value.reveal_text();
            secret.value = Secret{std::string_view{other}};
        }
        if (differs && good(profile_, request_, changed, now_)) {
            hints_.emplace_back(hint);
        }
    }

    void try_secrets() {
        try_secret(trimmed, "good with the secret without the blanks around it");
        try_secret(
            [](std::string_view text) {
                const auto bytes = from_base64(text);
                return bytes
                           ? std::
                                 string{reinterpret_cast<const char*>(bytes->data()), bytes->size()}
                           : std::string{text};
            },
            "good with the secret decoded from base64: give the decoded one"
        );
        try_secret(
            [](std::string_view text) { return base64(as_byte_view(text)); },
            "good with the secret in base64: the platform signs with its encoded form"
        );
    }

    void try_addresses() {
        const std::string url{request_.public_url};
        const std::string other = url.ends_with('/') ? url.substr(0, url.size() - 1) : url + "/";
        for (const std::string& address :
             {other,
              url.starts_with("https:") ? "http" + url.substr(5) : url,
              url.starts_with("http:") ? "https" + url.substr(4) : url}) {
            HookRequest changed = request_;
            changed.public_url = address;
            if (address != url && good(profile_, changed, keys_, now_)) {
                hints_.push_back("good for the address " + address + ": set public_url to it");
            }
        }
    }

    /// Base64 where hexadecimal is wanted, or the other way round.
    void try_encodings() {
        const SignatureRule& rule = rule_;
        const auto value = single_header(request_, rule.header);
        if (rule.scheme != SignatureScheme::hmac || !value) {
            return;
        }
        std::string text = trimmed(*value);
        text.erase(0, text.starts_with(rule.prefixes.front()) ? rule.prefixes.front().size() : 0);
        const auto bytes = rule.encoding == MacEncoding::hex ? from_base64(text) : from_hex(text);
        if (!bytes) {
            return;
        }
        const std::string mended =
            rule.prefixes.front() +
            (rule.encoding == MacEncoding::hex ? hex(*bytes) : base64(*bytes));
        std::vector<HeaderField> fields{request_.headers.begin(), request_.headers.end()};
        for (HeaderField& field : fields) {
            field.value = same_header_name(field.name, rule.header) ? mended : field.value;
        }
        HookRequest changed = request_;
        changed.headers = fields;
        if (good(profile_, changed, keys_, now_)) {
            hints_.emplace_back(
                rule.encoding == MacEncoding::hex ? "good, but written in base64: write it in hex"
                                                  : "good, but written in hex: write it in base64"
            );
        }
    }

    void try_platforms() {
        for (const Profile& other : profiles_.rows()) {
            if (other.platform != profile_.platform && good(other, request_, keys_, now_)) {
                hints_.push_back("good for the platform " + other.platform);
            }
        }
    }

    void try_clock() {
        const bool is_standard = rule_.scheme == SignatureScheme::standard_webhooks;
        const auto stamp =
            single_header(request_, is_standard ? "webhook-timestamp" : rule_.timestamp_header);
        const auto time = stamp ? simple_time(*stamp) : std::nullopt;
        if (!time) {
            return;
        }
        const Instant at = *time;
        if (good(profile_, request_, keys_, at)) {
            hints_.push_back(fmt::format(
                "good at the time it says, {}, which is {} s from now: compare the clocks, or give "
                "--at with the time of the delivery",
                format_utc_seconds(at),
                std::chrono::abs(std::chrono::floor<Seconds>(now_) - at).count() / 1'000
            ));
        }
    }

    /// For a platform nobody knows: how it may have signed.
    void try_settings() {
        if (profile_.signature.scheme != SignatureScheme::simple) {
            return;
        }
        for (const std::string& guess : simple_guesses(request_, keys_)) {
            hints_.push_back("good with the settings " + guess);
        }
    }

    const ProfileTable& profiles_;
    const Profile& profile_;
    SignatureRule rule_;
    const HookRequest& request_;
    const HookKeys& keys_;
    Instant now_;
    std::vector<std::string> hints_{};
};

std::vector<std::string>
expected_values(const SignatureRule& rule, const HookRequest& request, const HookKeys& keys) {
    std::vector<std::string> values;
    if (rule.scheme != SignatureScheme::hmac) {
        return values;
    }
    for (const Bytes& mac : macs_of(rule, request, keys)) {
        values.push_back(
            rule.prefixes.front() + (rule.encoding == MacEncoding::hex ? hex(mac) : base64(mac))
        );
    }
    return values;
}

} // namespace

HookDiagnosis diagnose_hook(
    const ProfileTable& profiles,
    const Profile& profile,
    const HookRequest& request,
    const HookKeys& keys,
    Instant now
) {
    HookDiagnosis diagnosis{.verdict = verify_hook(profile, request, &keys, now)};
    if (!diagnosis.verdict.accepted) {
        const SignatureRule rule = rule_of(profile, keys);
        diagnosis.header = rule.header;
        diagnosis.expected = expected_values(rule, request, keys);
        diagnosis.hints = Trial{profiles, profile, request, keys, now}.hints();
    }
    return diagnosis;
}

} // namespace route9::adapters
