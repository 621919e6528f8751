// SPDX-License-Identifier: Apache-2.0
// What simulated marketplaces know to be true of their orders, held against what the API says of
// them. Amounts are whole đồng. The words of the platforms stand here once more, apart from the
// profiles that the server reads. One thread.
#pragma once

#include "caller.hpp"
#include "core/json.hpp"

#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <vector>

namespace route9::e2e {

class MarketLedger {
public:
    /// The `ledger` of a run.
    void add(const std::string& platform, const Json& ledger);

    /// Sentences about what is wrong now; empty when the two agree. Orders that once agreed are
    /// read again only where their state is another.
    std::vector<std::string> disagreements(Caller& seller);
    /// The same, and every order is read.
    std::vector<std::string> all_disagreements(Caller& seller);

    std::size_t size() const noexcept { return truths_.size(); }
    /// How many orders the API has by their state, as it was read last.
    const std::map<std::string, int>& states() const noexcept { return states_; }
    /// Pieces by SKU that the orders which are to be sent hold.
    const std::map<std::string, std::int64_t>& reserved() const noexcept { return reserved_; }

private:
    using Key = std::pair<std::string, std::string>; // channel and the source's id

    std::map<Key, Json> read_list(Caller& seller);
    void judge(const Key& key, const Json& truth, const Json* listed, Caller& seller);
    void wrong(const Key& key, const std::string& what, const Json& seen);

    std::map<Key, Json> truths_;
    std::map<Key, std::string> agreed_; // with the state they had
    std::map<std::string, int> states_;
    std::map<std::string, std::int64_t> reserved_;
    std::map<Key, std::map<std::string, std::int64_t>> held_;
    std::vector<std::string> wrong_;
};

} // namespace route9::e2e
