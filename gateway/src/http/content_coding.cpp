// SPDX-License-Identifier: Apache-2.0
#include "gateway/http/content_coding.hpp"

#include "gateway/http/etag.hpp"
#include "gateway/http/route.hpp"
#include "gateway/http/weighted_list.hpp"

#include <zlib.h>

#include <algorithm>
#include <array>
#include <limits>
#include <memory>
#include <new>
#include <optional>
#include <stdexcept>
#include <utility>

namespace route9::gateway::http {
namespace {

constexpr int kLevel = 6;
constexpr int kLongLevel = 8; // a third more time for a fiftieth of the bytes
constexpr int kGzipFrame = 15 + 16;
constexpr int kMemory = 8;          // short blocks follow what a line is made of
constexpr int kUnknownSystem = 255; // RFC 1952 §2.3.1: says nothing of the machine

std::string* find_field(Response& response, std::string_view name) {
    const auto found = std::ranges::find_if(response.headers, [name](const auto& field) {
        return equal_ignoring_case(field.first, name);
    });
    return found == response.headers.end() ? nullptr : &found->second;
}

bool is_of(std::string_view type, std::string_view media) {
    return type.starts_with(media) && (type.size() == media.size() || type[media.size()] == ';');
}

class Deflater {
public:
    explicit Deflater(int level) {
        const int state =
            deflateInit2(&stream_, level, Z_DEFLATED, kGzipFrame, kMemory, Z_DEFAULT_STRATEGY);
        if (state != Z_OK) {
            throw std::bad_alloc{};
        }
        head_.os = kUnknownSystem;
        deflateSetHeader(&stream_, &head_);
    }
    Deflater(const Deflater&) = delete;
    Deflater& operator=(const Deflater&) = delete;
    ~Deflater() { deflateEnd(&stream_); }

    std::string all(std::string_view bytes) {
        std::string coded(deflateBound(&stream_, bytes.size()), '\0');
        // zlib reads through a pointer that is not const and does not write.
        stream_.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data()));
        stream_.avail_in = static_cast<uInt>(bytes.size());
        stream_.next_out = reinterpret_cast<Bytef*>(coded.data());
        stream_.avail_out = static_cast<uInt>(coded.size());
        if (deflate(&stream_, Z_FINISH) != Z_STREAM_END) {
            throw std::logic_error{"deflate did not end within its bound"};
        }
        coded.resize(stream_.total_out);
        return coded;
    }

private:
    z_stream stream_{};
    gz_header head_{};
};

} // namespace

bool wants_gzip(const Headers& headers) noexcept {
    std::optional<int> gzip;
    std::optional<int> any;
    int identity = 0;
    for (const Field& field : headers) {
        if (!equal_ignoring_case(field.name, "accept-encoding")) {
            continue;
        }
        std::string_view rest = field.value;
        while (const auto coding = take_weighted(rest)) {
            if (equal_ignoring_case(coding->value, "gzip") ||
                equal_ignoring_case(coding->value, "x-gzip")) {
                gzip = coding->quality;
            } else if (equal_ignoring_case(coding->value, "identity")) {
                identity = coding->quality;
            } else if (coding->value == "*") {
                any = coding->quality;
            }
        }
    }
    const int wanted = gzip.value_or(any.value_or(0));
    return wanted > 0 && wanted >= identity;
}

bool may_compress(const Route& route, const Response& response) noexcept {
    constexpr std::array<std::string_view, 4> types{
        json_type, "text/csv", "text/plain", "application/xml"
    };
    const std::size_t size = response.content().size();
    const bool coded = std::ranges::any_of(response.headers, [](const auto& field) {
        return equal_ignoring_case(field.first, "content-encoding");
    });
    return route.compressible && route.method == Method::get && response.status == 200 && !coded &&
           size >= compressed_bytes_min && size <= compression_bytes_max &&
           std::ranges::any_of(types, [&response](std::string_view type) {
               return is_of(response.content_type, type);
           });
}

std::string gzip(std::string_view bytes) {
    static_assert(compression_bytes_max < std::numeric_limits<uInt>::max() / 2);
    const int level = bytes.size() > compressed_inline_bytes_max ? kLongLevel : kLevel;
    return Deflater{level}.all(bytes);
}

void set_gzip(Response& response, std::string coded) {
    response.body = std::move(coded);
    response.shared_body.reset();
    response.headers.emplace_back("Content-Encoding", "gzip");
    if (std::string* etag = find_field(response, "ETag")) {
        *etag = gzip_etag(*etag);
    }
}

void tell_coding(Response& response, const Headers& headers) {
    if (response.status != 200 && response.status != 304) {
        return;
    }
    if (std::string* vary = find_field(response, "Vary")) {
        *vary += ", Accept-Encoding";
    } else {
        response.headers.emplace_back("Vary", "Accept-Encoding");
    }
    std::string* etag = find_field(response, "ETag");
    if (etag != nullptr && response.status == 304 && !names_tag(headers, *etag)) {
        *etag = gzip_etag(*etag);
    }
}

} // namespace route9::gateway::http
