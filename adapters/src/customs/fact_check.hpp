// SPDX-License-Identifier: Apache-2.0
// Collects the facts an authority wants and a document lacks: one error per field, naming the
// authority. Used by every declaration renderer.
#pragma once

#include "core/result.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace route9::adapters::customs {

class FactCheck {
public:
    explicit FactCheck(std::string_view authority) : authority_(authority) {}

    void text(std::string_view value, std::string pointer, std::string_view what);
    void demand(bool given, std::string pointer, std::string_view what);
    void disagrees(std::string pointer, std::string message);

    bool passed() const noexcept { return errors_.empty(); }
    Failure failure() { return fail_fields(std::move(errors_)); }

private:
    std::string_view authority_;
    std::vector<FieldError> errors_;
};

} // namespace route9::adapters::customs
