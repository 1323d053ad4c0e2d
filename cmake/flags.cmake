# Compiler flags of every target of ours (inflight_flags) and the warnings of our own code
# (inflight_warnings). Third-party code gets the first set only.

add_library(inflight_flags INTERFACE)
target_compile_features(inflight_flags INTERFACE cxx_std_23)
target_include_directories(inflight_flags INTERFACE ${PROJECT_SOURCE_DIR}/src
                                                    ${PROJECT_BINARY_DIR}/include)
# Errors are values in this project; leaving exceptions and RTTI out takes a third off the wasm.
# No fused multiply-add: results must be the same bits on every machine.
target_compile_options(inflight_flags INTERFACE -fno-exceptions -fno-rtti -ffp-contract=off)

if(INFLIGHT_SANITIZE)
  # The checks of every access through a pointer are left to the address sanitizer: they would be a
  # third of the time a build takes.
  set(sanitize -fsanitize=address,undefined -fno-sanitize=null,alignment,object-size
               -fno-sanitize-recover=all -fno-omit-frame-pointer)
  target_compile_options(inflight_flags INTERFACE ${sanitize})
  target_link_options(inflight_flags INTERFACE ${sanitize})
  # Counts which branches an input reached, for the fuzz targets: they share these libraries with the
  # tests, and bring the fuzzer itself (programs.cmake).
  target_compile_options(inflight_flags INTERFACE -fsanitize=fuzzer-no-link)
endif()

if(NOT EMSCRIPTEN AND CMAKE_CXX_COMPILER_ID STREQUAL "Clang")
  # The standard library of Emscripten, so that native and wasm builds see the same one.
  target_compile_options(inflight_flags INTERFACE $<$<COMPILE_LANGUAGE:CXX>:-stdlib=libc++>)
  target_link_options(inflight_flags INTERFACE -stdlib=libc++ -fuse-ld=lld)
endif()

add_library(inflight_warnings INTERFACE)
target_compile_options(
  inflight_warnings
  INTERFACE -Wall
            -Wextra
            -Wpedantic
            -Wshadow
            -Wimplicit-fallthrough
            -Wnon-virtual-dtor
            -Woverloaded-virtual
            # size_t is 32 bits wide in wasm: a silent narrowing would make the two builds differ.
            -Wshorten-64-to-32
            # Structs here have default member values and are filled by designated initialisers.
            -Wno-missing-field-initializers)
if(INFLIGHT_WERROR)
  target_compile_options(inflight_warnings INTERFACE -Werror)
endif()
