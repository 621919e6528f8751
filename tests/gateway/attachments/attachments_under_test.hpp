// SPDX-License-Identifier: Apache-2.0
// Photographs of a parcel that was packed at Đông Hà, through the endpoints.
#pragma once

#include "gateway/attachments/attachment_endpoints.hpp"
#include "gateway/http/problem.hpp"
#include "shipping_under_test.hpp"
#include "small_photos.hpp"

#include <string>
#include <utility>
#include <vector>

namespace route9::tests {

namespace at = gateway::endpoints;

struct Snap {
    std::string to;
    std::string file = phone_jpeg();
    std::string kind = "packed";
    std::string key{}; // empty: one of its own
    std::string type = "image/jpeg";
    std::string more{}; // of the query
};

class AttachmentsUnderTest : public ShippingUnderTest {
public:
    AttachmentsUnderTest() {
        truck_ = open_departure();
        placed_ = place({.departure = truck_});
        parcel_ = pack(placed_.fulfillments.front());
    }

    Answer attach(const Snap& snap, const Principal& who) {
        const std::string key = snap.key.empty() ? "snap-" + std::to_string(++snaps_) : snap.key;
        const auto answered = answer(
            at::post_attachment(services()),
            {.principal = who,
             .target = "/v1/attachments?to=" + snap.to + "&kind=" + snap.kind + snap.more,
             .body = snap.file,
             .headers = {{"Idempotency-Key", key}},
             .type = snap.type}
        );
        const auto response =
            answered ? *answered : gateway::http::problem(answered.error(), "req_test");
        return {
            response.status,
            std::string{response.content()},
            response.content_type,
            response.headers
        };
    }
    Answer attach(const Snap& snap) { return attach(snap, staff()); }
    Answer listed(const std::string& to, const Principal& who = staff()) {
        return call(at::get_attachments, who, {.target = "/v1/attachments?to=" + to});
    }
    std::size_t count(const std::string& to) { return listed(to).json().at("items").size(); }
    Answer content(const std::string& id, const Principal& who = staff()) {
        return read(at::get_attachment_content, who, id);
    }
    /// A different picture for each number.
    static std::string picture(int number) {
        return with_chunk(
            dot_png(), "pHYs", std::string(7, '\0') + static_cast<char>(number) + '\1'
        );
    }
    std::string of_parcel() const { return "parcel:" + parcel_; }

protected:
    DepartureId truck_;
    PlacedOrder placed_;
    std::string parcel_;

private:
    int snaps_ = 0;
};

} // namespace route9::tests
