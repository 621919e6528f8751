# Run by the build (cmake -P): writes a .cpp that holds the numbered migrations FILES (0001_….sql,
# 0002_….sql, …) as the answer of FUNCTION. Their digests are part of the text.
set(rows "")
set(expected 1)
foreach(file IN LISTS FILES)
  get_filename_component(name "${file}" NAME_WE)
  if(NOT name MATCHES "^([0-9][0-9][0-9][0-9])_[a-z0-9_]+$")
    message(FATAL_ERROR "${file}: a migration is named NNNN_name.sql")
  endif()
  math(EXPR version "1${CMAKE_MATCH_1} - 10000")
  if(NOT version EQUAL expected)
    message(FATAL_ERROR "${file}: the next migration is number ${expected}")
  endif()
  file(READ "${file}" text)
  string(FIND "${text}" ")route9\"" clash)
  if(NOT clash EQUAL -1)
    message(FATAL_ERROR "${file}: cannot be embedded, it holds the delimiter")
  endif()
  file(SHA256 "${file}" digest)
  string(APPEND rows
    "    {${version}, \"${name}\", \"${digest}\", R\"route9(${text})route9\"},\n")
  math(EXPR expected "${expected} + 1")
endforeach()
file(WRITE "${OUTPUT}.new" "// Generated from the migration files by EmbedMigrations.cmake.
#include \"platform/migration.hpp\"

namespace route9::platform {
namespace {
constexpr Migration kMigrations[] = {
${rows}};
} // namespace

std::span<const Migration> ${FUNCTION}() {
    return kMigrations;
}
} // namespace route9::platform
")
file(RENAME "${OUTPUT}.new" "${OUTPUT}")
