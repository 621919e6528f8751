// SPDX-License-Identifier: Apache-2.0
// Beast's parser for bodies in chunks, fed with a header that passed the guard. Keeps the body and
// nothing else: fields were read by the guard, and a trailer ends the request (RFC 9112 §7.1.2
// would have it merged or dropped; neither is worth the risk).
#pragma once

#include <boost/beast/core/error.hpp>
#include <boost/beast/http/basic_parser.hpp>
#include <boost/beast/http/error.hpp>
#include <boost/beast/http/field.hpp>

#include <cstddef>
#include <cstdint>
#include <string>

namespace route9::gateway::http {

class ChunkedBody final : public boost::beast::http::basic_parser<true> {
public:
    explicit ChunkedBody(std::string& body) : body_(body) {}

    bool had_trailer() const noexcept { return had_trailer_; }

private:
    using Code = boost::beast::error_code;
    using Text = boost::beast::string_view;

    void on_request_impl(boost::beast::http::verb, Text, Text, int, Code&) override {}
    void on_response_impl(int, Text, int, Code&) override {}
    void on_field_impl(boost::beast::http::field, Text, Text, Code& error) override {
        if (in_body_) {
            had_trailer_ = true;
            error = boost::beast::http::error::bad_field;
        }
    }
    void on_header_impl(Code&) override { in_body_ = true; }
    void on_body_init_impl(const boost::optional<std::uint64_t>&, Code&) override {}
    std::size_t on_body_impl(Text part, Code&) override {
        body_.append(part.data(), part.size());
        return part.size();
    }
    void on_chunk_header_impl(std::uint64_t, Text, Code&) override {}
    std::size_t on_chunk_body_impl(std::uint64_t, Text part, Code& error) override {
        return on_body_impl(part, error);
    }
    void on_finish_impl(Code&) override {}

    std::string& body_;
    bool in_body_ = false;
    bool had_trailer_ = false;
};

} // namespace route9::gateway::http
