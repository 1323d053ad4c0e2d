# One static library per layer of src/, so that the link graph follows the include table of the
# README ("Where things are"). Sources are globbed: adding a file needs no edit here.

# inflight_layer(<name> [USES <target>...])
# Makes inflight_<name> from src/<name>/**/*.cc. A layer with headers only, or none yet, becomes an
# INTERFACE library, so that the layers above it can already be written.
function(inflight_layer name)
  cmake_parse_arguments(arg "" "" "USES" ${ARGN})
  file(GLOB_RECURSE sources CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/src/${name}/*.cc)
  # Programs (src/app/main_*.cc) are linked one by one in CMakeLists.txt.
  list(FILTER sources EXCLUDE REGEX "/src/app/main_[^/]*\\.cc$")
  if(sources)
    add_library(inflight_${name} STATIC ${sources})
    target_link_libraries(inflight_${name} PUBLIC inflight_flags ${arg_USES}
                                           PRIVATE inflight_warnings)
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
