# clang is the only supported compiler: GCC 12 destroys coroutine temporaries twice.
if(NOT CMAKE_CXX_COMPILER_ID STREQUAL "Clang" OR CMAKE_CXX_COMPILER_VERSION VERSION_LESS 19)
  message(FATAL_ERROR "route9 builds with clang 19 or newer; run ./dev build, which selects it.")
endif()

option(ROUTE9_TESTS "Build the tests" ON)
option(ROUTE9_FUZZ "Build the fuzz targets (libFuzzer)" OFF)
set(ROUTE9_SANITIZE "" CACHE STRING "Sanitizers: empty, 'address,undefined' or 'thread'")

set(CMAKE_CXX_STANDARD 23)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_EXPORT_COMPILE_COMMANDS ON)
set(CMAKE_POSITION_INDEPENDENT_CODE ON)
if(NOT CMAKE_BUILD_TYPE)
  set(CMAKE_BUILD_TYPE Release)
endif()

# Assertions stay on in release: a broken invariant stops the process instead of the books.
# So do the library's own: an empty optional that is read is an end, not somebody else's data.
add_compile_definitions(_GLIBCXX_ASSERTIONS)
set(CMAKE_CXX_FLAGS_RELEASE "-O2 -g1")
set(CMAKE_CXX_FLAGS_DEBUG "-O1 -g1 -fno-omit-frame-pointer")

add_library(route9_options INTERFACE)
target_compile_options(route9_options INTERFACE
  -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wold-style-cast -Wnon-virtual-dtor -Werror)
if(ROUTE9_SANITIZE)
  add_compile_options(-fsanitize=${ROUTE9_SANITIZE} -fno-sanitize-recover=all -fno-omit-frame-pointer)
  add_link_options(-fsanitize=${ROUTE9_SANITIZE})
endif()

find_program(ROUTE9_CCACHE ccache)
if(ROUTE9_CCACHE)
  # What it must be told to cache sources that use a precompiled header.
  set(CMAKE_CXX_COMPILER_LAUNCHER
    "${CMAKE_COMMAND}" -E env CCACHE_SLOPPINESS=pch_defines,time_macros "${ROUTE9_CCACHE}")
endif()

# Parses `header` once for all sources of the target.
function(route9_precompile target header)
  target_precompile_headers(${target} PRIVATE "${CMAKE_SOURCE_DIR}/cmake/precompiled/${header}")
  target_compile_options(${target} PRIVATE "SHELL:-Xclang -fno-pch-timestamp")
endfunction()
find_program(ROUTE9_MOLD mold)
if(ROUTE9_MOLD)
  add_link_options(-fuse-ld=mold)
endif()
