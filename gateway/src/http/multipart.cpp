// SPDX-License-Identifier: Apache-2.0
#include "gateway/http/multipart.hpp"

#include "gateway/http/headers.hpp"

#include <algorithm>
#include <optional>
#include <string>

namespace route9::gateway::http {
namespace {

constexpr std::string_view kLineEnd = "\r\n";

/// `name=value` or `name="value"` behind a ';'. A browser writes a quote in a name as %22.
std::optional<std::string_view> parameter_of(std::string_view header, std::string_view name) {
    while (true) {
        const auto semicolon = header.find(';');
        if (semicolon == header.npos) {
            return std::nullopt;
        }
        header.remove_prefix(semicolon + 1);
        header.remove_prefix(std::min(header.find_first_not_of(" \t"), header.size()));
        const auto equals = std::min(header.find('='), header.size());
        const std::string_view found = header.substr(0, equals);
        header.remove_prefix(std::min(equals + 1, header.size()));
        std::string_view value;
        if (header.starts_with('"')) {
            const auto end = header.find('"', 1);
            if (end == header.npos) {
                return std::nullopt;
            }
            value = header.substr(1, end - 1);
            header.remove_prefix(end + 1);
        } else {
            value = header.substr(0, header.find_first_of("; \t"));
            header.remove_prefix(value.size());
        }
        if (equal_ignoring_case(found, name)) {
            return value;
        }
    }
}

/// Takes the text before the next `mark` and the mark off `rest`.
std::optional<std::string_view> take_until(std::string_view& rest, std::string_view mark) {
    const auto at = rest.find(mark);
    if (at == rest.npos) {
        return std::nullopt;
    }
    const std::string_view before = rest.substr(0, at);
    rest.remove_prefix(at + mark.size());
    return before;
}

/// The headers of a part; nullopt when it is none of a form.
std::optional<FormPart> read_head(std::string_view head) {
    constexpr std::string_view kDisposition = "content-disposition:";
    while (!head.empty()) {
        const std::string_view line = head.substr(0, head.find(kLineEnd));
        head.remove_prefix(std::min(line.size() + kLineEnd.size(), head.size()));
        if (!equal_ignoring_case(line.substr(0, kDisposition.size()), kDisposition)) {
            continue;
        }
        const auto name = parameter_of(line, "name");
        if (!name || !line.contains("form-data")) {
            return std::nullopt;
        }
        return FormPart{
            .name = *name,
            .content = {},
            .is_file = parameter_of(line, "filename").has_value(),
        };
    }
    return std::nullopt;
}

Failure unreadable() {
    return fail(ErrorCode::malformed_request, "The form cannot be read.");
}

} // namespace

Result<std::vector<FormPart>> read_multipart(const Request& request) {
    constexpr std::string_view kType = "multipart/form-data";
    constexpr std::size_t kBoundaryMax = 70;
    const std::string_view type = request.headers.find("content-type").value_or("");
    const auto boundary = parameter_of(type, "boundary");
    if (!equal_ignoring_case(type.substr(0, kType.size()), kType)) {
        return fail(ErrorCode::unsupported_media_type, "Send the form as a browser does.");
    }
    if (!boundary || boundary->empty() || boundary->size() > kBoundaryMax) {
        return unreadable();
    }
    const std::string delimiter = "\r\n--" + std::string{*boundary};
    std::string_view rest = request.body;
    if (!rest.starts_with(std::string_view{delimiter}.substr(kLineEnd.size()))) {
        return unreadable();
    }
    rest.remove_prefix(delimiter.size() - kLineEnd.size());
    std::vector<FormPart> parts;
    while (rest.starts_with(kLineEnd) && parts.size() < form_parts_max) {
        rest.remove_prefix(kLineEnd.size());
        const auto head = take_until(rest, "\r\n\r\n");
        auto part = head ? read_head(*head) : std::nullopt;
        const auto content = part ? take_until(rest, delimiter) : std::nullopt;
        if (!content) {
            return unreadable();
        }
        part->content = *content;
        parts.push_back(*part);
    }
    if (!rest.starts_with("--")) {
        return unreadable();
    }
    return parts;
}

std::string_view part_named(const std::vector<FormPart>& parts, std::string_view name) noexcept {
    const auto found = std::ranges::find(parts, name, &FormPart::name);
    return found == parts.end() ? std::string_view{} : found->content;
}

} // namespace route9::gateway::http
