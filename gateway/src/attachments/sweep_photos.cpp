// SPDX-License-Identifier: Apache-2.0
#include "core/limits.hpp"
#include "fulfillment/attachment_store.hpp"
#include "gateway/attachments/keep_photo.hpp"
#include "gateway/workers/unit_by_unit.hpp"
#include "platform/async_store.hpp"

namespace route9::gateway {
namespace {

constexpr int kPhotosPerUnit = 4; // of 2 MiB at most

} // namespace

platform::task<Result<int>> sweep_photos(Services& services) {
    const Instant before = services.clock.business() - fulfillment::attachment_coming_max;
    auto swept = co_await unit_by_unit(services, kPhotosPerUnit, [before] {
        return [before](Tx& tx) -> Result<int> {
            return static_cast<int>(fulfillment::attachments::sweep(tx, before, kPhotosPerUnit));
        };
    });
    if (!swept) {
        co_return swept;
    }
    auto look = [](Tx& tx) -> Result<fulfillment::AttachmentRoom> {
        return fulfillment::attachments::room_of_all(tx);
    };
    const auto room = co_await platform::read(
        services.store,
        Reach::everything(),
        std::move(look),
        services.clock.machine() + limits::request_budget
    );
    if (!room) {
        co_return Failure{room.error()};
    }
    services.metrics.gauge("route9_attachment_bytes", "Bytes of photographs in the store")
        .set(room->bytes);
    services.metrics.gauge("route9_attachments", "Photographs in the store").set(room->photos);
    co_return swept;
}

} // namespace route9::gateway
