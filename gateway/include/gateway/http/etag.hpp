// SPDX-License-Identifier: Apache-2.0
// Strong validators and the conditions on them (RFC 9110 §8.8.3, §13.1; RFC 6585 §3 for 428).
// If-None-Match compares weakly, If-Match strongly. A tag is the row version, or a digest of bytes.
#pragma once

#include "core/result.hpp"
#include "gateway/http/headers.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace route9::gateway::http {

/// `"v7"`, quotes included.
std::string version_etag(std::int64_t version);
/// `"v7-lo"`: of a representation whose texts are in that language.
std::string version_etag(std::int64_t version, std::string_view language);
std::string content_etag(std::string_view bytes);
/// `"v7-gz"`: of the same content in gzip (gateway/http/content_coding.hpp).
std::string gzip_etag(std::string_view etag);

/// True when a GET or HEAD is to be answered 304: it names the tag, in whatever coding.
bool not_modified(const Headers& headers, std::string_view etag);
/// True when If-None-Match names this very tag, or anything.
bool names_tag(const Headers& headers, std::string_view etag);

/// The values of every If-Match field as one list (RFC 9110 §5.3); nullopt when there is none.
std::optional<std::string> if_match_of(const Headers& headers);

/// Error: precondition_failed (none of its tags is `etag`), malformed_request (not a list of tags).
Result<void> check_if_match(std::string_view tags, std::string_view etag);

/// A version's tag counts in whatever language and coding it was read: a change is of the row.
/// Error: precondition_required (no If-Match), precondition_failed (none of its tags is `etag`),
/// malformed_request (not a list of tags).
Result<void> check_if_match(const Headers& headers, std::string_view etag);

} // namespace route9::gateway::http
