# The Catch2 suite: the same sources natively, sanitized, and as wasm under Node.
#
# tests/cpp/LAYER/*.cpp become one program that is linked to that layer and those below it;
# tests/cpp/*.cpp one that is linked to the whole engine. ctest runs a program once for each of its
# *_test.cpp files, by the tag that Catch2 makes of a file's name.

enable_testing()
include(Catch2)
if(EMSCRIPTEN)
  # The repository's package.json says that .js files are ES modules; the test programs are not.
  file(WRITE "${PROJECT_BINARY_DIR}/package.json" "{ \"type\": \"commonjs\" }\n")
endif()

# journeys_test_program(NAME LIBRARY FOLDER)
function(journeys_test_program name library folder)
  file(GLOB sources CONFIGURE_DEPENDS "${folder}/*.cpp")
  list(FILTER sources EXCLUDE REGEX "/catch_main\\.cpp$")
  if(NOT sources OR journeys_no_catch)
    return()
  endif()
  add_executable(${name} ${sources} ${journeys_catch_main})
  target_link_libraries(${name} PRIVATE ${library} journeys_catch journeys_warnings)
  target_include_directories(${name} PRIVATE "${PROJECT_SOURCE_DIR}/tests/cpp")
  target_compile_definitions(${name} PRIVATE "JOURNEYS_TEST_DATA=\"${PROJECT_SOURCE_DIR}/tests/data\"")
  # Tests are compiled for their answers, not for speed: -O1 halves the time to build them.
  target_compile_options(${name} PRIVATE -O1)
  if(EMSCRIPTEN)
    target_link_options(${name} PRIVATE -O1 -sENVIRONMENT=node -sNODERAWFS=1 -sWASM_ASYNC_COMPILATION=0
                        -sALLOW_MEMORY_GROWTH=1 -sMAXIMUM_MEMORY=4GB -sEXIT_RUNTIME=1 ${journeys_wasm_stack})
  endif()
  foreach(source ${sources})
    get_filename_component(file "${source}" NAME_WE)
    if(NOT file MATCHES "_test$")
      continue()
    endif()
    add_test(NAME ${file} COMMAND ${name} --filenames-as-tags "[#${file}]")
  endforeach()
endfunction()

foreach(layer json query journey progress engine)
  journeys_test_program(journeys_${layer}_tests journeys_${layer} "${PROJECT_SOURCE_DIR}/tests/cpp/${layer}")
endforeach()
journeys_test_program(journeys_tests journeys_engine "${PROJECT_SOURCE_DIR}/tests/cpp")
