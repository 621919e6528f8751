// SPDX-License-Identifier: Apache-2.0
#include "adapters/marketplaces/simple_rule.hpp"
#include "marketplaces/signature_check.hpp"

namespace route9::adapters {
namespace {

Refusal check_time(const SignatureRule& rule, const HookRequest& request, Instant now) {
    if (rule.timestamp_header.empty()) {
        return Refusal::none;
    }
    const auto text = single_header(request, rule.timestamp_header);
    if (!text) {
        return Refusal::header_missing;
    }
    const auto time = simple_time(*text);
    if (!time) {
        return Refusal::timestamp_malformed;
    }
    if (*time < now - rule.tolerance) {
        return Refusal::too_old;
    }
    return *time > now + rule.tolerance ? Refusal::too_new : Refusal::none;
}

} // namespace

Verification check_simple(const HookRequest& request, const HookKeys& keys, Instant now) {
    const auto rule = simple_rule(keys.settings);
    if (!rule) {
        return {.accepted = false, .refusal = Refusal::setting_missing};
    }
    Verification verdict = rule->scheme == SignatureScheme::token
                               ? check_token(*rule, request, keys)
                               : check_hmac(*rule, request, keys);
    const Refusal time = check_time(*rule, request, now);
    if (time != Refusal::none) {
        return {.accepted = false, .refusal = time};
    }
    return verdict;
}

} // namespace route9::adapters
