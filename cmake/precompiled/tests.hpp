// SPDX-License-Identifier: Apache-2.0
// The same for tests over the gateway.
#pragma once

#include "gateway.hpp"

#include <gtest/gtest.h>
