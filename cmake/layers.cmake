# One static library per layer of src/, so that the link graph follows the include table of the
# README ("Where things are"). Sources are globbed: adding a file needs no edit here.

# inflight_layer(<name> [SMALL] [FAST <regex>] [USES <target>...])
# Makes inflight_<name> from src/<name>/**/*.cc. A layer with headers only, or none yet, becomes an
# INTERFACE library, so that the layers above it can already be written. SMALL: in wasm its size
# counts more than its speed, since every first visit waits for the download; FAST names the files
# of which this is not true, because every frame with many messages runs through them.
function(inflight_layer name)
  cmake_parse_arguments(arg "SMALL" "FAST" "USES" ${ARGN})
  file(GLOB_RECURSE sources CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/src/${name}/*.cc)
  # Programs (src/app/main_*.cc) are linked one by one in CMakeLists.txt.
  list(FILTER sources EXCLUDE REGEX "/src/app/main_[^/]*\\.cc$")
  if(sources)
    add_library(inflight_${name} STATIC ${sources})
    target_link_libraries(inflight_${name} PUBLIC inflight_flags ${arg_USES}
                                           PRIVATE inflight_warnings)
    if(arg_SMALL AND EMSCRIPTEN)
      target_compile_options(inflight_${name} PRIVATE -Oz)
      if(arg_FAST)
        set(fast ${sources})
        list(FILTER fast INCLUDE REGEX "${arg_FAST}")
        set_source_files_properties(${fast} PROPERTIES COMPILE_OPTIONS -O2)
      endif()
    endif()
  else()
    add_library(inflight_${name} INTERFACE)
    target_link_libraries(inflight_${name} INTERFACE inflight_flags ${arg_USES})
  endif()
endfunction()

# inflight_program(<target> <source>...)
# Adds an executable; silently skipped while its sources do not exist.
function(inflight_program target)
  set(found)
  foreach(pattern IN LISTS ARGN)
    file(GLOB sources CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/${pattern})
    list(APPEND found ${sources})
  endforeach()
  if(found)
    add_executable(${target} ${found})
    target_link_libraries(${target} PRIVATE inflight_flags inflight_warnings)
  endif()
endfunction()
