// SPDX-License-Identifier: Apache-2.0
#include "gateway/shipping/printer_density.hpp"

namespace route9::gateway {

Result<adapters::PrinterDensity> read_printer_density(const http::Request& request) {
    const auto text = request.target.query.find("dpi");
    const auto density = adapters::parse_printer_density(text ? *text : "203");
    if (!density) {
        return fail_field("/dpi", "unknown_value", "give 203 or 300, as the printer has");
    }
    return *density;
}

} // namespace route9::gateway
