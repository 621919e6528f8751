// SPDX-License-Identifier: Apache-2.0
// Answers in gzip (RFC 9110 §8.4.1.3, §12.5.3; RFC 1952): who wants it, which answers are worth it
// and the bytes. The same body always gives the same gzip. The tag of a coded answer is the plain
// one's with "-gz"; a condition may name either, because both are of the same content.
// Values only; any thread. Bodies above compressed_inline_bytes_max belong on a compute thread.
#pragma once

#include "gateway/http/headers.hpp"
#include "gateway/http/response.hpp"

#include <cstddef>
#include <string>
#include <string_view>

namespace route9::gateway::http {

struct Route;

inline constexpr std::size_t compressed_bytes_min = 1'024; // shorter ones hardly gain
inline constexpr std::size_t compressed_inline_bytes_max = 32 * 1'024;
inline constexpr std::size_t compression_bytes_max = 32 * 1'024 * 1'024; // above: as it is

/// By all Accept-Encoding fields; where gzip and identity are as welcome, gzip.
bool wants_gzip(const Headers& headers) noexcept;

/// A 200 of a route that allows it, long enough, of a type that shrinks, and not coded already.
bool may_compress(const Route& route, const Response& response) noexcept;

/// One gzip member without name or time. Throws std::bad_alloc.
std::string gzip(std::string_view bytes);

/// Puts the coded bytes and what tells of them in the place of the body.
void set_gzip(Response& response, std::string coded);

/// What an answer of a compressible route carries in either coding: Vary, and on 304 the tag that
/// the reader has.
void tell_coding(Response& response, const Headers& headers);

} // namespace route9::gateway::http
