// SPDX-License-Identifier: Apache-2.0
#include "adapters/photos/photo.hpp"
#include "fulfillment/attachment_store.hpp"
#include "gateway/acting_for.hpp"
#include "gateway/attachments/attached_subject.hpp"
#include "gateway/attachments/attachment_endpoints.hpp"
#include "gateway/http/etag.hpp"
#include "platform/async_store.hpp"

#include <utility>

namespace route9::gateway::endpoints {
namespace {

using fulfillment::Attachment;

struct SealedPhoto {
    Attachment row;
    std::vector<Bytes> pieces;
};

std::string tag_of(const Attachment& row) {
    return '"' + hex(row.digest) + '"';
}

/// With all its pieces, unless the reader has them.
Result<SealedPhoto>
read_sealed(Tx& tx, const Principal& principal, std::string_view id, bool wants_all) {
    auto found = find_attachment(tx, principal, id);
    if (!found) {
        return Failure{std::move(found).error()};
    }
    SealedPhoto photo{.row = std::move(found->attachment), .pieces = {}};
    if (wants_all) {
        photo.pieces = fulfillment::attachments::pieces(tx, photo.row);
    }
    return photo;
}

Result<std::string> open_photo(const SealedPhoto& photo, const Vault& vault) {
    const auto key = vault.unwrap(photo.row.wrapped, photo.row.key_context());
    if (!key) {
        return Failure{key.error()};
    }
    std::string bytes;
    bytes.reserve(static_cast<std::size_t>(photo.row.bytes));
    for (std::size_t i = 0; i < photo.pieces.size(); ++i) {
        const std::string context = photo.row.piece_context(static_cast<std::int64_t>(i));
        const auto plain = unseal(*key, photo.pieces[i], as_byte_view(context));
        if (!plain) {
            return fail(ErrorCode::internal, "a piece of a sealed photograph does not open");
        }
        bytes.append(reinterpret_cast<const char*>(plain->data()), plain->size());
    }
    if (std::ssize(bytes) != photo.row.bytes) {
        return fail(ErrorCode::internal, "a photograph is not whole");
    }
    return bytes;
}

/// It never changes; but who may see it does, and it may be erased: it is asked for every time.
http::Response with_headers(http::Response response, const Attachment& row) {
    const auto type = adapters::parse_photo_type(row.media_type);
    const std::string ending{type ? adapters::file_ending(*type) : "bin"};
    response.headers.emplace_back("ETag", tag_of(row));
    response.headers.emplace_back("Cache-Control", "private, no-cache");
    response.headers.emplace_back(
        "Content-Disposition", "inline; filename=\"" + row.id.text() + "." + ending + "\""
    );
    return response;
}

platform::task<Result<http::Response>>
handle_get_attachment_content(Services& services, http::Request& request) {
    const std::string id{request.parameter("id")};
    const bool may_have_it = request.headers.find("if-none-match").has_value();
    auto look = [principal = *request.principal, id, wants_all = !may_have_it](Tx& tx) {
        return read_sealed(tx, principal, id, wants_all);
    };
    const Reach reach = reach_of(*request.principal);
    auto photo = co_await platform::read(services.store, reach, std::move(look), request.deadline);
    if (!photo) {
        co_return Failure{std::move(photo).error()};
    }
    if (http::not_modified(request.headers, tag_of(photo->row))) {
        co_return with_headers(http::empty_response(304), photo->row);
    }
    if (may_have_it) {
        auto all = [principal = *request.principal, id](Tx& tx) {
            return read_sealed(tx, principal, id, true);
        };
        photo = co_await platform::read(services.store, reach, std::move(all), request.deadline);
        if (!photo) {
            co_return Failure{std::move(photo).error()};
        }
    }
    const Attachment row = photo->row;
    auto open = [photo = std::move(*photo), &vault = services.vault] {
        return open_photo(photo, vault);
    };
    auto bytes = co_await services.compute.run(std::move(open), request.deadline);
    if (!bytes) {
        co_return Failure{std::move(bytes).error()};
    }
    http::Response response;
    response.content_type = row.media_type;
    response.body = std::move(*bytes);
    co_return with_headers(std::move(response), row);
}

} // namespace

http::Route get_attachment_content(Services& services) {
    return {
        .method = http::Method::get,
        .pattern = "/v1/attachments/{id}/content",
        .name = "get_attachment_content",
        .access = http::Access::key,
        .scope = Scope::shipments_read,
        .handler = [&services](http::Request& request
                   ) { return handle_get_attachment_content(services, request); },
    };
}

} // namespace route9::gateway::endpoints
