// SPDX-License-Identifier: Apache-2.0
#include "gateway/intake/connection_checks.hpp"

#include "adapters/marketplaces/shop_host.hpp"
#include "adapters/marketplaces/signature_verifier.hpp"
#include "adapters/marketplaces/simple_rule.hpp"
#include "adapters/marketplaces/write_back.hpp"
#include "core/crypto.hpp"
#include "nearest_name.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <utility>
#include <vector>

namespace route9::gateway {
namespace {

constexpr std::string_view kStandard = "standard";
constexpr std::string_view kSecretPrefix = "whsec_";
// Standard Webhooks 1.0: 24 to 64 bytes.
constexpr std::size_t kStandardBytesMin = 24;
constexpr std::size_t kStandardBytesMax = 64;
constexpr std::size_t kSecretCharactersMin = 6;
constexpr std::size_t kMadeSecretBytes = 32;
constexpr const char* kPublicKey = "public_key";

void add_of_candidate(const adapters::MacCandidate& candidate, std::vector<std::string>& names) {
    using Kind = adapters::TextPart::Kind;
    names.push_back(candidate.key_setting);
    names.push_back(candidate.only_with);
    for (const adapters::TextPart& part : candidate.text) {
        if (part.kind == Kind::setting) {
            names.push_back(part.text);
        } else if (part.kind == Kind::public_url) {
            names.emplace_back("public_url");
        }
    }
}

std::vector<std::string> settings_of(const adapters::Profile& profile) {
    if (profile.signature.scheme == adapters::SignatureScheme::simple) {
        const auto names = adapters::simple_settings();
        return {names.begin(), names.end()};
    }
    std::vector<std::string> names{"base_url", profile.shop_setting};
    for (const auto* more : {&profile.api_settings, &profile.api_shop_settings}) {
        names.insert(names.end(), more->begin(), more->end());
    }
    if (adapters::find_write_steps(profile.platform) != nullptr) {
        names.emplace_back("write_back");
    }
    if (profile.handshake == adapters::Handshake::hub_challenge) {
        names.emplace_back("verify_token");
    }
    if (profile.signature.scheme == adapters::SignatureScheme::standard_webhooks) {
        names.emplace_back("verify_key");
    } else if (profile.signature.scheme == adapters::SignatureScheme::rsa) {
        names.emplace_back(kPublicKey);
    }
    for (const adapters::MacCandidate& candidate : profile.signature.candidates) {
        add_of_candidate(candidate, names);
    }
    std::erase(names, std::string{});
    std::ranges::sort(names);
    names.erase(std::unique(names.begin(), names.end()), names.end());
    return names;
}

bool is_address(std::string_view text) {
    constexpr std::array<std::string_view, 2> kSchemes{"https://", "http://"};
    const auto* const scheme = std::ranges::find_if(kSchemes, [text](std::string_view start) {
        return text.starts_with(start) && text.size() > start.size();
    });
    return scheme != kSchemes.end() && text[scheme->size()] != '/' &&
           text.find_first_of(" \t\r\n") == std::string_view::npos;
}

/// A switch that is neither on nor off, or an address nobody can call, would go on in silence.
Result<void> check_value(const std::string& name, const std::string& value) {
    constexpr std::array<std::string_view, 3> kSwitches{"stock", "tell_buyer", "write_back"};
    constexpr std::array<std::string_view, 2> kAddresses{"base_url", "public_url"};
    std::string mend;
    if (value.empty()) {
        mend = "give " + name + " a value";
    } else if (std::ranges::find(kSwitches, name) != kSwitches.end()) {
        mend = value == "on" || value == "off" ? "" : "give " + name + "=on or " + name + "=off";
    } else if (std::ranges::find(kAddresses, name) != kAddresses.end() && !is_address(value)) {
        mend = "give the whole address, from https:// on (http:// in a rehearsal)";
    }
    return mend.empty() ? Result<void>{} : fail_field("/settings/" + name, "bad_value", mend);
}

/// How the platform signs is made of the settings here: each is named with its mend.
Result<void> check_simple(const std::map<std::string, std::string>& settings) {
    auto rule = adapters::simple_rule({settings.begin(), settings.end()});
    if (rule) {
        return {};
    }
    Error error = std::move(rule).error();
    for (FieldError& field : error.fields) {
        field.pointer = "/settings/" + field.pointer;
    }
    return Failure{std::move(error)};
}

/// Where the API is called. What a platform calls a shop in its pushes may be something else: that
/// is checked when it is authorised.
Result<void>
check_host(const adapters::Profile& profile, const std::map<std::string, std::string>& settings) {
    const auto given = settings.find(profile.api.host_setting);
    if (given == settings.end() || given->first == profile.shop_setting) {
        return {};
    }
    auto host = adapters::shop_host(profile.api, given->second);
    if (host) {
        return {};
    }
    const std::string mend = given->first + ": " + host.error().fields.front().message;
    return fail_field("/settings/" + given->first, "bad_value", mend);
}

} // namespace

bool signs_public_url(const adapters::Profile& profile) {
    const auto has_url = [](const adapters::MacCandidate& candidate) {
        return candidate.only_with.empty() &&
               std::ranges::any_of(candidate.text, [](const adapters::TextPart& part) {
                   return part.kind == adapters::TextPart::Kind::public_url;
               });
    };
    return std::ranges::any_of(profile.signature.candidates, has_url);
}

std::vector<std::string> unsigned_without(
    const adapters::Profile& profile, const std::map<std::string, std::string>& settings
) {
    using Kind = adapters::TextPart::Kind;
    std::vector<std::string> missing;
    for (const adapters::MacCandidate& candidate : profile.signature.candidates) {
        for (const adapters::TextPart& part : candidate.text) {
            const std::string name = part.kind == Kind::public_url ? "public_url" : part.text;
            const bool is_setting = part.kind == Kind::public_url || part.kind == Kind::setting;
            if (is_setting && candidate.only_with.empty() && !settings.contains(name) &&
                std::ranges::find(missing, name) == missing.end()) {
                missing.push_back(name);
            }
        }
    }
    return missing;
}

bool is_secret_setting(std::string_view name) {
    constexpr std::array<std::string_view, 3> kPublic{"app_key", "public_key", "verify_key"};
    const bool is_key = name.ends_with("_key") && std::ranges::find(kPublic, name) == kPublic.end();
    return is_key || name.ends_with("_token") || name.ends_with("secret");
}

bool makes_secret(const adapters::Profile& profile) {
    using Scheme = adapters::SignatureScheme;
    const Scheme scheme = profile.signature.scheme;
    return scheme == Scheme::standard_webhooks || scheme == Scheme::simple ||
           scheme == Scheme::rsa; // which needs none
}

std::string make_secret(Entropy& entropy) {
    std::array<std::byte, kMadeSecretBytes> random{};
    entropy.fill(random);
    return std::string{kSecretPrefix} + base64(random);
}

Failure refuse_platform(const std::string& platform, const adapters::ProfileTable& profiles) {
    std::vector<std::string> readable;
    for (const adapters::Profile& profile : profiles.rows()) {
        readable.push_back(profile.platform);
    }
    std::ranges::sort(readable);
    const std::string usable = listed(readable);
    const std::string near = nearest_name(platform, readable);
    return fail_field(
        "/platform",
        "unknown_value",
        "there is no platform " + platform + "; use one of " + usable +
            (near.empty() ? std::string{} : " (did you mean " + near + "?)")
    );
}

Result<void> check_settings(
    const adapters::Profile& profile, const std::map<std::string, std::string>& settings
) {
    const std::vector<std::string> known = settings_of(profile);
    for (const auto& [name, value] : settings) {
        if (std::ranges::find(known, name) == known.end()) {
            return fail_field(
                "/settings/" + name,
                "unknown_value",
                profile.platform + " has no setting " + name + "; it has " + listed(known)
            );
        }
        if (auto fits = check_value(name, value); !fits) {
            return fits;
        }
    }
    if (profile.signature.scheme == adapters::SignatureScheme::simple) {
        return check_simple(settings);
    }
    if (auto checked = check_host(profile, settings); !checked) {
        return checked;
    }
    const auto key = settings.find(kPublicKey);
    if (profile.signature.scheme == adapters::SignatureScheme::rsa &&
        (key == settings.end() || !adapters::is_rsa_public_key(key->second))) {
        return fail_field(
            std::string{"/settings/"} + kPublicKey,
            key == settings.end() ? "required" : "bad_value",
            "give public_key=… with the RSA key that " + profile.platform +
                " shows, from -----BEGIN PUBLIC KEY----- on, 2048 bits or more"
        );
    }
    return {};
}

Result<void> check_next_secret(const adapters::Profile& profile, const std::string& secret) {
    if (secret.empty() && !makes_secret(profile)) {
        return fail_field(
            "/secret", "required", "give the secret that " + profile.platform + " signs with"
        );
    }
    return check_secret(profile.platform, secret);
}

Result<void> check_secret(const std::string& platform, const std::string& secret) {
    if (secret.empty()) {
        return {};
    }
    if (platform != kStandard) {
        if (secret.size() < kSecretCharactersMin) {
            return fail_field(
                "/secret",
                "bad_value",
                "give the secret that " + platform + " signs with, at least " +
                    std::to_string(kSecretCharactersMin) + " characters"
            );
        }
        return {};
    }
    const auto bytes = secret.starts_with(kSecretPrefix)
                           ? from_base64(std::string_view{secret}.substr(kSecretPrefix.size()))
                           : std::nullopt;
    if (!bytes || bytes->size() < kStandardBytesMin || bytes->size() > kStandardBytesMax) {
        return fail_field(
            "/secret", "bad_value", "use whsec_ and 24 to 64 bytes in base64, or leave it out"
        );
    }
    return {};
}

} // namespace route9::gateway
