# The engine as an ES module and a .wasm file, which the build also puts into js/engine/wasm/.
#
# The glue is asked for "web" only and for no file system, no eval: so it runs unchanged in Node, browsers,
# Deno, Bun and workerd when the loader (js/engine) hands it the compiled module.

file(GLOB binding_sources CONFIGURE_DEPENDS "${PROJECT_SOURCE_DIR}/bindings/*.cpp")
if(NOT binding_sources)
  return()
endif()

journeys_build_small(${binding_sources})
add_executable(engine ${binding_sources})
set_target_properties(engine PROPERTIES SUFFIX .mjs)
target_link_libraries(engine PRIVATE journeys_engine journeys_warnings)
# EM_* macros and embind's own headers are Emscripten's; -Wpedantic is for ours.
target_compile_options(engine PRIVATE -Wno-gnu-zero-variadic-macro-arguments -Wno-dollar-in-identifier-extension)
target_link_options(engine PRIVATE
  -O3 --bind --no-entry ${journeys_wasm_stack}
  -sMODULARIZE=1 -sEXPORT_ES6=1 -sENVIRONMENT=web -sFILESYSTEM=0 -sDYNAMIC_EXECUTION=0
  -sALLOW_MEMORY_GROWTH=1 -sMAXIMUM_MEMORY=4GB -sMALLOC=dlmalloc -sASSERTIONS=0 -sTEXTDECODER=2
  -sINCOMING_MODULE_JS_API=instantiateWasm,locateFile,wasmBinary,print,printErr
  -sEXPORTED_RUNTIME_METHODS=HEAP8,HEAPU8,HEAPU32,HEAPF64)

set(package_dir "${PROJECT_SOURCE_DIR}/js/engine/wasm")
add_custom_command(
  OUTPUT "${package_dir}/engine.mjs" "${package_dir}/engine.wasm"
  COMMAND "${CMAKE_COMMAND}" -E make_directory "${package_dir}"
  COMMAND "${CMAKE_COMMAND}" -E copy "$<TARGET_FILE_DIR:engine>/engine.mjs" "$<TARGET_FILE_DIR:engine>/engine.wasm"
          "${PROJECT_SOURCE_DIR}/cmake/engine.d.mts" "${package_dir}"
  COMMAND "${CMAKE_COMMAND}" -E touch "${package_dir}/engine.mjs" "${package_dir}/engine.wasm"
  DEPENDS engine "${PROJECT_SOURCE_DIR}/cmake/engine.d.mts"
  COMMENT "Copying the engine into js/engine/wasm")
add_custom_target(package_engine ALL DEPENDS "${package_dir}/engine.mjs" "${package_dir}/engine.wasm")
