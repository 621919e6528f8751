// SPDX-License-Identifier: Apache-2.0
#include "marketplaces/hmac_sha1.hpp"

#include <openssl/evp.h>
#include <openssl/hmac.h>

#include <stdexcept>

namespace route9::adapters {

std::array<std::byte, 20> hmac_sha1(ByteView key, ByteView data) {
    std::array<std::byte, 20> mac{};
    unsigned int size = 0;
    const auto* done = HMAC(
        EVP_sha1(),
        key.data(),
        static_cast<int>(key.size()),
        reinterpret_cast<const unsigned char*>(data.data()),
        data.size(),
        reinterpret_cast<unsigned char*>(mac.data()),
        &size
    );
    if (done == nullptr || size != mac.size()) {
        throw std::runtime_error("openssl cannot make an HMAC-SHA-1");
    }
    return mac;
}

} // namespace route9::adapters
