# With ROUTE9_UNITY the sources of a target are compiled a dozen at a time: the headers they share
# are parsed and instantiated once, which takes a quarter of the time. tools/unity_groups.py keeps
# apart what would mean something else together. Off by default: a change then rebuilds one source.
option(ROUTE9_UNITY "Compile sources in groups" OFF)
if(ROUTE9_UNITY)
  find_package(Python3 3.11 REQUIRED COMPONENTS Interpreter)
endif()

# Groups are as good as the last configuration, and ./dev configures each time. Sources with flags
# of their own stay alone, which is CMake's own rule.
function(route9_unity target size)
  if(NOT ROUTE9_UNITY)
    return()
  endif()
  get_target_property(sources ${target} SOURCES)
  list(FILTER sources INCLUDE REGEX "\\.cpp$")
  list(FILTER sources EXCLUDE REGEX "^${CMAKE_BINARY_DIR}/")
  execute_process(
    COMMAND "${Python3_EXECUTABLE}" "${CMAKE_SOURCE_DIR}/tools/unity_groups.py" ${size} ${sources}
    WORKING_DIRECTORY "${CMAKE_CURRENT_SOURCE_DIR}"
    OUTPUT_VARIABLE groups
    COMMAND_ERROR_IS_FATAL ANY)
  string(REGEX MATCHALL "[^\n]+" lines "${groups}")
  foreach(line IN LISTS lines)
    string(REPLACE "\t" ";" row "${line}")
    list(GET row 0 group)
    list(GET row 1 source)
    set_source_files_properties("${source}" PROPERTIES UNITY_GROUP "${target}_${group}")
  endforeach()
  set_target_properties(${target} PROPERTIES UNITY_BUILD ON UNITY_BUILD_MODE GROUP)
endfunction()
