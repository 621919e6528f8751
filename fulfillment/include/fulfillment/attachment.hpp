// SPDX-License-Identifier: Apache-2.0
// Photographs attached to what they show: a packed box, a crushed carton, a delivery, a paper. They
// show people and addresses: each is sealed under a key of its own, which goes with the photograph
// (its person's erasure, or its age). Values; bounds are bytes and counts.
#pragma once

#include "core/crypto.hpp"
#include "core/id.hpp"
#include "core/names.hpp"
#include "core/time.hpp"
#include "core/vault.hpp"

#include <array>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace route9::fulfillment {

struct AttachmentTag {
    static constexpr std::string_view prefix = "att";
};
using AttachmentId = Id<AttachmentTag>;

inline constexpr std::size_t attachment_bytes_max = 2 * 1024 * 1024; // of one, as it is sent
inline constexpr std::size_t attachment_piece_bytes = 256 * 1024;    // written in one unit
inline constexpr std::size_t attachments_of_subject_max = 8;
/// Of all photographs of a tenant.
inline constexpr std::int64_t attachments_of_tenant_bytes_max = 20LL * 1024 * 1024 * 1024;
/// One that is still coming after so long was given up.
inline constexpr std::chrono::minutes attachment_coming_max{60};

enum class AttachmentKind : std::uint8_t { packed, damage, delivery, document };
enum class AttachedTo : std::uint8_t { parcel, receipt, return_, manifest, fulfillment };

std::string_view name(AttachmentKind kind) noexcept;
std::optional<AttachmentKind> parse_attachment_kind(std::string_view text) noexcept;
std::string_view name(AttachedTo subject) noexcept;
std::optional<AttachedTo> parse_attached_to(std::string_view text) noexcept;

struct AttachmentSubject {
    AttachedTo kind = AttachedTo::parcel;
    IdBytes id{};

    /// "parcel:pcl_…"
    std::string text() const;
    friend bool operator==(const AttachmentSubject&, const AttachmentSubject&) = default;
};

struct Attachment {
    TenantId tenant;
    AttachmentId id;
    AttachmentSubject to;
    std::optional<OrderId> order{}; // whose person it may show
    AttachmentKind kind = AttachmentKind::packed;
    std::string media_type; // "image/jpeg"
    std::int64_t width = 0;
    std::int64_t height = 0;
    int orientation = 1;
    std::int64_t bytes = 0;
    std::int64_t pieces = 0;
    Digest256 digest{};      // SHA-256 of what is kept
    Digest256 sent_digest{}; // of what was sent
    std::optional<Instant> taken_at{};
    Instant added_at{};
    std::string added_by; // a key or a person
    WrappedKey wrapped{};

    /// Binds its key, or one of its pieces, to its place.
    std::string key_context() const;
    std::string piece_context(std::int64_t number) const;
};

} // namespace route9::fulfillment
