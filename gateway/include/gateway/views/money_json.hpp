// SPDX-License-Identifier: Apache-2.0
// Money as the API shows it everywhere but inside an order.
#pragma once

#include "core/json.hpp"
#include "core/money.hpp"

#include <string>

namespace route9::gateway {

inline Json money_json(Money money) {
    return Json{{"amount", money.amount()}, {"currency", std::string{code(money.currency())}}};
}

} // namespace route9::gateway
