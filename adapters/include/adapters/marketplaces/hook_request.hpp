// SPDX-License-Identifier: Apache-2.0
// An inbound webhook as the verifier and the readers see it: raw bytes and header fields, nothing
// decoded. Borrowed: the request's buffers outlive it. Header names compare without case.
#pragma once

#include <optional>
#include <span>
#include <string_view>

namespace route9::adapters {

struct HeaderField {
    std::string_view name;
    std::string_view value;
};

struct HookRequest {
    std::span<const HeaderField> headers;
    std::string_view body;
    /// The configured callback address of the connection or app, never the Host header.
    std::string_view public_url;
    std::span<const HeaderField> query{}; // decoded
};

bool same_header_name(std::string_view left, std::string_view right) noexcept;
/// The value of a field that stands exactly once; a repeated one is as good as absent.
std::optional<std::string_view>
single_header(const HookRequest& request, std::string_view name) noexcept;
/// The same for the address: "token" of "/v1/hooks/sendo/gom?token=…".
std::optional<std::string_view>
single_parameter(const HookRequest& request, std::string_view name) noexcept;

} // namespace route9::adapters
