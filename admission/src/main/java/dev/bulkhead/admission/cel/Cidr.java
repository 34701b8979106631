package dev.bulkhead.admission.cel;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.regex.Pattern;

/** A range of addresses, as written: the address need not be the range's first. */
record Cidr(InetAddress address, int prefix) {
  private static final Pattern IPV4 =
      Pattern.compile("(?:(?:0|[1-9][0-9]{0,2})\\.){3}(?:0|[1-9][0-9]{0,2})");

  private static final Pattern PREFIX = Pattern.compile("0|[1-9][0-9]{0,2}");

  /** An address without zone, and not one of version 4 written as version 6. */
  static Optional<InetAddress> address(String text) {
    boolean isIpv4 = IPV4.matcher(text).matches();
    if (!isIpv4 && (!text.contains(":") || text.contains("%") || text.contains("["))) {
      return Optional.empty();
    }
    try {
      InetAddress address = InetAddress.ofLiteral(text);
      return Optional.of(address).filter(read -> read instanceof Inet4Address == isIpv4);
    } catch (IllegalArgumentException malformed) {
      return Optional.empty();
    }
  }

  static Optional<Cidr> of(String text) {
    int slash = text.lastIndexOf('/');
    if (slash < 0 || !PREFIX.matcher(text.substring(slash + 1)).matches()) {
      return Optional.empty();
    }
    int prefix = Integer.parseInt(text.substring(slash + 1));
    return address(text.substring(0, slash))
        .filter(address -> prefix <= address.getAddress().length * 8)
        .map(address -> new Cidr(address, prefix));
  }

  boolean contains(InetAddress other) {
    byte[] own = address.getAddress();
    byte[] its = other.getAddress();
    if (own.length != its.length) {
      return false;
    }
    for (int bit = 0; bit < prefix; bit++) {
      int mask = 0x80 >> (bit % 8);
      if ((own[bit / 8] & mask) != (its[bit / 8] & mask)) {
        return false;
      }
    }
    return true;
  }

  boolean contains(Cidr other) {
    return other.prefix >= prefix && contains(other.address);
  }

  /** The range, from its first address. */
  Cidr masked() {
    byte[] bytes = address.getAddress();
    for (int bit = prefix; bit < bytes.length * 8; bit++) {
      bytes[bit / 8] &= (byte) ~(0x80 >> (bit % 8));
    }
    try {
      return new Cidr(InetAddress.getByAddress(bytes), prefix);
    } catch (UnknownHostException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
