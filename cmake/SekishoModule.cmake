# SPDX-License-Identifier: GPL-3.0-or-later
# One static library per module, one executable per test; every target gets the same warnings and defines.

add_library(sekisho_options INTERFACE)
target_compile_options(sekisho_options INTERFACE
  -Wall -Wextra -Wpedantic -Werror $<IF:$<CXX_COMPILER_ID:GNU>,-Wshadow=local,-Wshadow>
  -Wnon-virtual-dtor -Woverloaded-virtual -Wno-missing-field-initializers)
target_compile_definitions(sekisho_options INTERFACE
  QT_NO_CAST_FROM_ASCII QT_NO_CAST_TO_ASCII QT_NO_URL_CAST_FROM_STRING QT_NO_CAST_FROM_BYTEARRAY
   QT_NO_NARROWING_CONVERSIONS_IN_CONNECT QT_NO_CONTEXTLESS_CONNECT QT_NO_FOREACH
  QT_NO_JAVA_STYLE_ITERATORS QT_NO_KEYWORDS QT_STRICT_ITERATORS QT_DISABLE_DEPRECATED_BEFORE=0x060400)
target_include_directories(sekisho_options INTERFACE ${CMAKE_SOURCE_DIR}/src)

# Holder of the precompiled header that every target shares.
function(sekisho_make_pch)
  file(WRITE ${CMAKE_BINARY_DIR}/pch/holder.cpp "")
  add_library(sekisho_pch STATIC ${CMAKE_BINARY_DIR}/pch/holder.cpp)
  set_target_properties(sekisho_pch PROPERTIES AUTOMOC OFF AUTOUIC OFF)
  target_link_libraries(sekisho_pch PRIVATE sekisho_options Qt6::Core)
  target_precompile_headers(sekisho_pch PRIVATE ${CMAKE_SOURCE_DIR}/cmake/pch.h)
endfunction()

# sekisho_module(NAME SOURCES ... LINKS ...): the static library sekisho_NAME of src/NAME.
function(sekisho_module name)
  cmake_parse_arguments(ARG "" "" "SOURCES;LINKS" ${ARGN})
  add_library(sekisho_${name} STATIC ${ARG_SOURCES})
  set_target_properties(sekisho_${name} PROPERTIES AUTOUIC_SEARCH_PATHS "${CMAKE_SOURCE_DIR}/ui/${name}")
  target_link_libraries(sekisho_${name} PUBLIC ${ARG_LINKS} Qt6::Core PRIVATE sekisho_options)
  target_include_directories(sekisho_${name} PUBLIC ${CMAKE_SOURCE_DIR}/src)
  target_precompile_headers(sekisho_${name} REUSE_FROM sekisho_pch)
endfunction()

# What every test's environment holds. The options reach the programs that a test starts, too.
set(SEKISHO_TEST_ENVIRONMENT "TZ=UTC" "LANG=C.UTF-8" "DATABASE_URL=")
if(SEKISHO_SANITIZE)
  set(suppressions ${CMAKE_SOURCE_DIR}/tests/sanitizers)
  list(APPEND SEKISHO_TEST_ENVIRONMENT
    "ASAN_OPTIONS=detect_leaks=1:detect_stack_use_after_return=1:strict_init_order=1:check_initialization_order=1"
    "LSAN_OPTIONS=suppressions=${suppressions}/lsan.supp:print_suppressions=0"
    "UBSAN_OPTIONS=print_stacktrace=1:halt_on_error=1"
    "TSAN_OPTIONS=suppressions=${suppressions}/tsan.supp:history_size=4:second_deadlock_stack=1")
endif()
# GLib's loop is unknown to ThreadSanitizer; Qt's own is enough for the tests that it watches.
if(SEKISHO_SANITIZE STREQUAL "thread")
  list(APPEND SEKISHO_TEST_ENVIRONMENT "QT_NO_GLIB=1")
endif()

# Every program of a ThreadSanitizer build gets this; see there.
function(sekisho_explain_qt target)
  if(SEKISHO_SANITIZE STREQUAL "thread")
    target_sources(${target} PRIVATE ${CMAKE_SOURCE_DIR}/tests/sanitizers/qthandover.cpp)
  endif()
endfunction()

# Builds the tests with the label tsan: those where threads meet.
if(SEKISHO_TESTS)
  add_custom_target(tsan_tests)
endif()

# sekisho_test(NAME [SOURCES ...] LINKS ... [LABELS ...] [TIMEOUT s] [DATABASES]): tst_NAME.cpp of the calling folder as a
# test of its own. With DATABASES it is two, NAME and NAME-postgres, the second on a PostgreSQL (tests/support/testdatabase.h).
function(sekisho_test name)
  cmake_parse_arguments(ARG "DATABASES" "TIMEOUT" "SOURCES;LINKS;LABELS" ${ARGN})
  add_executable(tst_${name} tst_${name}.cpp ${ARG_SOURCES})
  target_link_libraries(tst_${name} PRIVATE ${ARG_LINKS} Qt6::Test sekisho_options)
  target_include_directories(tst_${name} PRIVATE ${CMAKE_SOURCE_DIR}/tests)
  target_precompile_headers(tst_${name} REUSE_FROM sekisho_pch)
  sekisho_explain_qt(tst_${name})
  add_test(NAME ${name} COMMAND tst_${name})
  if(NOT ARG_TIMEOUT)
    set(ARG_TIMEOUT 120)
  endif()
  set_tests_properties(${name} PROPERTIES TIMEOUT ${ARG_TIMEOUT} LABELS "${ARG_LABELS}"
    ENVIRONMENT "QT_QPA_PLATFORM=offscreen;${SEKISHO_TEST_ENVIRONMENT}")
  if(ARG_DATABASES OR "sekisho_gateway" IN_LIST ARG_LINKS)
    target_link_libraries(tst_${name} PRIVATE sekisho_database_test_support)
  endif()
  if(ARG_DATABASES)
    add_test(NAME ${name}-postgres COMMAND tst_${name})
    # It starts a server of its own first.
    math(EXPR patience "3 * ${ARG_TIMEOUT}")
    set_tests_properties(${name}-postgres PROPERTIES TIMEOUT ${patience} LABELS "${ARG_LABELS};postgres"
      SKIP_RETURN_CODE 77
      ENVIRONMENT "QT_QPA_PLATFORM=offscreen;SEKISHO_TEST_DATABASE=postgresql;${SEKISHO_TEST_ENVIRONMENT}")
  endif()
  if("tsan" IN_LIST ARG_LABELS)
    add_dependencies(tsan_tests tst_${name})
  endif()
endfunction()
