package dev.bulkhead.registry.http;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The hosts that are reached without a proxy: {@code NO_PROXY}, a list with commas of {@code *},
 * addresses, {@code 10.0.0.0/8}, {@code example.com} (with all below it), {@code .example.com}
 * (only below it), each but the first with a port if wanted.
 */
final class NoProxy {
  private static final Pattern IPV4 = Pattern.compile("[0-9]{1,3}(?:\\.[0-9]{1,3}){3}");

  private final boolean everything;
  private final List<Rule> rules;

  private NoProxy(boolean everything, List<Rule> rules) {
    this.everything = everything;
    this.rules = rules;
  }

  private sealed interface Rule {
    boolean covers(String host, byte @Nullable [] address, int port);
  }

  private static final class Network implements Rule {
    private final byte[] base;
    private final int bits;

    Network(byte[] base, int bits) {
      this.base = base;
      this.bits = bits;
    }

    @Override
    public boolean covers(String host, byte @Nullable [] address, int port) {
      if (address == null || address.length != base.length) {
        return false;
      }
      for (int bit = 0; bit < bits; bit++) {
        int mask = 0x80 >> (bit % 8);
        if ((address[bit / 8] & mask) != (base[bit / 8] & mask)) {
          return false;
        }
      }
      return true;
    }
  }

  /** A name; a port of 0 is any. */
  private record Name(String name, boolean onlyBelow, int port) implements Rule {
    @Override
    public boolean covers(String host, byte @Nullable [] address, int asked) {
      if (port != 0 && port != asked) {
        return false;
      }
      return host.endsWith("." + name) || (!onlyBelow && host.equals(name));
    }
  }

  static NoProxy read(String list) {
    var rules = new ArrayList<Rule>();
    boolean everything = false;
    for (String written : list.split(",", -1)) {
      String item = written.strip().toLowerCase(Locale.ROOT);
      if (item.equals("*")) {
        everything = true;
      } else if (!item.isEmpty()) {
        rules.add(network(item).orElseGet(() -> name(item)));
      }
    }
    return new NoProxy(everything, List.copyOf(rules));
  }

  private static Optional<Rule> network(String item) {
    int slash = item.indexOf('/');
    if (slash < 0) {
      return Optional.empty();
    }
    byte[] base = address(item.substring(0, slash));
    try {
      int bits = Integer.parseInt(item.substring(slash + 1));
      return base == null || bits < 0 || bits > base.length * 8
          ? Optional.empty()
          : Optional.of(new Network(base, bits));
    } catch (NumberFormatException notANumber) {
      return Optional.empty();
    }
  }

  private static Rule name(String item) {
    String name = item;
    int port = 0;
    int colon = item.lastIndexOf(':');
    boolean hasPort = colon > 0 && (item.indexOf(':') == colon || item.charAt(colon - 1) == ']');
    if (hasPort && item.substring(colon + 1).matches("[0-9]{1,5}")) {
      name = item.substring(0, colon);
      port = Integer.parseInt(item.substring(colon + 1));
    }
    if (name.startsWith("*.")) {
      name = name.substring(1);
    }
    boolean onlyBelow = name.startsWith(".");
    return new Name(bare(onlyBelow ? name.substring(1) : name), onlyBelow, port);
  }

  /** Whether that host is reached without a proxy. */
  boolean covers(String host, int port) {
    String name = bare(host.toLowerCase(Locale.ROOT));
    if (everything || Place.isLoopback(name)) {
      return true;
    }
    byte[] address = address(name);
    return rules.stream().anyMatch(rule -> rule.covers(name, address, port));
  }

  private static String bare(String host) {
    return host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host;
  }

  /** The bytes of an address as written; null for a name, which is never resolved. */
  private static byte @Nullable [] address(String text) {
    if (!IPV4.matcher(text).matches() && text.indexOf(':') < 0) {
      return null;
    }
    try {
      return InetAddress.getByName(text).getAddress();
    } catch (UnknownHostException notAnAddress) {
      return null;
    }
  }
}
