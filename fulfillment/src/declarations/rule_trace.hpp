// SPDX-License-Identifier: Apache-2.0
// Which rules an assessment used, each once in order of first use, and the notes for those of
// uncertain standing. Owned by one assessment of one house bill.
#pragma once

#include "fulfillment/declarations/rule_table.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace route9::fulfillment::declarations {

class RuleTrace {
public:
    /// Records a rule if there is one; returns it, so that looking up and recording are one step.
    const Rule* use(const Rule* rule);
    void use(std::string_view id, std::string_view legal_ref, Certainty certainty);
    void note(std::string text);

    std::vector<std::string> take_ids() { return std::move(ids_); }
    std::vector<std::string> take_notes() { return std::move(notes_); }

private:
    std::vector<std::string> ids_;
    std::vector<std::string> notes_;
};

} // namespace route9::fulfillment::declarations
