// SPDX-License-Identifier: Apache-2.0
#include "gateway/orders/receivable_news.hpp"

#include "gateway/views/money_json.hpp"

namespace route9::gateway {

Json receivable_news(const payments::Receivable& receivable) {
    return Json{
        {"receivable", receivable.id.text()},
        {"code", receivable.reference},
        {"amount", money_json(receivable.amount)},
    };
}

Json unclear_news(const payments::Receivable& receivable, const char* why) {
    return Json{
        {"receivable", receivable.id.text()},
        {"amount", money_json(receivable.amount)},
        {"collected", money_json(receivable.custody)},
        {"paid", money_json(receivable.settled)},
        {"why", why},
    };
}

} // namespace route9::gateway
