// SPDX-License-Identifier: Apache-2.0
#include "marketplaces/openssl_hmac.hpp"

#include <openssl/evp.h>
#include <openssl/hmac.h>

#include <stdexcept>

namespace route9::adapters {
namespace {

Bytes hmac(const EVP_MD* digest, ByteView key, ByteView data) {
    Bytes mac(static_cast<std::size_t>(EVP_MD_get_size(digest)));
    unsigned int size = 0;
    const auto* done = HMAC(
        digest,
        key.data(),
        static_cast<int>(key.size()),
        reinterpret_cast<const unsigned char*>(data.data()),
        data.size(),
        reinterpret_cast<unsigned char*>(mac.data()),
        &size
    );
    if (done == nullptr || size != mac.size()) {
        throw std::runtime_error("openssl cannot make an HMAC");
    }
    return mac;
}

} // namespace

Bytes hmac_sha1(ByteView key, ByteView data) {
    return hmac(EVP_sha1(), key, data);
}

Bytes hmac_sha512(ByteView key, ByteView data) {
    return hmac(EVP_sha512(), key, data);
}

Bytes md5(std::string_view text) {
    Bytes digest(static_cast<std::size_t>(EVP_MD_get_size(EVP_md5())));
    unsigned int size = 0;
    auto* const out = reinterpret_cast<unsigned char*>(digest.data());
    if (EVP_Digest(text.data(), text.size(), out, &size, EVP_md5(), nullptr) != 1) {
        throw std::runtime_error("openssl cannot make an MD5");
    }
    return digest;
}

} // namespace route9::adapters
