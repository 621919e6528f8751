// SPDX-License-Identifier: Apache-2.0
// One parcel from Đông Hà to Savannakhet with its Lao import assessment, written down by hand.
#pragma once

#include "fulfillment/declarations/declaration_document.hpp"

namespace route9::adapters::customs::test {

fulfillment::declarations::HouseBill sample_bill();
fulfillment::declarations::TruckBatch sample_batch();

} // namespace route9::adapters::customs::test
