// SPDX-License-Identifier: Apache-2.0
// Bytes that must not be printed, logged or copied by accident; wiped when they go.
#pragma once

#include <cstddef>
#include <iosfwd>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace route9 {

/// Overwrites with zeros, and is not optimised away.
void wipe(void* bytes, std::size_t size) noexcept;

/// Wipes what a container gives back: at its end, on assignment and on growth.
template <class T>
struct WipingAllocator {
    using value_type = T;

    WipingAllocator() = default;
    template <class U>
    WipingAllocator(const WipingAllocator<U>&) noexcept {}

    T* allocate(std::size_t count) { return std::allocator<T>{}.allocate(count); }
    void deallocate(T* start, std::size_t count) noexcept {
        wipe(start, count * sizeof(T));
        std::allocator<T>{}.deallocate(start, count);
    }

    friend bool operator==(const WipingAllocator&, const WipingAllocator&) = default;
};

class Secret {
public:
    Secret() = default;
    explicit Secret(std::span<const std::byte> bytes) : bytes_(bytes.begin(), bytes.end()) {}
    explicit Secret(std::string_view text);

    /// For the call that needs it; do not keep.
    std::span<const std::byte> reveal() const noexcept { return bytes_; }
    std::string_view reveal_text() const noexcept;
    bool empty() const noexcept { return bytes_.empty(); }

private:
    std::vector<std::byte, WipingAllocator<std::byte>> bytes_;
};

std::ostream& operator<<(std::ostream&, const Secret&) = delete;

} // namespace route9
