package dev.bulkhead.drill;

/** What a simulated outage came to. */
record Ending(Drilled drilled) {}
