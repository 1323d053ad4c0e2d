# Third-party libraries as CMake targets: inflight_json, imgui, inflight_sdl2, gtest.
# Nothing is downloaded here; `./inflight setup` fetched it before into INFLIGHT_DEPS.

# nlohmann/json: reached through an include folder of its own, because -I/usr/include would put the
# host's headers in front of Emscripten's.
find_path(INFLIGHT_JSON_DIR nlohmann/json.hpp HINTS /usr/include NO_CMAKE_FIND_ROOT_PATH)
if(NOT INFLIGHT_JSON_DIR)
  message(FATAL_ERROR "nlohmann/json is missing: run ./inflight setup")
endif()
file(MAKE_DIRECTORY ${PROJECT_BINARY_DIR}/json_include)
file(CREATE_LINK ${INFLIGHT_JSON_DIR}/nlohmann ${PROJECT_BINARY_DIR}/json_include/nlohmann SYMBOLIC)
add_library(inflight_json INTERFACE)
target_include_directories(inflight_json SYSTEM INTERFACE ${PROJECT_BINARY_DIR}/json_include)
target_compile_definitions(inflight_json INTERFACE JSON_NOEXCEPTION
                                                   JSON_USE_IMPLICIT_CONVERSIONS=0)

# Dear ImGui: the four core files, with the configuration header of src/ui.
set(imgui_dir ${INFLIGHT_DEPS}/src/imgui)
if(NOT EXISTS ${imgui_dir}/imgui.h)
  message(FATAL_ERROR "Dear ImGui is missing in ${imgui_dir}: run ./inflight setup")
endif()
file(GLOB imgui_config CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/src/ui/imconfig.h)
add_library(imgui STATIC EXCLUDE_FROM_ALL
  ${imgui_dir}/imgui.cpp ${imgui_dir}/imgui_draw.cpp ${imgui_dir}/imgui_tables.cpp
  ${imgui_dir}/imgui_widgets.cpp)
target_include_directories(imgui SYSTEM PUBLIC ${imgui_dir})
target_link_libraries(imgui PRIVATE inflight_flags)
target_compile_options(imgui PRIVATE -w)
if(EMSCRIPTEN)
  # Of ImGui only the drawing is in every frame's way; the rest counts by its size.
  set_source_files_properties(
    ${imgui_dir}/imgui.cpp ${imgui_dir}/imgui_tables.cpp ${imgui_dir}/imgui_widgets.cpp
    PROPERTIES COMPILE_OPTIONS -Oz)
endif()
if(imgui_config)
  target_compile_definitions(imgui PUBLIC IMGUI_USER_CONFIG=\"ui/imconfig.h\")
else()
  # WebGL2 has no base vertex, so indices must reach past 65,535 by themselves.
  target_compile_definitions(imgui PUBLIC "ImDrawIdx=unsigned int")
endif()

# SDL2: a static library of our own for wasm, the system's library natively.
add_library(inflight_sdl2 INTERFACE)
set(INFLIGHT_HAVE_SDL2 OFF)
if(EMSCRIPTEN)
  if(EXISTS ${INFLIGHT_DEPS}/wasm/lib/libSDL2.a)
    target_include_directories(inflight_sdl2 SYSTEM INTERFACE ${INFLIGHT_DEPS}/wasm/include
                                                              ${INFLIGHT_DEPS}/wasm/include/SDL2)
    target_link_libraries(inflight_sdl2 INTERFACE ${INFLIGHT_DEPS}/wasm/lib/libSDL2.a)
    set(INFLIGHT_HAVE_SDL2 ON)
  endif()
else()
  find_package(SDL2 QUIET CONFIG)
  find_library(INFLIGHT_GLES GLESv2)
  find_path(INFLIGHT_GLES_DIR GLES3/gl3.h)
  if(TARGET SDL2::SDL2 AND INFLIGHT_GLES AND INFLIGHT_GLES_DIR)
    target_link_libraries(inflight_sdl2 INTERFACE SDL2::SDL2 ${INFLIGHT_GLES})
    set(INFLIGHT_HAVE_SDL2 ON)
  else()
    message(STATUS "SDL2 or OpenGL ES headers not found: the desktop window is not built")
  endif()
endif()

# GoogleTest: from its sources, so that it has the sanitizers and the standard library of the tests.
set(INFLIGHT_GTEST /usr/src/googletest CACHE PATH "Sources of GoogleTest and GoogleMock")
if(EXISTS ${INFLIGHT_GTEST}/googletest/src/gtest-all.cc)
  add_library(gtest STATIC EXCLUDE_FROM_ALL
    ${INFLIGHT_GTEST}/googletest/src/gtest-all.cc ${INFLIGHT_GTEST}/googlemock/src/gmock-all.cc
    ${INFLIGHT_GTEST}/googlemock/src/gmock_main.cc)
  target_include_directories(gtest SYSTEM PUBLIC ${INFLIGHT_GTEST}/googletest/include
                                                 ${INFLIGHT_GTEST}/googlemock/include)
  target_include_directories(gtest PRIVATE ${INFLIGHT_GTEST}/googletest ${INFLIGHT_GTEST}/googlemock)
  target_link_libraries(gtest PRIVATE inflight_flags)
  target_compile_options(gtest PRIVATE -w)
  if(EMSCRIPTEN)
    target_compile_definitions(gtest PUBLIC GTEST_HAS_PTHREAD=0)
  endif()
endif()
