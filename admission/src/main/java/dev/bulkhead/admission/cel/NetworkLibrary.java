package dev.bulkhead.admission.cel;

import static dev.bulkhead.admission.cel.Types.BOOL;
import static dev.bulkhead.admission.cel.Types.CIDR;
import static dev.bulkhead.admission.cel.Types.INT;
import static dev.bulkhead.admission.cel.Types.IP;
import static dev.bulkhead.admission.cel.Types.STRING;

import com.google.common.net.InetAddresses;
import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.List;

/** Addresses and ranges (apiserver {@code pkg/cel/library/{ip,cidr}.go}). */
final class NetworkLibrary {
  private NetworkLibrary() {}

  static Library library() {
    return addresses().and(ranges());
  }

  private static Library addresses() {
    return new Library()
        .global("ip", IP, List.of(STRING), args -> ip(args[0]))
        .global("isIP", BOOL, List.of(STRING), args -> Cidr.address((String) args[0]).isPresent())
        .global("ip.isCanonical", BOOL, List.of(STRING), args -> args[0].equals(text(ip(args[0]))))
        .global("string", STRING, List.of(IP), args -> text((InetAddress) args[0]))
        .member("family", INT, List.of(IP), args -> args[0] instanceof Inet4Address ? 4L : 6L)
        .member("isUnspecified", BOOL, List.of(IP), args -> ip(args).isAnyLocalAddress())
        .member("isLoopback", BOOL, List.of(IP), args -> ip(args).isLoopbackAddress())
        .member("isLinkLocalMulticast", BOOL, List.of(IP), args -> ip(args).isMCLinkLocal())
        .member("isLinkLocalUnicast", BOOL, List.of(IP), args -> ip(args).isLinkLocalAddress())
        .member("isGlobalUnicast", BOOL, List.of(IP), args -> isGlobalUnicast(ip(args)));
  }

  private static Library ranges() {
    return new Library()
        .global("cidr", CIDR, List.of(STRING), args -> cidr(args[0]))
        .global("isCIDR", BOOL, List.of(STRING), args -> Cidr.of((String) args[0]).isPresent())
        .global("string", STRING, List.of(CIDR), args -> text((Cidr) args[0]))
        .member("containsIP", BOOL, List.of(CIDR, STRING), NetworkLibrary::containsAddress)
        .member("containsIP", BOOL, List.of(CIDR, IP), NetworkLibrary::containsAddress)
        .member("containsCIDR", BOOL, List.of(CIDR, STRING), NetworkLibrary::containsRange)
        .member("containsCIDR", BOOL, List.of(CIDR, CIDR), NetworkLibrary::containsRange)
        .member("ip", IP, List.of(CIDR), args -> ((Cidr) args[0]).address())
        .member("masked", CIDR, List.of(CIDR), args -> ((Cidr) args[0]).masked())
        .member("prefixLength", INT, List.of(CIDR), args -> (long) ((Cidr) args[0]).prefix());
  }

  private static Object containsAddress(Object[] arguments) {
    return ((Cidr) arguments[0]).contains(ip(arguments[1]));
  }

  private static Object containsRange(Object[] arguments) {
    return ((Cidr) arguments[0]).contains(cidr(arguments[1]));
  }

  private static InetAddress ip(Object[] arguments) {
    return (InetAddress) arguments[0];
  }

  private static InetAddress ip(Object written) {
    return written instanceof InetAddress address
        ? address
        : Cidr.address((String) written).orElseThrow();
  }

  private static Cidr cidr(Object written) {
    return written instanceof Cidr range ? range : Cidr.of((String) written).orElseThrow();
  }

  private static String text(InetAddress address) {
    return InetAddresses.toAddrString(address);
  }

  private static String text(Cidr range) {
    return text(range.address()) + "/" + range.prefix();
  }

  private static boolean isGlobalUnicast(InetAddress address) {
    boolean isBroadcast =
        !(address instanceof Inet6Address) && text(address).equals("255.255.255.255");
    return !isBroadcast
        && !address.isAnyLocalAddress()
        && !address.isLoopbackAddress()
        && !address.isMulticastAddress()
        && !address.isLinkLocalAddress();
  }
}
