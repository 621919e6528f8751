// SPDX-License-Identifier: Apache-2.0
// A declaration as WCO data model 3.6 XML (urn:wco:datamodel:WCO:DEC-DMS:2 in its metadata
// envelope): the form that Lao cargo rules and the ASEAN declaration document follow. Names and
// addresses stay in their script, cut to the model's lengths. Pure; no files, no sockets.
#pragma once

#include "core/result.hpp"
#include "fulfillment/declarations/declaration_document.hpp"

#include <string>

namespace route9::adapters::customs {

/// Error: validation_failed naming each missing fact ("/bill/goods/items/0/hs_code").
Result<std::string> render_wco_dec(const fulfillment::declarations::DeclarationDocument& document);

} // namespace route9::adapters::customs
