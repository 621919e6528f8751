// SPDX-License-Identifier: Apache-2.0
#include "gateway/http/etag.hpp"

#include "core/crypto.hpp"

#include <algorithm>
#include <optional>
#include <vector>

namespace route9::gateway::http {
namespace {

constexpr std::size_t tag_digest_bytes = 16;

struct Tag {
    bool weak = false;
    std::string_view text; // with its quotes
};

void skip_blanks(std::string_view& rest) {
    rest.remove_prefix(std::min(rest.find_first_not_of(" \t"), rest.size()));
}

std::optional<Tag> take_tag(std::string_view& rest) {
    Tag tag;
    if (rest.starts_with("W/")) {
        tag.weak = true;
        rest.remove_prefix(2);
    }
    const std::size_t close = rest.starts_with('"') ? rest.find('"', 1) : std::string_view::npos;
    if (close == std::string_view::npos) {
        return std::nullopt;
    }
    tag.text = rest.substr(0, close + 1);
    rest.remove_prefix(close + 1);
    return tag;
}

/// Nullopt unless the value is a comma-separated list of tags.
std::optional<std::vector<Tag>> parse_tags(std::string_view rest) {
    std::vector<Tag> tags;
    while (true) {
        skip_blanks(rest);
        const std::optional<Tag> tag = take_tag(rest);
        if (!tag) {
            return std::nullopt;
        }
        tags.push_back(*tag);
        skip_blanks(rest);
        if (rest.empty()) {
            return tags;
        }
        if (!rest.starts_with(',')) {
            return std::nullopt;
        }
        rest.remove_prefix(1);
    }
}

constexpr std::string_view gzip_ending = "-gz\"";

/// `"v7-lo"` is of the version `"v7"`.
bool is_of_version(std::string_view tag, std::string_view version) {
    constexpr std::string_view language = "-lo\"";
    if (tag == version) {
        return true;
    }
    const auto stem = version.substr(0, version.size() - 1);
    return tag.size() == stem.size() + language.size() && tag.starts_with(stem) &&
           tag[stem.size()] == '-';
}

/// `"v7"` of `"v7-gz"`.
std::string without_coding(std::string_view tag) {
    return std::string{tag.substr(0, tag.size() - gzip_ending.size())} + '"';
}

} // namespace

std::string version_etag(std::int64_t version) {
    return "\"v" + std::to_string(version) + "\"";
}

std::string version_etag(std::int64_t version, std::string_view language) {
    return "\"v" + std::to_string(version) + "-" + std::string{language} + "\"";
}

std::string content_etag(std::string_view bytes) {
    const Digest256 digest = sha256(as_byte_view(bytes));
    return "\"" + base64url(ByteView{digest}.first(tag_digest_bytes)) + "\"";
}

std::string gzip_etag(std::string_view etag) {
    return std::string{etag.substr(0, etag.size() - 1)} + std::string{gzip_ending};
}

bool not_modified(const Headers& headers, std::string_view etag) {
    return names_tag(headers, etag) || names_tag(headers, gzip_etag(etag));
}

bool names_tag(const Headers& headers, std::string_view etag) {
    for (const Field& field : headers) {
        if (!equal_ignoring_case(field.name, "if-none-match")) {
            continue;
        }
        const auto tags = parse_tags(field.value);
        if (field.value == "*" ||
            (tags && std::ranges::find(*tags, etag, &Tag::text) != tags->end())) {
            return true;
        }
    }
    return false;
}

std::optional<std::string> if_match_of(const Headers& headers) {
    std::optional<std::string> all;
    for (const Field& field : headers) {
        if (equal_ignoring_case(field.name, "if-match")) {
            all = all ? *all + ", " + std::string{field.value} : std::string{field.value};
        }
    }
    return all;
}

Result<void> check_if_match(std::string_view tags, std::string_view etag) {
    if (tags == "*") {
        return {};
    }
    const auto parsed = parse_tags(tags);
    if (!parsed) {
        return fail(ErrorCode::malformed_request, "If-Match is not a list of entity tags.");
    }
    const auto same = [etag](const Tag& tag) {
        return !tag.weak &&
               (is_of_version(tag.text, etag) ||
                (tag.text.ends_with(gzip_ending) && is_of_version(without_coding(tag.text), etag)));
    };
    if (std::ranges::any_of(*parsed, same)) {
        return {};
    }
    return fail(ErrorCode::precondition_failed, "Read it again and repeat with its present ETag.");
}

Result<void> check_if_match(const Headers& headers, std::string_view etag) {
    const auto tags = if_match_of(headers);
    if (!tags) {
        return fail(ErrorCode::precondition_required, "Send If-Match with the ETag you have read.");
    }
    return check_if_match(*tags, etag);
}

} // namespace route9::gateway::http
