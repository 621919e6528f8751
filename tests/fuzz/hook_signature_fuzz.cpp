// SPDX-License-Identifier: Apache-2.0
// Any headers and body against every profile: nothing is accepted that was not signed, and the
// facts read from the request stay within their bounds. Input: profile byte, then lines (three
// header values), then the body.
#include "adapters/marketplaces/hook_facts.hpp"
#include "adapters/marketplaces/signature_verifier.hpp"
#include "core/assert.hpp"
#include "core/crypto.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <fstream>
#include <iterator>
#include <string>
#include <string_view>

namespace {

using namespace route9;
using namespace route9::adapters;

ProfileTable load_profiles() {
    crypto_start();
    std::ifstream file{ROUTE9_SOURCE_DIR "/data/marketplaces/profiles.json"};
    const std::string text{std::istreambuf_iterator<char>{file}, {}};
    return ProfileTable::parse(text, "profiles.json").value();
}

HookKeys make_keys() {
    HookKeys keys;
    keys.secrets.push_back({"a", Secret{std::string_view{"whsec_c2l4dGVlbiBieXRlcyBvaw=="}}});
    keys.settings = {
        {"app_key", "123456"},
        {"body_only", "true"},
        {"push_key", "push"},
        {"secret_form", "base64"},
        {"signed", "{timestamp}.{body}"},
        {"verify_key", "whpk_1SiA4o9hyqTCpIqC5V9HUakiiaeACeqfZTInDBbOir4="}
    };
    return keys;
}

std::string_view take_line(std::string_view& rest) {
    const auto line = rest.substr(0, rest.find('\n'));
    rest.remove_prefix(std::min(line.size() + 1, rest.size()));
    return line;
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    static const auto profiles = load_profiles();
    static const auto keys = make_keys();
    if (size == 0) {
        return 0;
    }
    const auto& profile = profiles.rows()[data[0] % profiles.rows().size()];
    const void* start = data + 1;
    std::string_view rest{static_cast<const char*>(start), size - 1};
    const auto id = take_line(rest);
    const auto timestamp = take_line(rest);
    const auto signature = take_line(rest);
    const std::string named =
        profile.signature.header.empty() ? "x-signature" : profile.signature.header;
    const std::array headers{
        HeaderField{"webhook-id", id},
        HeaderField{"webhook-timestamp", timestamp},
        HeaderField{"webhook-signature", signature},
        HeaderField{"x-timestamp", timestamp},
        HeaderField{named, signature}
    };
    const HookRequest request{headers, rest, "https://hub.example.com/hook"};
    const auto verdict = verify_hook(profile, request, &keys, Instant{Seconds{1'767'236'400}});
    ROUTE9_ASSERT(!verdict.accepted && verdict.refusal != Refusal::none);
    ROUTE9_ASSERT(!explain(verdict.refusal).empty());
    is_form_ping(profile, rest);
    if (const auto body = parse_json(rest)) {
        const auto key = dedupe_key(profile, request, *body);
        ROUTE9_ASSERT(!key.empty() && key.size() <= dedupe_key_bytes_max);
        const auto shop = shop_of(profile, request, *body);
        ROUTE9_ASSERT(!shop || !shop->empty());
    }
    return 0;
}
