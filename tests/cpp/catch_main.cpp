// The main function of the test program where Catch2 is version 2; version 3 brings its own.
#define CATCH_CONFIG_MAIN
#define CATCH_CONFIG_NO_POSIX_SIGNALS  // its signal stack needs a constant that newer C libraries dropped
#include <catch2/catch.hpp>
