# Header-only libraries of the machine (nlohmann/json, and Catch2 where it is version 2), each reached
# through a folder of its own. A cross compiler must never see the rest of /usr/include.

# journeys_private_headers(TARGET HEADER): TARGET becomes an interface library with HEADER's first folder.
function(journeys_private_headers target header)
  string(REGEX REPLACE "/.*" "" folder "${header}")
  find_path(JOURNEYS_${folder}_INCLUDE "${header}" NO_CMAKE_FIND_ROOT_PATH
            PATHS /usr/local/include /usr/include /opt/homebrew/include)
  if(NOT JOURNEYS_${folder}_INCLUDE)
    message(FATAL_ERROR "${header} is not installed. Run: npm run setup")
  endif()
  set(private "${PROJECT_BINARY_DIR}/headers/${folder}")
  file(MAKE_DIRECTORY "${private}")
  file(CREATE_LINK "${JOURNEYS_${folder}_INCLUDE}/${folder}" "${private}/${folder}" SYMBOLIC)
  add_library(${target} INTERFACE)
  target_include_directories(${target} SYSTEM INTERFACE "${private}")
endfunction()
