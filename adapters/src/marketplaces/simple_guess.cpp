// SPDX-License-Identifier: Apache-2.0
#include "marketplaces/simple_guess.hpp"

#include "adapters/marketplaces/simple_rule.hpp"
#include "marketplaces/signature_check.hpp"

#include <algorithm>
#include <array>

namespace route9::adapters {
namespace {

constexpr std::size_t kPrefixBytesMax = 32;
constexpr std::size_t kHeadersMax = 64;

struct Mac {
    std::string_view name;
    MacKind kind;
};

constexpr std::array<Mac, 3> kMacs{{
    {"sha256", MacKind::sha256},
    {"sha1", MacKind::sha1},
    {"sha512", MacKind::sha512},
}};

/// What may have been signed, and how the setting writes it.
struct SignedText {
    std::string setting; // without {body} alone, which needs none
    std::string text;
};

std::vector<SignedText> signed_texts(const HookRequest& request) {
    const std::string body{request.body};
    std::vector<SignedText> texts{{.setting = {}, .text = body}};
    for (const char* between : {"|", "", "."}) {
        if (!request.public_url.empty()) {
            texts.push_back(
                {" --set 'signed={url}" + std::string{between} + "{body}'",
                 std::string{request.public_url} + between + body}
            );
        }
        for (const HeaderField& field :
             request.headers.first(std::min(kHeadersMax, request.headers.size()))) {
            if (simple_time(field.value)) {
                texts.push_back(
                    {" --set timestamp_header=" + std::string{field.name} +
                         " --set 'signed={timestamp}" + between + "{body}'",
                     std::string{field.value} + between + body}
                );
            }
        }
    }
    return texts;
}

/// The settings for a header whose value ends like this MAC.
void compare(
    const HeaderField& field,
    std::string_view mac,
    const std::string& others,
    std::vector<std::string>& guesses
) {
    if (!field.value.ends_with(mac) || field.value.size() > mac.size() + kPrefixBytesMax) {
        return;
    }
    const std::string_view prefix = field.value.substr(0, field.value.size() - mac.size());
    std::string guess = "--set header=" + std::string{field.name} + others;
    if (!prefix.empty()) {
        guess += " --set 'prefix=" + std::string{prefix} + "'";
    }
    guesses.push_back(std::move(guess));
}

} // namespace

std::vector<std::string> simple_guesses(const HookRequest& request, const HookKeys& keys) {
    std::vector<std::string> guesses;
    const auto headers = request.headers.first(std::min(kHeadersMax, request.headers.size()));
    for (const ActiveSecret& secret : keys.secrets) {
        if (secret.value.empty()) {
            continue;
        }
        for (const HeaderField& field : headers) {
            compare(field, secret.value.reveal_text(), " --set method=token", guesses);
        }
        for (const SignedText& text : signed_texts(request)) {
            for (const Mac& mac : kMacs) {
                const Bytes made = mac_of(mac.kind, secret.value, text.text);
                const std::string kind =
                    mac.kind == MacKind::sha256 ? "" : " --set mac=" + std::string{mac.name};
                for (const HeaderField& field : headers) {
                    compare(field, hex(made), kind + text.setting, guesses);
                    compare(
                        field, base64(made), kind + " --set encoding=base64" + text.setting, guesses
                    );
                }
            }
        }
    }
    return guesses;
}

} // namespace route9::adapters
