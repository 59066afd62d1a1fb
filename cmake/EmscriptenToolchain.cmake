# Finds Emscripten's own CMake toolchain file, wherever the machine keeps it (Debian's package, an emsdk on
# the PATH, $EMSDK), and hands over to it.

if(NOT DEFINED JOURNEYS_EMSCRIPTEN_ROOT)
  find_program(JOURNEYS_EMCC NAMES emcc PATHS "$ENV{EMSDK}/upstream/emscripten" NO_CMAKE_FIND_ROOT_PATH)
  if(NOT JOURNEYS_EMCC)
    message(FATAL_ERROR "Emscripten (emcc) is not on the PATH. Run: npm run setup")
  endif()
  get_filename_component(emcc_folder "${JOURNEYS_EMCC}" REALPATH)
  get_filename_component(emcc_folder "${emcc_folder}" DIRECTORY)
  foreach(folder "${emcc_folder}" /usr/share/emscripten "${emcc_folder}/../libexec")
    if(EXISTS "${folder}/cmake/Modules/Platform/Emscripten.cmake")
      set(JOURNEYS_EMSCRIPTEN_ROOT "${folder}" CACHE PATH "The folder of Emscripten's cmake/Modules")
      break()
    endif()
  endforeach()
endif()
# Debian's Emscripten finds its JavaScript parts by itself only if Debian's own Node runs it.
if(IS_DIRECTORY /usr/share/nodejs)
  set(CMAKE_CXX_LINKER_LAUNCHER "${CMAKE_COMMAND};-E;env;NODE_PATH=/usr/share/nodejs")
endif()
# Tests run under the Node that runs our scripts: the first `node` on the PATH, not a `nodejs` beside it.
if(NOT DEFINED CMAKE_CROSSCOMPILING_EMULATOR)
  find_program(JOURNEYS_NODE NAMES node nodejs NO_CMAKE_FIND_ROOT_PATH)
  set(CMAKE_CROSSCOMPILING_EMULATOR "${JOURNEYS_NODE}" CACHE FILEPATH "Node.js, which runs the wasm tests")
endif()
include("${JOURNEYS_EMSCRIPTEN_ROOT}/cmake/Modules/Platform/Emscripten.cmake")
