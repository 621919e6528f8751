// SPDX-License-Identifier: Apache-2.0
#include "sign_in/cose_key.hpp"

#include <openssl/core_names.h>
#include <openssl/evp.h>
#include <openssl/param_build.h>

#include <algorithm>
#include <map>
#include <memory>

namespace route9::adapters {
namespace {

constexpr std::size_t kMembersMax = 16;
constexpr std::size_t kCoordinateBytes = 32;
constexpr std::size_t kModulusBytesMin = 256; // 2048 bits
constexpr std::size_t kModulusBytesMax = 1024;
constexpr std::size_t kExponentBytesMax = 8;

/// An integer or a byte string.
struct Item {
    std::int64_t number = 0;
    Bytes bytes;
    bool is_bytes = false;
};

class CborReader {
public:
    explicit CborReader(ByteView bytes) : bytes_(bytes) {}

    /// The argument of the next item when it is of that major type (RFC 8949 §3).
    std::optional<std::uint64_t> take(unsigned int major) {
        if (at_ >= bytes_.size()) {
            return std::nullopt;
        }
        const auto head = std::to_integer<unsigned int>(bytes_[at_]);
        if (head >> 5U != major) {
            return std::nullopt;
        }
        const unsigned int low = head & 0x1fU;
        const std::size_t follows = low < 24    ? 0
                                    : low == 24 ? 1
                                    : low == 25 ? 2
                                    : low == 26 ? 4
                                                : 9;
        if (follows > 4 || bytes_.size() - at_ <= follows) {
            return std::nullopt;
        }
        std::uint64_t value = follows == 0 ? low : 0;
        for (std::size_t i = 1; i <= follows; ++i) {
            value = (value << 8U) | std::to_integer<std::uint64_t>(bytes_[at_ + i]);
        }
        at_ += 1 + follows;
        return value;
    }

    std::optional<std::int64_t> take_integer() {
        if (const auto positive = take(0)) {
            return static_cast<std::int64_t>(*positive);
        }
        if (const auto negative = take(1)) {
            return -1 - static_cast<std::int64_t>(*negative);
        }
        return std::nullopt;
    }

    std::optional<Item> take_item() {
        if (const auto number = take_integer()) {
            return Item{.number = *number, .bytes = {}, .is_bytes = false};
        }
        const auto size = take(2);
        if (!size || *size > bytes_.size() - at_) {
            return std::nullopt;
        }
        const auto part = bytes_.subspan(at_, *size);
        at_ += *size;
        return Item{.number = 0, .bytes = {part.begin(), part.end()}, .is_bytes = true};
    }

    std::size_t position() const noexcept { return at_; }

private:
    ByteView bytes_;
    std::size_t at_ = 0;
};

using Members = std::map<std::int64_t, Item>;

std::optional<Members> read_members(CborReader& reader) {
    const auto count = reader.take(5);
    if (!count || *count > kMembersMax) {
        return std::nullopt;
    }
    Members members;
    for (std::uint64_t i = 0; i < *count; ++i) {
        const auto label = reader.take_integer();
        auto item = label ? reader.take_item() : std::nullopt;
        if (!item || !members.emplace(*label, std::move(*item)).second) {
            return std::nullopt;
        }
    }
    return members;
}

bool is(const Members& members, std::int64_t label, std::int64_t number) {
    const auto found = members.find(label);
    return found != members.end() && !found->second.is_bytes && found->second.number == number;
}

Bytes bytes_at(const Members& members, std::int64_t label) {
    const auto found = members.find(label);
    return found == members.end() ? Bytes{} : found->second.bytes;
}

struct Free {
    void operator()(EVP_PKEY* key) const { EVP_PKEY_free(key); }
    void operator()(EVP_PKEY_CTX* context) const { EVP_PKEY_CTX_free(context); }
    void operator()(EVP_MD_CTX* context) const { EVP_MD_CTX_free(context); }
    void operator()(OSSL_PARAM_BLD* builder) const { OSSL_PARAM_BLD_free(builder); }
    void operator()(OSSL_PARAM* params) const { OSSL_PARAM_free(params); }
    void operator()(BIGNUM* number) const { BN_free(number); }
};
template <class T>
using Owned = std::unique_ptr<T, Free>;

const unsigned char* in(ByteView bytes) {
    return reinterpret_cast<const unsigned char*>(bytes.data());
}

Owned<BIGNUM> number_of(ByteView bytes) {
    return Owned<BIGNUM>{BN_bin2bn(in(bytes), static_cast<int>(bytes.size()), nullptr)};
}

Owned<EVP_PKEY> make_key(const char* kind, OSSL_PARAM_BLD* builder) {
    const Owned<OSSL_PARAM> params{OSSL_PARAM_BLD_to_param(builder)};
    const Owned<EVP_PKEY_CTX> context{EVP_PKEY_CTX_new_from_name(nullptr, kind, nullptr)};
    EVP_PKEY* made = nullptr;
    if (!params || !context || EVP_PKEY_fromdata_init(context.get()) != 1 ||
        EVP_PKEY_fromdata(context.get(), &made, EVP_PKEY_PUBLIC_KEY, params.get()) != 1) {
        return nullptr;
    }
    return Owned<EVP_PKEY>{made};
}

Owned<EVP_PKEY> openssl_key(const CoseKey& key) {
    const Owned<OSSL_PARAM_BLD> builder{OSSL_PARAM_BLD_new()};
    if (!builder) {
        return nullptr;
    }
    if (key.algorithm == CoseAlgorithm::es256) {
        Bytes point{std::byte{4}};
        point.insert(point.end(), key.first.begin(), key.first.end());
        point.insert(point.end(), key.second.begin(), key.second.end());
        OSSL_PARAM_BLD_push_utf8_string(builder.get(), OSSL_PKEY_PARAM_GROUP_NAME, "prime256v1", 0);
        OSSL_PARAM_BLD_push_octet_string(
            builder.get(), OSSL_PKEY_PARAM_PUB_KEY, point.data(), point.size()
        );
        return make_key("EC", builder.get());
    }
    const Owned<BIGNUM> modulus = number_of(key.first);
    const Owned<BIGNUM> exponent = number_of(key.second);
    OSSL_PARAM_BLD_push_BN(builder.get(), OSSL_PKEY_PARAM_RSA_N, modulus.get());
    OSSL_PARAM_BLD_push_BN(builder.get(), OSSL_PKEY_PARAM_RSA_E, exponent.get());
    return make_key("RSA", builder.get());
}

bool verify_ed25519(const CoseKey& key, ByteView message, ByteView signature) {
    PublicKey public_key{};
    Signature exact{};
    if (signature.size() != exact.size()) {
        return false;
    }
    std::ranges::copy(key.first, public_key.begin());
    std::ranges::copy(signature, exact.begin());
    return ed25519_verify(public_key, message, exact);
}

} // namespace

std::optional<CoseKey> read_cose_key(ByteView bytes) {
    CborReader reader{bytes};
    const auto members = read_members(reader);
    if (!members) {
        return std::nullopt;
    }
    CoseKey key;
    key.bytes = reader.position();
    // Labels: 1 kty, 3 alg, -1 crv or n, -2 x or e, -3 y.
    if (is(*members, 1, 2) && is(*members, 3, -7) && is(*members, -1, 1)) {
        key.first = bytes_at(*members, -2);
        key.second = bytes_at(*members, -3);
        const bool fits =
            key.first.size() == kCoordinateBytes && key.second.size() == kCoordinateBytes;
        return fits ? std::optional{std::move(key)} : std::nullopt;
    }
    if (is(*members, 1, 1) && is(*members, 3, -8) && is(*members, -1, 6)) {
        key.algorithm = CoseAlgorithm::eddsa;
        key.first = bytes_at(*members, -2);
        return key.first.size() == kCoordinateBytes ? std::optional{std::move(key)} : std::nullopt;
    }
    if (is(*members, 1, 3) && is(*members, 3, -257)) {
        key.algorithm = CoseAlgorithm::rs256;
        key.first = bytes_at(*members, -1);
        key.second = bytes_at(*members, -2);
        const bool fits = key.first.size() >= kModulusBytesMin &&
                          key.first.size() <= kModulusBytesMax && !key.second.empty() &&
                          key.second.size() <= kExponentBytesMax;
        return fits ? std::optional{std::move(key)} : std::nullopt;
    }
    return std::nullopt;
}

bool verify_with(const CoseKey& key, ByteView message, ByteView signature) {
    if (key.algorithm == CoseAlgorithm::eddsa) {
        return verify_ed25519(key, message, signature);
    }
    const Owned<EVP_PKEY> openssl = openssl_key(key);
    const Owned<EVP_MD_CTX> context{EVP_MD_CTX_new()};
    if (!openssl || !context ||
        EVP_DigestVerifyInit(context.get(), nullptr, EVP_sha256(), nullptr, openssl.get()) != 1) {
        return false;
    }
    return EVP_DigestVerify(
               context.get(), in(signature), signature.size(), in(message), message.size()
           ) == 1;
}

} // namespace route9::adapters
