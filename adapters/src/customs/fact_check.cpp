// SPDX-License-Identifier: Apache-2.0
#include "customs/fact_check.hpp"

#include <fmt/format.h>

#include <utility>

namespace route9::adapters::customs {

void FactCheck::text(std::string_view value, std::string pointer, std::string_view what) {
    demand(value.find_first_not_of(" \t\r\n") != std::string_view::npos, std::move(pointer), what);
}

void FactCheck::demand(bool given, std::string pointer, std::string_view what) {
    if (!given) {
        errors_.push_back(
            {std::move(pointer), "required", fmt::format("{} wants {}", authority_, what)}
        );
    }
}

void FactCheck::disagrees(std::string pointer, std::string message) {
    errors_.push_back({std::move(pointer), "disagrees", std::move(message)});
}

} // namespace route9::adapters::customs
