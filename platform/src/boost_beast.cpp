// SPDX-License-Identifier: Apache-2.0
// The one place where Beast's separately compiled part is built.
#include <boost/beast/src.hpp>
