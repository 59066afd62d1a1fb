# One libFuzzer program for each tests/cpp/fuzz/*_fuzz.cpp, with seeds from tests/cpp/fuzz/corpus/NAME if any.
# Run them by `npm run fuzz -- --seconds 60`.

if(NOT CMAKE_CXX_COMPILER_ID MATCHES "Clang")
  message(FATAL_ERROR "The fuzz preset needs clang (libFuzzer)")
endif()
file(GLOB fuzz_sources CONFIGURE_DEPENDS "${PROJECT_SOURCE_DIR}/tests/cpp/fuzz/*_fuzz.cpp")
foreach(source ${fuzz_sources})
  get_filename_component(name "${source}" NAME_WE)
  add_executable(${name} "${source}")
  target_link_libraries(${name} PRIVATE journeys_engine journeys_warnings)
  target_include_directories(${name} PRIVATE "${PROJECT_SOURCE_DIR}/tests/cpp")
  target_link_options(${name} PRIVATE -fsanitize=fuzzer)
endforeach()
