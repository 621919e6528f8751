// SPDX-License-Identifier: Apache-2.0
#include "market_ledger.hpp"

#include <algorithm>
#include <stdexcept>
#include <utility>

namespace route9::e2e {
namespace {

enum class Source : std::uint8_t { not_yet, released, sent, cancelled };

Source source_of(const std::string& word) {
    static const std::map<std::string, Source> words{
        {"UNPAID", Source::not_yet},
        {"unpaid", Source::not_yet},
        {"READY_TO_SHIP", Source::released},
        {"PROCESSED", Source::released},
        {"pending", Source::released},
        {"packed", Source::released},
        {"ready_to_ship", Source::released},
        {"AWAITING_SHIPMENT", Source::released},
        {"AWAITING_COLLECTION", Source::released},
        {"queueing", Source::released},
        {"processing", Source::released},
        {"SHIPPED", Source::sent},
        {"shipped", Source::sent},
        {"IN_TRANSIT", Source::sent},
        {"shipping", Source::sent},
        {"CANCELLED", Source::cancelled},
        {"canceled", Source::cancelled},
    };
    return words.at(word);
}

bool is_to_be_sent(const std::string& status) {
    static const std::set<std::string> open{"routed", "held", "backordered"};
    return open.contains(status);
}

bool was_sent_by_shop(const Json& listed) {
    return std::ranges::any_of(listed.at("reasons"), [](const Json& reason) {
        return reason.at("code") == "SENT_BY_SHOP";
    });
}

/// Why the state does not follow from the source's; empty when it does.
std::string state_fault(Source source, const Json* listed) {
    if (listed == nullptr) {
        return source == Source::released ? "is missing" : "";
    }
    const auto status = listed->at("status").get<std::string>();
    const bool is_cancelled = status == "cancelled";
    switch (source) {
    case Source::not_yet:
        return "was taken before it was paid";
    case Source::released:
        return is_to_be_sent(status) ? "" : "is to be sent there";
    case Source::sent:
        return is_to_be_sent(status) || (is_cancelled && was_sent_by_shop(*listed))
                   ? ""
                   : "was sent by the shop";
    case Source::cancelled:
        break;
    }
    return is_cancelled ? "" : "is cancelled there";
}

using Lines = std::map<std::pair<std::string, std::string>, std::int64_t>;

Lines lines_of(const Json& items) {
    Lines lines;
    for (const Json& item : items) {
        lines[{item.at("sku").get<std::string>(), item.at("unit_price").get<std::string>()}] +=
            item.at("quantity").get<std::int64_t>();
    }
    return lines;
}

/// The last nine digits, however it is written.
std::string phone_core(const std::string& phone) {
    constexpr std::size_t kDigits = 9;
    std::string digits;
    std::ranges::copy_if(phone, std::back_inserter(digits), [](char c) {
        return c >= '0' && c <= '9';
    });
    return digits.size() > kDigits ? digits.substr(digits.size() - kDigits) : digits;
}

std::string content_fault(const Json& truth, const Json& page) {
    const Json& theirs = truth.at("recipient");
    const Json& ours = page.at("recipient");
    if (lines_of(truth.at("items")) != lines_of(page.at("items"))) {
        return "has other items";
    }
    const bool is_cod = truth.at("cod").get<bool>();
    if (is_cod != (page.at("payment").at("method") == "cod")) {
        return "is paid otherwise";
    }
    if (is_cod && page.at("payment").at("amount") != truth.at("total")) {
        return "collects another amount";
    }
    if (ours.value("name", "") != theirs.at("name").get<std::string>() ||
        phone_core(ours.value("phone", "")) != phone_core(theirs.at("phone").get<std::string>())) {
        return "goes to somebody else";
    }
    if (!ours.value("address_line", "").contains(theirs.at("street").get<std::string>())) {
        return "goes to an older address";
    }
    return "";
}

} // namespace

void MarketLedger::add(const std::string& platform, const Json& ledger) {
    for (const Json& truth : ledger) {
        const Key key{platform, truth.at("order").get<std::string>()};
        if (!truths_.emplace(key, truth).second) {
            throw std::runtime_error("two orders of one number: " + key.second);
        }
    }
}

std::map<MarketLedger::Key, Json> MarketLedger::read_list(Caller& seller) {
    std::map<Key, Json> found;
    std::string cursor;
    do {
        const std::string more = cursor.empty() ? "" : "&cursor=" + cursor;
        const Answer page = seller.get("/v1/orders?limit=100" + more);
        if (page.status != 200) {
            throw std::runtime_error("the list was answered " + page.body);
        }
        for (const Json& item : page.json.at("items")) {
            const Key key{
                item.at("channel").get<std::string>(), item.at("external_id").get<std::string>()
            };
            ++states_[item.at("status").get<std::string>()];
            if (!found.emplace(key, item).second) {
                wrong(key, "stands twice", item);
            } else if (!truths_.contains(key)) {
                wrong(key, "is not theirs", item);
            }
        }
        const Json& next = page.json.at("next");
        cursor = next.is_null() ? "" : next.get<std::string>();
    } while (!cursor.empty());
    return found;
}

std::vector<std::string> MarketLedger::disagreements(Caller& seller) {
    wrong_.clear();
    states_.clear();
    const auto listed = read_list(seller);
    for (const auto& [key, truth] : truths_) {
        const auto found = listed.find(key);
        judge(key, truth, found == listed.end() ? nullptr : &found->second, seller);
    }
    reserved_.clear();
    for (const auto& [key, pieces] : held_) {
        for (const auto& [sku, quantity] : pieces) {
            reserved_[sku] += quantity;
        }
    }
    return wrong_;
}

std::vector<std::string> MarketLedger::all_disagreements(Caller& seller) {
    agreed_.clear();
    held_.clear();
    return disagreements(seller);
}

void MarketLedger::judge(const Key& key, const Json& truth, const Json* listed, Caller& seller) {
    const auto word = truth.at("status").get<std::string>();
    const Source source = source_of(word);
    const std::string fault = state_fault(source, listed);
    if (!fault.empty()) {
        return wrong(key, fault, listed == nullptr ? truth : *listed);
    }
    if (listed == nullptr) {
        return;
    }
    const auto status = listed->at("status").get<std::string>();
    const auto known = agreed_.find(key);
    if (known != agreed_.end() && known->second == status) {
        return;
    }
    held_.erase(key);
    if (is_to_be_sent(status)) {
        const Answer page = seller.get("/v1/orders/" + listed->at("id").get<std::string>());
        // What the shop has sent itself is no longer followed.
        const std::string other =
            source == Source::sent ? std::string{} : content_fault(truth, page.json);
        if (page.status != 200 || !other.empty()) {
            return wrong(key, other, page.json);
        }
        for (const Json& part : page.json.at("fulfillments")) {
            if (part.at("status") == "cancelled") { // planned anew since
                continue;
            }
            for (const Json& line : part.at("lines")) {
                held_[key][line.at("sku").get<std::string>()] +=
                    line.at("quantity").get<std::int64_t>();
            }
        }
    }
    agreed_[key] = status;
}

void MarketLedger::wrong(const Key& key, const std::string& what, const Json& seen) {
    wrong_.push_back(key.first + " " + key.second + " " + what + ": " + seen.dump());
}

} // namespace route9::e2e
