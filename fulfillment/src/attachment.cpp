// SPDX-License-Identifier: Apache-2.0
#include "fulfillment/attachment.hpp"

#include "fulfillment/receipt_store.hpp"
#include "fulfillment/return_case.hpp"

#include <algorithm>

namespace route9::fulfillment {
namespace {

constexpr std::array<std::string_view, 4> kKindNames{"packed", "damage", "delivery", "document"};

struct SubjectRow {
    AttachedTo kind;
    std::string_view name;
    std::string_view prefix; // of its id
};

constexpr std::array<SubjectRow, 5> kSubjects{{
    {AttachedTo::parcel, "parcel", ParcelTag::prefix},
    {AttachedTo::receipt, "receipt", ReceiptTag::prefix},
    {AttachedTo::return_, "return", ReturnTag::prefix},
    {AttachedTo::manifest, "manifest", ManifestTag::prefix},
    {AttachedTo::fulfillment, "fulfillment", FulfillmentTag::prefix},
}};

} // namespace

std::string_view name(AttachmentKind kind) noexcept {
    return kKindNames[static_cast<std::size_t>(kind)];
}

std::optional<AttachmentKind> parse_attachment_kind(std::string_view text) noexcept {
    const auto* found = std::ranges::find(kKindNames, text);
    if (found == kKindNames.end()) {
        return std::nullopt;
    }
    return static_cast<AttachmentKind>(found - kKindNames.begin());
}

std::string_view name(AttachedTo subject) noexcept {
    return kSubjects[static_cast<std::size_t>(subject)].name;
}

std::optional<AttachedTo> parse_attached_to(std::string_view text) noexcept {
    const auto* found = std::ranges::find(kSubjects, text, &SubjectRow::name);
    return found == kSubjects.end() ? std::nullopt : std::optional{found->kind};
}

std::string AttachmentSubject::text() const {
    const SubjectRow& row = kSubjects[static_cast<std::size_t>(kind)];
    return std::string{row.name} + ":" + format_id(row.prefix, id);
}

std::string Attachment::key_context() const {
    return "attachment/" + tenant.text() + "/" + id.text();
}

std::string Attachment::piece_context(std::int64_t number) const {
    return key_context() + "/" + std::to_string(number) + "/" + std::to_string(pieces);
}

} // namespace route9::fulfillment
