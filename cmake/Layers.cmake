# The engine's layers as libraries. A layer is linked to the one below it only, so that a call that looks
# the wrong way does not link, and a layer's tests can be built without the layers above.

# What runs once for each journey, query or question and not for each statement: built small in the module that people
# download (-Os instead of -O3 takes a fifth off it).
set(journeys_cold_sources
    "/query/(anchor|canonical|expr_literals|expr_parse|literal|need|operands|operators.*|parse|pattern|refused|regex_.*|render|report|trace)\\.cpp$"
    "/journey/.*\\.cpp$"
    "/progress/(callback|document|explain|reference_json|summary)\\.cpp$"
    "/src/engine[^/]*\\.cpp$"
    "/bindings/.*\\.cpp$")

# journeys_build_small(SOURCE...): those of them that are cold, in a wasm release.
function(journeys_build_small)
  if(EMSCRIPTEN AND CMAKE_BUILD_TYPE STREQUAL "Release")
    foreach(pattern ${journeys_cold_sources})
      set(cold ${ARGN})
      list(FILTER cold INCLUDE REGEX "${pattern}")
      set_source_files_properties(${cold} PROPERTIES COMPILE_OPTIONS -Os)
    endforeach()
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
