/* A shared library with nothing in it: that it is found is all that matters. */
void bulkhead_zoo_library(void) {}
