// SPDX-License-Identifier: Apache-2.0
// How a platform that nobody knows signs, as the settings of a connection say it: an HMAC over the
// body, perhaps with a time or the address, or a token that every message carries. What is not said
// is what most do: hexadecimal HMAC-SHA-256 of the body in X-Signature. Pure; any thread.
#pragma once

#include "adapters/marketplaces/signature_verifier.hpp"
#include "core/result.hpp"

#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace route9::adapters {

std::span<const std::string_view> simple_settings() noexcept;

/// Error: validation_failed; pointers are names of settings, messages say how to mend them.
Result<SignatureRule> simple_rule(const HookSettings& settings);

/// What kind of message it is, where that stands beside the body: the setting "type", or the header
/// that "type_header" names (X-Event-Type). A claim: no signature covers it. May be empty.
std::string simple_type(const HookRequest& request, const HookSettings& settings);

/// "1772000000", with milliseconds, or RFC 3339.
std::optional<Instant> simple_time(std::string_view text);

} // namespace route9::adapters
