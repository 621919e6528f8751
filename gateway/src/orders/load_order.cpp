// SPDX-License-Identifier: Apache-2.0
#include "gateway/orders/load_order.hpp"

#include "gateway/acting_for.hpp"

#include <utility>

namespace route9::gateway {

using namespace fulfillment;

Result<OrderRecord> find_order_for(Tx& tx, const Principal& principal, std::string_view id_text) {
    const auto id = OrderId::parse(id_text);
    if (!id) {
        return fail(ErrorCode::not_found);
    }
    auto record = orders::find(tx, principal.tenant, *id);
    const auto own = confined_to(principal);
    const bool hidden = record && own && record->seller != *own;
    if (!record || hidden) {
        return fail(ErrorCode::not_found);
    }
    return std::move(*record);
}

Result<LoadedOrder>
load_order(Tx& tx, const Principal& principal, std::string_view id_text, const Vault& vault) {
    auto record = find_order_for(tx, principal, id_text);
    if (!record) {
        return Failure{std::move(record).error()};
    }
    LoadedOrder loaded;
    loaded.record = std::move(*record);
    loaded.details = open_details(tx, loaded.record, vault);
    loaded.fulfillments = fulfillments::of_order(tx, principal.tenant, loaded.record.id);
    return loaded;
}

std::optional<PersonalDetails> open_details(Tx& tx, const OrderRecord& record, const Vault& vault) {
    const auto wrapped = orders::wrapped_person_key(tx, record.tenant, record.person);
    if (!wrapped) {
        return std::nullopt;
    }
    auto details = open_recipient(record.recipient, record.tenant, record.person, *wrapped, vault);
    if (!details) {
        throw StoreFailure{StoreFault::misuse, "a recipient does not open under its key"};
    }
    return std::move(*details);
}

} // namespace route9::gateway
