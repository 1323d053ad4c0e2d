# Finds the Emscripten that `./inflight setup` chose and hands over to its own toolchain file.
set(inflight_root ${CMAKE_CURRENT_LIST_DIR}/..)
find_program(INFLIGHT_EM_CONFIG em-config
             HINTS ${INFLIGHT_DEPS}/emscripten/bin ${inflight_root}/.deps/emscripten/bin
             NO_CMAKE_FIND_ROOT_PATH)
if(NOT INFLIGHT_EM_CONFIG)
  message(FATAL_ERROR "Emscripten is missing: run ./inflight setup")
endif()
execute_process(COMMAND ${INFLIGHT_EM_CONFIG} EMSCRIPTEN_ROOT OUTPUT_VARIABLE EMSCRIPTEN_ROOT_PATH
                OUTPUT_STRIP_TRAILING_WHITESPACE COMMAND_ERROR_IS_FATAL ANY)
include(${EMSCRIPTEN_ROOT_PATH}/cmake/Modules/Platform/Emscripten.cmake)
