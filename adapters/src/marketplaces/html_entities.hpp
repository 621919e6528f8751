// SPDX-License-Identifier: Apache-2.0
// Undoes the HTML escaping that WordPress stores its secrets with: the five special characters, by
// name or number, once. Any thread. Source: WooCommerce's webhook signing as observed.
#pragma once

#include <string>
#include <string_view>

namespace route9::adapters {

std::string decode_html_entities(std::string_view text);

} // namespace route9::adapters
