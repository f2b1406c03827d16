# SPDX-License-Identifier: GPL-3.0-or-later
# Compiler-wide choices: standard, sanitizers, fast linker, compiler cache.
set(CMAKE_CXX_STANDARD 20)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_EXPORT_COMPILE_COMMANDS ON)

# Libraries and programs get the same flag, so that they can share a precompiled header.
add_compile_options(-fPIC)

if(SEKISHO_SANITIZE)
  add_compile_options(-fsanitize=${SEKISHO_SANITIZE} -fno-omit-frame-pointer)
  add_link_options(-fsanitize=${SEKISHO_SANITIZE})
  if(SEKISHO_SANITIZE MATCHES "undefined")
    add_compile_options(-fno-sanitize-recover=undefined)
  endif()
endif()

if(SEKISHO_FUZZ)
  # Coverage in the libraries too, or the fuzzer sees nothing of them.
  add_compile_options(-fsanitize=fuzzer-no-link)
endif()

find_program(SEKISHO_MOLD mold)
if(SEKISHO_MOLD)
  add_link_options(-fuse-ld=mold)
endif()

find_program(SEKISHO_CCACHE ccache)
if(SEKISHO_CCACHE)
  # Paths are hashed relative to the checkout, so that a second checkout finds the first one's objects.
  set(CMAKE_CXX_COMPILER_LAUNCHER ${CMAKE_COMMAND} -E env CCACHE_BASEDIR=${CMAKE_SOURCE_DIR} CCACHE_NOHASHDIR=1
      CCACHE_SLOPPINESS=pch_defines,time_macros,include_file_mtime,include_file_ctime
      # Tests are told their build folder, which none of them asks for; the presets could share nothing.
      CCACHE_IGNOREOPTIONS=-DQT_TESTCASE_BUILDDIR=* ${SEKISHO_CCACHE})
  add_compile_options($<$<CXX_COMPILER_ID:GNU>:-fpch-preprocess>)
endif()
