// SPDX-License-Identifier: Apache-2.0
// The ids of the domain, in one place: prefixes are public names of the API.
#pragma once

#include "core/id.hpp"

#include <string_view>

namespace route9 {

struct TenantTag {};
struct PartyTag {};
struct SkuTag {};
struct GateTag {};
struct NodeTag {};
struct ConnectionTag {};
struct PlatformTag {};
using TenantId = Name<TenantTag>;
using PartyId = Name<PartyTag>;
using Sku = Name<SkuTag>;
using GateId = Name<GateTag>;
using NodeId = Name<NodeTag>;
using ConnectionId = Name<ConnectionTag>;
using PlatformName = Name<PlatformTag>;

struct OrderTag {
    static constexpr std::string_view prefix = "ord";
};
struct FulfillmentTag {
    static constexpr std::string_view prefix = "ful";
};
struct ParcelTag {
    static constexpr std::string_view prefix = "pcl";
};
struct DepartureTag {
    static constexpr std::string_view prefix = "dep";
};
struct ManifestTag {
    static constexpr std::string_view prefix = "man";
};
struct DeclarationTag {
    static constexpr std::string_view prefix = "dec";
};
struct ReceivableTag {
    static constexpr std::string_view prefix = "rcv";
};
struct PaymentTag {
    static constexpr std::string_view prefix = "pay";
};
struct EntryTag {
    static constexpr std::string_view prefix = "ent";
};
struct StatementTag {
    static constexpr std::string_view prefix = "stm";
};
struct MovementTag {
    static constexpr std::string_view prefix = "mov";
};
struct MatchTag {
    static constexpr std::string_view prefix = "mat";
};
struct OpenItemTag {
    static constexpr std::string_view prefix = "opn";
};
struct RunTag {
    static constexpr std::string_view prefix = "run";
};
struct EventTag {
    static constexpr std::string_view prefix = "evt";
};
struct InboxTag {
    static constexpr std::string_view prefix = "inb";
};
struct JobTag {
    static constexpr std::string_view prefix = "job";
};
struct PersonTag {
    static constexpr std::string_view prefix = "per";
};
struct KeyTag {
    static constexpr std::string_view prefix = "key";
};
struct UserTag {
    static constexpr std::string_view prefix = "usr";
};
struct SessionTag {
    static constexpr std::string_view prefix = "ses";
};
struct PasskeyTag {
    static constexpr std::string_view prefix = "pky";
};
struct ApprovalTag {
    static constexpr std::string_view prefix = "apr";
};
struct RequestTag {
    static constexpr std::string_view prefix = "req";
};

using OrderId = Id<OrderTag>;
using FulfillmentId = Id<FulfillmentTag>;
using ParcelId = Id<ParcelTag>;
using DepartureId = Id<DepartureTag>;
using ManifestId = Id<ManifestTag>;
using DeclarationId = Id<DeclarationTag>;
using ReceivableId = Id<ReceivableTag>;
using PaymentId = Id<PaymentTag>;
using EntryId = Id<EntryTag>;
using StatementId = Id<StatementTag>;
using MovementId = Id<MovementTag>;
using MatchId = Id<MatchTag>;
using OpenItemId = Id<OpenItemTag>;
using RunId = Id<RunTag>;
using EventId = Id<EventTag>;
using InboxId = Id<InboxTag>;
using JobId = Id<JobTag>;
using PersonId = Id<PersonTag>;
using KeyId = Id<KeyTag>;
using UserId = Id<UserTag>;
using SessionId = Id<SessionTag>;
using PasskeyId = Id<PasskeyTag>;
using ApprovalId = Id<ApprovalTag>;
using RequestId = Id<RequestTag>;

} // namespace route9
