// SPDX-License-Identifier: Apache-2.0
#include "signed_by_openssl.hpp"

#include <openssl/evp.h>
#include <openssl/sha.h>

#include <array>
#include <cstdio>
#include <stdexcept>
#include <vector>

namespace route9::tests {
namespace {

using Bytes = std::vector<unsigned char>;
using Context = std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)>;

void require(bool done) {
    if (!done) {
        throw std::runtime_error{"OpenSSL refused"};
    }
}

std::string base64_of(const Bytes& bytes) {
    Bytes text((bytes.size() + 2) / 3 * 4 + 1);
    const int length = EVP_EncodeBlock(text.data(), bytes.data(), static_cast<int>(bytes.size()));
    return {text.begin(), text.begin() + length};
}

Bytes bytes_of(const std::string& base64, std::size_t expected) {
    Bytes bytes(base64.size());
    const Bytes text(base64.begin(), base64.end());
    require(EVP_DecodeBlock(bytes.data(), text.data(), static_cast<int>(text.size())) > 0);
    bytes.resize(expected);
    return bytes;
}

std::string hash_of(const std::string& text) {
    const Bytes bytes(text.begin(), text.end());
    std::array<unsigned char, SHA256_DIGEST_LENGTH> digest{};
    SHA256(bytes.data(), bytes.size(), digest.data());
    std::string hex;
    for (const unsigned char byte : digest) {
        std::array<char, 3> pair{};
        require(std::snprintf(pair.data(), pair.size(), "%02x", unsigned{byte}) == 2);
        hex += pair.data();
    }
    return hex;
}

Bytes signed_text(const std::string& statement) {
    const std::string text = "route9/custody/v1\n" + hash_of(statement);
    return {text.begin(), text.end()};
}

} // namespace

SigningKey::SigningKey() : key_(EVP_PKEY_Q_keygen(nullptr, nullptr, "ED25519"), &EVP_PKEY_free) {
    require(key_ != nullptr);
}

std::string SigningKey::public_key() const {
    Bytes bytes(32);
    std::size_t size = bytes.size();
    require(EVP_PKEY_get_raw_public_key(key_.get(), bytes.data(), &size) == 1);
    return base64_of(bytes);
}

std::string SigningKey::sign_custody(const std::string& statement) const {
    const Context context{EVP_MD_CTX_new(), &EVP_MD_CTX_free};
    require(EVP_DigestSignInit(context.get(), nullptr, nullptr, nullptr, key_.get()) == 1);
    const Bytes text = signed_text(statement);
    Bytes signature(64);
    std::size_t size = signature.size();
    require(EVP_DigestSign(context.get(), signature.data(), &size, text.data(), text.size()) == 1);
    return base64_of(signature);
}

bool holds_by_openssl(
    const std::string& public_key,
    const std::string& statement,
    const std::string& hash,
    const std::string& signature
) {
    const Bytes raw = bytes_of(public_key, 32);
    const std::unique_ptr<EVP_PKEY, decltype(&EVP_PKEY_free)> key{
        EVP_PKEY_new_raw_public_key(EVP_PKEY_ED25519, nullptr, raw.data(), raw.size()),
        &EVP_PKEY_free
    };
    require(key != nullptr);
    const Context context{EVP_MD_CTX_new(), &EVP_MD_CTX_free};
    require(EVP_DigestVerifyInit(context.get(), nullptr, nullptr, nullptr, key.get()) == 1);
    const Bytes text = signed_text(statement);
    const Bytes given = bytes_of(signature, 64);
    return hash == hash_of(statement) &&
           EVP_DigestVerify(context.get(), given.data(), given.size(), text.data(), text.size()) ==
               1;
}

} // namespace route9::tests
