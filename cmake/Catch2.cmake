# Catch2 as the target journeys_catch, whatever the machine has: version 2 (one header), or version 3 (a compiled
# library for native builds; for wasm its one-file source, which scripts/setup.mjs puts into build/catch2).

set(JOURNEYS_CATCH2_SOURCE "${PROJECT_SOURCE_DIR}/build/catch2" CACHE PATH
    "A folder with catch_amalgamated.hpp and catch_amalgamated.cpp of Catch2 3")
find_path(JOURNEYS_CATCH2_V2 catch2/catch.hpp NO_CMAKE_FIND_ROOT_PATH
          PATHS /usr/local/include /usr/include /opt/homebrew/include)

# Each way gives journeys_catch, and journeys_catch_main: what a test program lists beside its own sources.
if(JOURNEYS_CATCH2_V2)
  journeys_private_headers(journeys_catch catch2/catch.hpp)
  add_library(journeys_catch_v2 OBJECT "${PROJECT_SOURCE_DIR}/tests/cpp/catch_main.cpp")
  target_link_libraries(journeys_catch_v2 PRIVATE journeys_catch)
  target_compile_options(journeys_catch_v2 PRIVATE -O1)
  set(journeys_catch_main $<TARGET_OBJECTS:journeys_catch_v2>)
elseif(NOT EMSCRIPTEN)
  find_package(Catch2 3 REQUIRED)
  add_library(journeys_catch INTERFACE)
  target_link_libraries(journeys_catch INTERFACE Catch2::Catch2WithMain)
  set(journeys_catch_main)
elseif(EXISTS "${JOURNEYS_CATCH2_SOURCE}/catch_amalgamated.cpp")
  add_library(journeys_catch STATIC "${JOURNEYS_CATCH2_SOURCE}/catch_amalgamated.cpp")
  target_include_directories(journeys_catch SYSTEM PUBLIC "${JOURNEYS_CATCH2_SOURCE}")
  target_compile_options(journeys_catch PRIVATE -O1 -w)
  set(journeys_catch_main)
else()
  message(WARNING "Catch2 3 is here as a compiled library only: the C++ tests are not built as wasm")
  set(journeys_no_catch ON)
endif()
