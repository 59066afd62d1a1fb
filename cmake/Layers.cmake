# The engine's layers as libraries. A layer is linked to the one below it only, so that a call that looks
# the wrong way does not link, and a layer's tests can be built without the layers above.

# What runs for each statement is built to be quick; all else, which runs once for each journey, query or question, is
# built to be small (-Oz instead of -O3 takes a sixth off the module that people download). Of an inline function that
# both kinds of source use, the linker keeps one copy, perhaps the small one: what has to be quick and stands in a header
# says [[gnu::always_inline]].
set(journeys_hot_sources
    "/json/(number|projection|scanner|skimmer|stream|text|time|uuid|value)\\.cpp$"
    "/query/(anchor|compare|condition|index|match|path|regex)\\.cpp$"
    "/progress/(cohort|document|fold|matcher|owner|reference|reference_json|replay|statement|voids)\\.cpp$"
    "/src/engine_progress\\.cpp$")

# journeys_build_small(SOURCE...): those of them that are not hot, in a wasm release.
function(journeys_build_small)
  if(EMSCRIPTEN AND CMAKE_BUILD_TYPE STREQUAL "Release")
    set(cold ${ARGN})
    foreach(pattern ${journeys_hot_sources})
      list(FILTER cold EXCLUDE REGEX "${pattern}")
    endforeach()
    set_source_files_properties(${cold} PROPERTIES COMPILE_OPTIONS -Oz)
  endif()
endfunction()

# journeys_layer(NAME DEPENDENCY...): src/NAME/*.cpp as the static library journeys_NAME.
function(journeys_layer name)
  file(GLOB sources CONFIGURE_DEPENDS "${PROJECT_SOURCE_DIR}/src/${name}/*.cpp")
  if(name STREQUAL "engine")
    file(GLOB sources CONFIGURE_DEPENDS "${PROJECT_SOURCE_DIR}/src/*.cpp")
  endif()
  if(sources)
    journeys_build_small(${sources})
    add_library(journeys_${name} STATIC ${sources})
    set(visibility PUBLIC)
    target_link_libraries(journeys_${name} PRIVATE journeys_warnings)
  else()
    add_library(journeys_${name} INTERFACE)
    set(visibility INTERFACE)
  endif()
  target_compile_features(journeys_${name} ${visibility} cxx_std_20)
  target_include_directories(journeys_${name} ${visibility} "${PROJECT_SOURCE_DIR}/src")
  target_link_libraries(journeys_${name} ${visibility} ${ARGN})
endfunction()
