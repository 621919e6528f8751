// SPDX-License-Identifier: Apache-2.0
#include "http/response_writer.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <stdexcept>

namespace route9::gateway::http {
namespace {

std::string_view reason(int status) {
    switch (status) {
    case 200:
        return "OK";
    case 201:
        return "Created";
    case 202:
        return "Accepted";
    case 204:
        return "No Content";
    case 303:
        return "See Other";
    case 304:
        return "Not Modified";
    case 307:
        return "Temporary Redirect";
    case 400:
        return "Bad Request";
    case 401:
        return "Unauthorized";
    case 403:
        return "Forbidden";
    case 404:
        return "Not Found";
    case 405:
        return "Method Not Allowed";
    case 406:
        return "Not Acceptable";
    case 408:
        return "Request Timeout";
    case 409:
        return "Conflict";
    case 412:
        return "Precondition Failed";
    case 413:
        return "Content Too Large";
    case 415:
        return "Unsupported Media Type";
    case 417:
        return "Expectation Failed";
    case 422:
        return "Unprocessable Content";
    case 428:
        return "Precondition Required";
    case 429:
        return "Too Many Requests";
    case 431:
        return "Request Header Fields Too Large";
    case 500:
        return "Internal Server Error";
    case 503:
        return "Service Unavailable";
    default:
        return ""; // RFC 9112 §4: the phrase may be empty
    }
}

void append_field(std::string& out, std::string_view name, std::string_view value) {
    const auto is_control = [](char c) {
        const auto byte = static_cast<unsigned char>(c);
        return byte < 0x20 || byte == 0x7f;
    };
    if (std::ranges::any_of(value, is_control)) {
        throw std::invalid_argument("control character in the field " + std::string{name});
    }
    out += name;
    out += ": ";
    out += value;
    out += "\r\n";
}

} // namespace

void write_head(std::string& out, const Response& response, const AnswerFrame& frame) {
    out.clear();
    const auto end = std::back_inserter(out);
    fmt::format_to(end, "HTTP/1.1 {} {}\r\n", response.status, reason(response.status));
    append_field(out, "Date", frame.date);
    append_field(out, "X-Request-Id", frame.request_id);
    append_field(out, "Connection", frame.keep_alive ? "keep-alive" : "close");
    append_field(out, "X-Content-Type-Options", "nosniff");
    if (!response.content_type.empty()) {
        append_field(out, "Content-Type", response.content_type);
    }
    for (const auto& [name, value] : response.headers) {
        append_field(out, name, value);
    }
    if (has_content(response.status)) {
        fmt::format_to(end, "Content-Length: {}\r\n", response.content().size());
    }
    out += "\r\n";
}

bool has_content(int status) noexcept {
    return status != 204 && status != 304;
}

} // namespace route9::gateway::http
