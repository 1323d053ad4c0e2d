# The programs. Each appears as soon as its main file exists.

inflight_program(inflight_headless src/app/main_headless.cc)
if(TARGET inflight_headless)
  target_link_libraries(inflight_headless PRIVATE inflight_app)
endif()

inflight_program(inflight_bench tests/bench/*.cc)
if(TARGET inflight_bench)
  target_include_directories(inflight_bench PRIVATE ${PROJECT_SOURCE_DIR}/tests)
  target_link_libraries(inflight_bench PRIVATE inflight_app)
endif()

if(NOT EMSCRIPTEN AND INFLIGHT_HAVE_SDL2)
  inflight_program(inflight_native src/app/main_native.cc)
  if(TARGET inflight_native)
    target_link_libraries(inflight_native PRIVATE inflight_app inflight_platform)
  endif()
  # Every element and state of the design on one page, and benches of drawing.
  inflight_program(inflight_gallery src/app/main_gallery.cc)
  if(TARGET inflight_gallery)
    target_link_libraries(inflight_gallery PRIVATE inflight_ui inflight_platform)
  endif()
endif()

# The whole test suite is one program; GoogleTest's own --gtest_filter picks parts of it.
if(TARGET gtest)
  file(GLOB_RECURSE tests CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/tests/*_test.cc)
  list(FILTER tests EXCLUDE REGEX "/tests/(web|bench)/")
  if(tests)
    add_executable(inflight_tests ${tests})
    target_include_directories(inflight_tests PRIVATE ${PROJECT_SOURCE_DIR}/tests)
    target_compile_definitions(inflight_tests
                               PRIVATE INFLIGHT_SOURCE_DIR=\"${PROJECT_SOURCE_DIR}\")
    # What is tested is optimised; the tests themselves only have to compile quickly.
    target_compile_options(inflight_tests PRIVATE -O0 $<$<NOT:$<BOOL:${EMSCRIPTEN}>>:-g1>)
    target_precompile_headers(inflight_tests PRIVATE <gmock/gmock.h> <gtest/gtest.h>)
    if(CCACHE)
      # What ccache asks for before it trusts a precompiled header.
      target_compile_options(inflight_tests PRIVATE "SHELL:-Xclang -fno-pch-timestamp")
      set(launcher ${CMAKE_CXX_COMPILER_LAUNCHER})
      list(INSERT launcher 1 CCACHE_SLOPPINESS=pch_defines,time_macros,include_file_mtime,include_file_ctime)
      set_target_properties(inflight_tests PROPERTIES CXX_COMPILER_LAUNCHER "${launcher}")
    endif()
    target_link_libraries(inflight_tests PRIVATE inflight_app gtest inflight_flags
                                                 inflight_warnings)
    if(INFLIGHT_HAVE_SDL2)
      target_link_libraries(inflight_tests PRIVATE inflight_platform)
    endif()
  endif()
endif()

if(INFLIGHT_SANITIZE)
  file(GLOB fuzz_sources CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/tests/fuzz/*_fuzz.cc)
  foreach(source IN LISTS fuzz_sources)
    get_filename_component(name ${source} NAME_WE)
    add_executable(${name} ${source})
    target_include_directories(${name} PRIVATE ${PROJECT_SOURCE_DIR}/tests)
    target_link_libraries(${name} PRIVATE inflight_lesson inflight_flags inflight_warnings)
    # The fuzzer's own code wants the other standard library; the two stand side by side.
    target_link_options(${name} PRIVATE -fsanitize=fuzzer)
    target_link_libraries(${name} PRIVATE -l:libstdc++.so.6)
  endforeach()
  target_link_libraries(xml_fuzz PRIVATE expat)
endif()

if(EMSCRIPTEN)
  include(web)
endif()
