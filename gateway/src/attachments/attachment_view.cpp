// SPDX-License-Identifier: Apache-2.0
#include "gateway/attachments/attachment_view.hpp"

#include <string>

namespace route9::gateway {

Json view(const fulfillment::Attachment& shown) {
    Json json{
        {"id", shown.id.text()},
        {"to", shown.to.text()},
        {"kind", std::string{name(shown.kind)}},
        {"media_type", shown.media_type},
        {"bytes", shown.bytes},
        {"width", shown.width},
        {"height", shown.height},
        {"sha256", hex(shown.digest)},
        {"sent_sha256", hex(shown.sent_digest)},
        {"added_at", format_utc(shown.added_at)},
        {"by", shown.added_by},
    };
    if (shown.orientation != 1) {
        json["orientation"] = shown.orientation;
    }
    if (shown.taken_at) {
        json["taken_at"] = format_utc(*shown.taken_at);
    }
    return json;
}

} // namespace route9::gateway
