# Compiler flags for everything, and the warnings that our own code must be free of.

if(JOURNEYS_SANITIZE)
  # -O1 and not the build type's -O2: half the time to compile, and the suite is as quick.
  set(CMAKE_CXX_FLAGS_RELWITHDEBINFO "-O1 -g1")
  add_compile_options(-fsanitize=address,undefined -fno-sanitize-recover=all -fno-omit-frame-pointer)
  add_link_options(-fsanitize=address,undefined)
endif()
if(JOURNEYS_FUZZ)
  add_compile_options(-fsanitize=fuzzer-no-link)
endif()
if(EMSCRIPTEN)
  # The same two choices for every object, or they do not link.
  add_compile_options(-fwasm-exceptions -msimd128)
  add_link_options(-fwasm-exceptions)
  # 1 MB of stack for both of the names this setting has had; the default shrank to 64 KB over time.
  execute_process(COMMAND "${CMAKE_CXX_COMPILER}" -dumpversion OUTPUT_VARIABLE emscripten_version
                  OUTPUT_STRIP_TRAILING_WHITESPACE)
  if(emscripten_version VERSION_LESS 3.1.27)
    set(journeys_wasm_stack -sTOTAL_STACK=1048576)
  else()
    set(journeys_wasm_stack -sSTACK_SIZE=1048576)
  endif()
endif()

add_library(journeys_warnings INTERFACE)
target_compile_options(journeys_warnings INTERFACE
  -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wsign-conversion -Wnon-virtual-dtor -Wold-style-cast
  -Woverloaded-virtual -Werror)
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
  # With sanitizers and optimisation g++ reports uses and overflows that cannot happen.
  target_compile_options(journeys_warnings INTERFACE -Wno-maybe-uninitialized -Wno-stringop-overflow
                         -Wno-array-bounds -Wno-restrict
                         $<$<VERSION_GREATER_EQUAL:$<CXX_COMPILER_VERSION>,13>:-Wno-dangling-reference>)
endif()
