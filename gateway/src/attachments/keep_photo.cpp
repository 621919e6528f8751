// SPDX-License-Identifier: Apache-2.0
#include "gateway/attachments/keep_photo.hpp"

#include "core/journal.hpp"
#include "core/limits.hpp"
#include "fulfillment/attachment_store.hpp"
#include "fulfillment/order_store.hpp"
#include "gateway/acting_for.hpp"
#include "gateway/attachments/attached_subject.hpp"
#include "gateway/attachments/attachment_view.hpp"
#include "gateway/http/etag.hpp"
#include "gateway/people/user_events.hpp"
#include "gateway/privacy/erasure_store.hpp"
#include "gateway/shipping/drawn_entropy.hpp"
#include "gateway/shipping/may_ship.hpp"
#include "platform/async_store.hpp"

#include <algorithm>
#include <memory>
#include <span>
#include <utility>
#include <vector>

namespace route9::gateway {
namespace {

using namespace fulfillment;

/// All that the units need; shared, because a picture is not copied from one to the next.
struct ComingPhoto {
    Principal principal;
    std::string to;
    Attachment row; // without what it is attached to
    std::vector<Bytes> pieces;
    std::optional<IdempotencyClaim> claim;
    DrawnEntropy ids;
};
using SharedPhoto = std::shared_ptr<const ComingPhoto>;

Failure is_not(std::string_view said, std::string_view found) {
    return fail(
        ErrorCode::unsupported_media_type,
        "the body is " + std::string{found} + ", its Content-Type says " + std::string{said}
    );
}

Result<SharedPhoto> prepare(
    const Principal& principal,
    const GivenPhoto& given,
    std::optional<IdempotencyClaim> claim,
    const Vault& vault,
    Entropy& entropy,
    Instant now
) {
    const auto photo = adapters::read_photo(given.file);
    if (!photo) {
        return Failure{photo.error()};
    }
    if (given.said && *given.said != photo->type) {
        return is_not(media_type(*given.said), media_type(photo->type));
    }
    const std::size_t size = photo->bytes.size();
    Attachment row{
        .tenant = principal.tenant,
        .id = AttachmentId::make(now, entropy),
        .to = {},
        .kind = given.kind,
        .media_type = std::string{media_type(photo->type)},
        .width = photo->width,
        .height = photo->height,
        .orientation = photo->orientation,
        .bytes = static_cast<std::int64_t>(size),
        .pieces =
            static_cast<std::int64_t>((size + attachment_piece_bytes - 1) / attachment_piece_bytes),
        .digest = sha256(as_byte_view(photo->bytes)),
        .sent_digest = sha256(as_byte_view(given.file)),
        .taken_at = given.taken_at,
        .added_at = now,
        .added_by = actor_of(principal),
    };
    DataKey key = vault.make_key(entropy, row.key_context());
    std::vector<Bytes> pieces;
    for (std::int64_t i = 0; i < row.pieces; ++i) {
        const std::string_view piece = std::string_view{photo->bytes}.substr(
            static_cast<std::size_t>(i) * attachment_piece_bytes, attachment_piece_bytes
        );
        pieces.push_back(seal(
            key.key, make_nonce(entropy), as_byte_view(piece), as_byte_view(row.piece_context(i))
        ));
    }
    row.wrapped = std::move(key.wrapped);
    return std::make_shared<const ComingPhoto>(ComingPhoto{
        .principal = principal,
        .to = given.to,
        .row = std::move(row),
        .pieces = std::move(pieces),
        .claim = std::move(claim),
        .ids = DrawnEntropy{entropy},
    });
}

bool is_erased(Tx& tx, const TenantId& tenant, const std::optional<OrderId>& order) {
    const auto record = order ? orders::find(tx, tenant, *order) : std::nullopt;
    return record && erasures::find_person(tx, tenant, record->person).has_value();
}

/// What it comes to, as far as the store says now.
struct Place {
    AttachedSubject to;
    std::optional<Attachment> same; // the picture is there already
};

Result<Place> find_place(Tx& tx, const ComingPhoto& coming) {
    auto to = find_attached(tx, coming.principal, coming.to);
    if (!to) {
        return Failure{std::move(to).error()};
    }
    const TenantId& tenant = coming.principal.tenant;
    const auto others = attachments::of_subject(tx, tenant, to->subject);
    const auto same = std::ranges::find(others, coming.row.digest, &Attachment::digest);
    if (same != others.end()) {
        return Place{std::move(*to), *same};
    }
    if (others.size() >= attachments_of_subject_max) {
        return fail(
            ErrorCode::state_forbids, "it has 8 photographs already, the most there may be"
        );
    }
    if (attachments::room(tx, tenant).bytes + coming.row.bytes > attachments_of_tenant_bytes_max) {
        return fail(
            ErrorCode::state_forbids,
            "the company's photographs take 20 GiB and may take no more: they go by age"
        );
    }
    if (is_erased(tx, tenant, to->order)) {
        return fail(
            ErrorCode::state_forbids, "its recipient was erased: no photograph of them is kept"
        );
    }
    return Place{std::move(*to), std::nullopt};
}

/// True when its pieces are wanted.
Result<bool> begin(Tx& tx, const ComingPhoto& coming) {
    auto place = find_place(tx, coming);
    if (!place) {
        return Failure{std::move(place).error()};
    }
    if (place->same) {
        return false;
    }
    Attachment row = coming.row;
    row.to = place->to.subject;
    row.order = place->to.order;
    attachments::begin(tx, row);
    return true;
}

void tell(Tx& tx, const Attachment& kept, const AttachedSubject& to, DrawnEntropy ids) {
    const Json data{
        {"attachment", kept.id.text()},
        {"to", kept.to.text()},
        {"kind", std::string{name(kept.kind)}},
        {"bytes", kept.bytes},
        {"sha256", hex(kept.digest)},
    };
    const Event added{
        .id = EventId::make(kept.added_at, ids),
        .tenant = kept.tenant,
        .seller = to.seller,
        .carrier = to.carrier,
        .type = "attachment.added",
        .subject = kept.id.text(),
        .sequence = 1,
        .at = kept.added_at,
        .data = data.dump(),
    };
    journal::append(tx, std::span{&added, 1});
}

http::Response answer_of(int status, const Attachment& kept) {
    http::Response response = http::json_response(status, view(kept));
    response.headers.emplace_back("Location", "/v1/attachments/" + kept.id.text());
    response.headers.emplace_back("ETag", http::content_etag(response.body));
    return response;
}

Result<http::Response> settle(Tx& tx, const ComingPhoto& coming) {
    const auto place = find_place(tx, coming);
    if (!place) {
        return Failure{place.error()};
    }
    if (place->same) {
        attachments::give_up(tx, coming.row.tenant, coming.row.id);
        return answer_of(200, *place->same);
    }
    Attachment row = coming.row;
    row.to = place->to.subject;
    row.order = place->to.order;
    if (!attachments::keep(tx, row)) {
        return fail(ErrorCode::conflict, "it took too long to come; send it again");
    }
    tell(tx, row, place->to, coming.ids);
    return answer_of(201, row);
}

Result<http::Response> finish(Tx& tx, const ComingPhoto& coming, Keyring& keyring) {
    if (coming.claim) {
        auto stored = idempotency::find(tx, *coming.claim, keyring);
        if (!stored) {
            return Failure{std::move(stored).error()};
        }
        if (*stored) {
            attachments::give_up(tx, coming.row.tenant, coming.row.id);
            return std::move(**stored);
        }
    }
    auto answer = settle(tx, coming);
    if (answer && coming.claim) {
        idempotency::store(tx, *coming.claim, *answer);
    }
    return answer;
}

/// All of them, or as many as it took until it was given up; the last unit says why.
platform::task<Result<void>>
put_pieces(Services& services, const SharedPhoto& coming, const Reach& reach, Tick deadline) {
    for (std::size_t i = 0; i < coming->pieces.size(); ++i) {
        auto unit = [coming, i](Tx& tx) -> Result<bool> {
            const Attachment& row = coming->row;
            return attachments::put_piece(
                tx, row.tenant, row.id, static_cast<std::int64_t>(i), coming->pieces[i]
            );
        };
        const auto put = co_await platform::write(services.store, reach, std::move(unit), deadline);
        if (!put) {
            co_return Failure{put.error()};
        }
        if (!*put) {
            break;
        }
    }
    co_return Result<void>{};
}

platform::task<Result<http::Response>> put_and_finish(
    Services& services, const SharedPhoto& coming, bool is_wanted, const Reach& reach, Tick deadline
) {
    if (is_wanted) {
        if (auto put = co_await put_pieces(services, coming, reach, deadline); !put) {
            co_return Failure{std::move(put).error()};
        }
    }
    auto last = [coming, &keyring = services.keyring](Tx& tx) {
        return finish(tx, *coming, keyring);
    };
    co_return co_await platform::write(services.store, reach, std::move(last), deadline);
}

/// What was refused at the end has no reason to lie there until it is swept. Where this fails too,
/// it is swept.
platform::task<void> give_up(Services& services, const SharedPhoto& coming, const Reach& reach) {
    auto unit = [coming](Tx& tx) -> Result<int> {
        attachments::give_up(tx, coming->row.tenant, coming->row.id);
        return 0;
    };
    const Tick deadline = services.clock.machine() + limits::request_budget;
    co_await platform::write(services.store, reach, std::move(unit), deadline);
}

} // namespace

platform::task<Result<http::Response>> keep_photo(
    Services& services,
    Principal principal,
    GivenPhoto given,
    std::optional<IdempotencyClaim> claim,
    Tick deadline
) {
    const auto allowed = require_role(principal, {Role::operator_, Role::warehouse, Role::carrier});
    if (!allowed) {
        co_return Failure{allowed.error()};
    }
    const Reach reach = reach_of(principal);
    auto read = [principal = std::move(principal),
                 given = std::move(given),
                 claim = std::move(claim),
                 &vault = services.vault,
                 &entropy = services.entropy,
                 now = services.clock.business()] {
        return prepare(principal, given, claim, vault, entropy, now);
    };
    const auto prepared = co_await services.compute.run(std::move(read), deadline);
    if (!prepared) {
        co_return Failure{prepared.error()};
    }
    const SharedPhoto coming = *prepared;
    const auto begun = co_await platform::write(
        services.store, reach, [coming](Tx& tx) { return begin(tx, *coming); }, deadline
    );
    if (!begun) {
        co_return Failure{begun.error()};
    }
    auto answer = co_await put_and_finish(services, coming, *begun, reach, deadline);
    if (answer) {
        services.wakeups.notify(journal_feed(coming->principal.tenant));
    } else if (*begun) {
        co_await give_up(services, coming, reach);
    }
    co_return answer;
}

} // namespace route9::gateway
