// SPDX-License-Identifier: Apache-2.0
// The English truck manifest that Lao customs wants as the brief declaration (3011/MOF 2022;
// 04145/CD 2019): a CSV with a block of header facts, one line per house bill and totals that tie
// out with the lines and with the counts frozen at closing. ASCII only: names are Latinised.
#pragma once

#include "core/result.hpp"
#include "fulfillment/declarations/declaration_document.hpp"

#include <string>

namespace route9::adapters::customs {

/// The bills carry the assessment of the Lao side, whose customs value is the value printed.
/// Error: validation_failed naming each missing fact and count that disagrees.
Result<std::string> render_la_manifest(const fulfillment::declarations::TruckManifest& manifest);

} // namespace route9::adapters::customs
