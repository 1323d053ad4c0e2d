# The wasm programs: the page's module (inflight_web), and the tests and benches run by node.

# Programs under node read files straight from the disk.
foreach(target inflight_tests inflight_bench inflight_headless)
  if(TARGET ${target})
    target_link_options(${target} PRIVATE
      -sENVIRONMENT=node -sEXIT_RUNTIME=1 -sNODERAWFS=1 -sALLOW_MEMORY_GROWTH=1 -sSTACK_SIZE=1MB)
  endif()
endforeach()
if(TARGET inflight_tests)
  # The objects are those of the page; only the link is a quick one.
  set(node_env ${PROJECT_SOURCE_DIR}/tests/node_env.js)
  target_link_options(inflight_tests PRIVATE -O1 -sASSERTIONS=1 --pre-js ${node_env})
  set_target_properties(inflight_tests PROPERTIES LINK_DEPENDS ${node_env})
endif()

# inflight_page_module(<target> <name> <source> USES <target>...): an ES module for the page.
function(inflight_page_module target name source)
  cmake_parse_arguments(arg "" "" "USES" ${ARGN})
  inflight_program(${target} ${source})
  if(NOT TARGET ${target})
    return()
  endif()
  set_target_properties(${target} PROPERTIES OUTPUT_NAME ${name} SUFFIX .js)
  # The bridge's exported functions are called by nobody in C++, so the linker would not take them
  # out of an archive: the objects go in directly.
  get_target_property(platform_type inflight_platform TYPE)
  if(platform_type STREQUAL "STATIC_LIBRARY")
    target_sources(${target} PRIVATE $<TARGET_OBJECTS:inflight_platform>)
  endif()
  target_link_libraries(${target} PRIVATE ${arg_USES} inflight_platform)
  target_link_options(${target} PRIVATE
    -sENVIRONMENT=web
    -sMODULARIZE=1
    -sEXPORT_ES6=1
    -sEXPORT_NAME=createInflight
    -sALLOW_MEMORY_GROWTH=1
    -sSTACK_SIZE=1MB
    # A page under a strict Content-Security-Policy may not turn strings into code.
    -sDYNAMIC_EXECUTION=0
    -sFILESYSTEM=0
    -sMIN_WEBGL_VERSION=2
    -sMAX_WEBGL_VERSION=2
    -sGL_ENABLE_GET_PROC_ADDRESS=0
    -sEXPORTED_FUNCTIONS=_main,_malloc,_free
    -sEXPORTED_RUNTIME_METHODS=HEAPU8,UTF8ToString,stringToUTF8,lengthBytesUTF8
    -sASSERTIONS=0)
endfunction()

# split_module(<target>): links into bin/whole, and makes of it bin/inflight.wasm, which the first
# lesson needs, and bin/later.wasm, which tools/split/later.txt names.
function(split_module target)
  execute_process(COMMAND ${INFLIGHT_EM_CONFIG} BINARYEN_ROOT
                  OUTPUT_VARIABLE binaryen OUTPUT_STRIP_TRAILING_WHITESPACE)
  find_program(WASM_SPLIT wasm-split HINTS ${binaryen}/bin REQUIRED NO_CMAKE_FIND_ROOT_PATH)
  find_program(NODE NAMES node nodejs REQUIRED NO_CMAKE_FIND_ROOT_PATH)
  set(bin ${CMAKE_RUNTIME_OUTPUT_DIRECTORY})
  file(GLOB split CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/tools/split/*)
  set_target_properties(${target} PROPERTIES RUNTIME_OUTPUT_DIRECTORY ${bin}/whole)
  set_property(TARGET ${target} APPEND PROPERTY LINK_DEPENDS ${split})
  # A large function with one caller would become a part of it, and could not be left for later.
  target_link_options(${target} PRIVATE --profiling-funcs
                      -sBINARYEN_EXTRA_PASSES=--one-caller-inline-max-function-size=120)
  add_custom_command(TARGET ${target} POST_BUILD
    COMMAND ${NODE} ${PROJECT_SOURCE_DIR}/tools/split/split.mjs ${bin}/whole/inflight.wasm
            ${bin}/inflight.wasm ${bin}/later.wasm --tool ${WASM_SPLIT}
    COMMAND ${CMAKE_COMMAND} -E copy_if_different ${bin}/whole/inflight.js ${bin}/inflight.js
    BYPRODUCTS ${bin}/inflight.js ${bin}/inflight.wasm ${bin}/later.wasm)
endfunction()

if(INFLIGHT_HAVE_SDL2)
  inflight_page_module(inflight_web inflight src/app/main_web.cc USES inflight_app)
  split_module(inflight_web)
  # The page of all elements and states, and benches of drawing.
  inflight_page_module(inflight_gallery gallery src/app/main_gallery.cc USES inflight_ui)
endif()

# The engine of `./inflight api`: a module for node, called by tools/api.
inflight_program(inflight_endpoint src/app/main_api.cc)
set_target_properties(inflight_endpoint PROPERTIES OUTPUT_NAME inflight_api SUFFIX .mjs)
target_link_libraries(inflight_endpoint PRIVATE inflight_api)
set(endpoint_functions start request advance now next_due forget answer answer_size
                       answer_head_size drop_answer deliveries deliveries_size delivered)
list(TRANSFORM endpoint_functions PREPEND _inflight_)
list(JOIN endpoint_functions "," endpoint_functions)
target_link_options(inflight_endpoint PRIVATE
  --no-entry
  -sENVIRONMENT=node
  -sMODULARIZE=1
  -sEXPORT_ES6=1
  -sALLOW_MEMORY_GROWTH=1
  -sSTACK_SIZE=1MB
  -sFILESYSTEM=0
  -sEXPORTED_FUNCTIONS=_malloc,_free,${endpoint_functions}
  -sEXPORTED_RUNTIME_METHODS=HEAPU8
  -sASSERTIONS=0)
