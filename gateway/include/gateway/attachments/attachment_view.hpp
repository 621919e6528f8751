// SPDX-License-Identifier: Apache-2.0
// A photograph as the API tells of it; its bytes are on a page of their own.
#pragma once

#include "core/json.hpp"
#include "fulfillment/attachment.hpp"

namespace route9::gateway {

Json view(const fulfillment::Attachment& shown);

} // namespace route9::gateway
