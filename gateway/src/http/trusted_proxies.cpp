// SPDX-License-Identifier: Apache-2.0
#include "gateway/http/trusted_proxies.hpp"

#include "http/list_element.hpp"

#include <boost/asio/ip/address.hpp>

#include <algorithm>
#include <charconv>

namespace route9::gateway::http {
namespace {

namespace ip = boost::asio::ip;

constexpr unsigned kByteBits = 8;
constexpr unsigned kAddressBits = 128;
constexpr unsigned kMappedBits = 96; // ahead of an IPv4 address

bool begins_alike(
    std::span<const std::uint8_t> one, std::span<const std::uint8_t> other, unsigned bits
) {
    const unsigned whole = bits / kByteBits;
    const unsigned rest = bits % kByteBits;
    if (!std::ranges::equal(one.first(whole), other.first(whole))) {
        return false;
    }
    const unsigned mask = 0xffU << (kByteBits - rest);
    return rest == 0 || ((one[whole] ^ other[whole]) & mask & 0xffU) == 0;
}

/// The elements of all fields of that name, the last first (RFC 9110 §5.3).
std::vector<std::string_view> from_the_last(const Headers& headers) {
    std::vector<std::string_view> elements;
    for (const Field& field : headers) {
        if (!equal_ignoring_case(field.name, "x-forwarded-for")) {
            continue;
        }
        std::string_view rest = field.value;
        while (!rest.empty()) {
            if (const std::string_view element = take_element(rest); !element.empty()) {
                elements.push_back(element);
            }
        }
    }
    std::ranges::reverse(elements);
    return elements;
}

} // namespace

Result<TrustedProxies> TrustedProxies::parse(std::span<const std::string> networks) {
    TrustedProxies proxies;
    for (const std::string& text : networks) {
        const auto network = read_network(text);
        if (!network) {
            return fail_field(
                "--trusted-proxy",
                "bad_value",
                "use an address or a network: 10.0.0.7, 10.0.0.0/8 or fd00::/8, not " + text
            );
        }
        proxies.networks_.push_back(*network);
    }
    return proxies;
}

bool TrustedProxies::has(std::string_view address) const {
    const auto read = read_address(address);
    return read && std::ranges::any_of(networks_, [&read](const Network& network) {
               return begins_alike(network.address, *read, network.bits);
           });
}

std::optional<std::string> TrustedProxies::client_of(const Headers& headers) const {
    for (const std::string_view element : from_the_last(headers)) {
        if (!read_address(element)) {
            return std::nullopt; // what stands before it may be anybody's invention
        }
        if (!has(element)) {
            return std::string{element};
        }
    }
    return std::nullopt;
}

std::optional<TrustedProxies::Address> TrustedProxies::read_address(std::string_view text) {
    boost::system::error_code error;
    const ip::address address = ip::make_address(std::string{text}, error);
    if (error) {
        return std::nullopt;
    }
    const ip::address_v6 whole =
        address.is_v4() ? ip::make_address_v6(ip::v4_mapped, address.to_v4()) : address.to_v6();
    return whole.to_bytes();
}

std::optional<TrustedProxies::Network> TrustedProxies::read_network(std::string_view text) {
    const auto slash = text.find('/');
    const auto address = read_address(text.substr(0, slash));
    if (!address) {
        return std::nullopt;
    }
    if (slash == text.npos) {
        return Network{*address, kAddressBits};
    }
    const std::string_view digits = text.substr(slash + 1);
    unsigned bits = 0;
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), bits);
    const bool is_v4 = text.substr(0, slash).find(':') == text.npos;
    const unsigned most = is_v4 ? kAddressBits - kMappedBits : kAddressBits;
    if (error != std::errc{} || end != digits.data() + digits.size() || bits > most) {
        return std::nullopt;
    }
    return Network{*address, is_v4 ? bits + kMappedBits : bits};
}

} // namespace route9::gateway::http
