# RE2 from the sources inside the npm package `re2` (a pinned devDependency, its install script never run),
# as the target re2::re2. Only what the class RE2 needs; Abseil is replaced by cmake/re2/absl_for_re2.h.

set(JOURNEYS_RE2_DIR "${PROJECT_SOURCE_DIR}/node_modules/re2/vendor/re2" CACHE PATH
    "RE2's source tree: the folder that holds re2/re2.h")
if(NOT EXISTS "${JOURNEYS_RE2_DIR}/re2/re2.h")
  message(FATAL_ERROR "RE2's sources are not at ${JOURNEYS_RE2_DIR}. Run: npm ci --ignore-scripts")
endif()

set(re2_sources
    re2/bitmap256.cc re2/bitstate.cc re2/compile.cc re2/dfa.cc re2/nfa.cc re2/onepass.cc re2/parse.cc
    re2/perl_groups.cc re2/prog.cc re2/re2.cc re2/regexp.cc re2/simplify.cc re2/tostring.cc
    re2/unicode_casefold.cc re2/unicode_groups.cc util/rune.cc util/strutil.cc)
list(TRANSFORM re2_sources PREPEND "${JOURNEYS_RE2_DIR}/")

set(re2_absl_dir "${PROJECT_BINARY_DIR}/re2-absl")
foreach(header base/call_once base/macros base/thread_annotations container/fixed_array
               container/flat_hash_map container/flat_hash_set container/inlined_vector hash/hash
               log/absl_check log/absl_log strings/ascii strings/str_format strings/string_view
               synchronization/mutex types/span)
  file(CONFIGURE OUTPUT "${re2_absl_dir}/absl/${header}.h"
       CONTENT "#include \"${CMAKE_CURRENT_LIST_DIR}/re2/absl_for_re2.h\"\n" @ONLY)
endforeach()

add_library(journeys_re2 STATIC ${re2_sources})
add_library(re2::re2 ALIAS journeys_re2)
target_compile_features(journeys_re2 PUBLIC cxx_std_20)
target_include_directories(journeys_re2 SYSTEM PUBLIC "${JOURNEYS_RE2_DIR}" "${re2_absl_dir}")
target_compile_options(journeys_re2 PRIVATE -w -ffunction-sections -fdata-sections)
if(EMSCRIPTEN)
  # Small before quick in a module that people download; the engine's own code is built with -O3.
  target_compile_options(journeys_re2 PRIVATE $<$<CONFIG:Release>:-Os>)
else()
  find_package(Threads REQUIRED)
  target_link_libraries(journeys_re2 PUBLIC Threads::Threads)
endif()
