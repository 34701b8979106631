/*
 * The program that the zoo's images start: it says so on standard output and ends with status 42.
 * It has no library, so the same source serves as a static program, as one that asks for a loader,
 * and for 32 bits.
 */
static const char said[] = "bulkhead-zoo: started\n";

static long call(long number, long a, long b, long c) {
  long result;
#if defined(__x86_64__)
  __asm__ volatile("syscall"
                   : "=a"(result)
                   : "a"(number), "D"(a), "S"(b), "d"(c)
                   : "rcx", "r11", "memory");
#elif defined(__i386__)
  __asm__ volatile("int $0x80" : "=a"(result) : "a"(number), "b"(a), "c"(b), "d"(c) : "memory");
#endif
  return result;
}

#if defined(__x86_64__)
enum { WRITE = 1, EXIT = 60 };
#elif defined(__i386__)
enum { WRITE = 4, EXIT = 1 };
#endif

void _start(void) {
  call(WRITE, 1, (long)said, sizeof said - 1);
  call(EXIT, 42, 0, 0);
  for (;;) {
  }
}
