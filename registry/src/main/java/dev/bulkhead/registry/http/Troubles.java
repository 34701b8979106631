package dev.bulkhead.registry.http;

import dev.bulkhead.registry.http.RegistryTrouble.Kind;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.security.cert.CertificateException;
import java.time.Duration;
import javax.net.ssl.SSLException;

/** What the JDK's exceptions mean, in sentences. */
final class Troubles {
  private Troubles() {}

  /** The trouble behind an exception of a request to that host. */
  static RegistryTrouble of(IOException failure, String host, Duration waited) {
    if (failure instanceof RegistryTrouble trouble) {
      return trouble;
    }
    if (has(failure, InterruptedException.class)) {
      return stopped(host);
    }
    if (has(failure, UnknownHostException.class)
        || has(failure, UnresolvedAddressException.class)) {
      return new RegistryTrouble(
          Kind.NAME,
          "There is no host %s, or its name could not be looked up.".formatted(name(host)),
          "Check the registry's name and the network.",
          failure);
    }
    if (has(failure, SSLException.class)) {
      return tls(failure, host);
    }
    if (failure instanceof HttpConnectTimeoutException) {
      return new RegistryTrouble(
          Kind.CONNECTION,
          "%s did not take a connection in time.".formatted(host),
          "Check the network, a proxy (HTTPS_PROXY) or a firewall between here and there.",
          failure);
    }
    if (failure instanceof HttpTimeoutException) {
      return new RegistryTrouble(
          Kind.TIMEOUT,
          "%s did not answer within %s.".formatted(host, Words.duration(waited)),
          "Check the registry, or try again later.",
          failure);
    }
    if (has(failure, ConnectException.class) || has(failure, NoRouteToHostException.class)) {
      return refused(failure, host);
    }
    return broken(host);
  }

  /** The trouble of an answer that is none, or not whole. */
  static RegistryTrouble broken(String host) {
    return new RegistryTrouble(
        Kind.BROKEN,
        "The connection to %s broke, or what came was not a whole answer.".formatted(host),
        "Try again later; behind a proxy or firewall, check it.");
  }

  /** The trouble of being stopped while that host was asked. */
  static RegistryTrouble stopped(String host) {
    return new RegistryTrouble(
        Kind.INTERRUPTED,
        "Asking %s was stopped.".formatted(host),
        "Run the command again and let it finish.");
  }

  private static RegistryTrouble refused(IOException failure, String host) {
    return new RegistryTrouble(
        Kind.CONNECTION,
        "Nobody takes connections at %s.".formatted(host),
        "Check the registry's address and the network, or supply the image with --images PATH.",
        failure);
  }

  private static RegistryTrouble tls(IOException failure, String host) {
    if (has(failure, CertificateException.class)) {
      boolean wrongName = mentions(failure, "subject alternative") || mentions(failure, "No name");
      return new RegistryTrouble(
          Kind.TLS,
          wrongName
              ? "The certificate that %s shows was made for another name.".formatted(host)
              : "The certificate that %s shows is not trusted.".formatted(host),
          "Name the file of its certificate authority by --ca-file.",
          failure);
    }
    return new RegistryTrouble(
        Kind.TLS,
        "%s does not speak TLS, or not so that a safe connection came about.".formatted(host),
        "If it is meant to speak plain HTTP, say so with --plain-http %s.".formatted(host),
        failure);
  }

  private static String name(String host) {
    return Place.hostName(host);
  }

  private static boolean has(Throwable failure, Class<? extends Throwable> kind) {
    int depth = 0;
    for (Throwable t = failure; t != null && depth < 20; t = t.getCause(), depth++) {
      if (kind.isInstance(t)) {
        return true;
      }
    }
    return false;
  }

  private static boolean mentions(Throwable failure, String words) {
    int depth = 0;
    for (Throwable t = failure; t != null && depth < 20; t = t.getCause(), depth++) {
      if (t.getMessage() != null && t.getMessage().contains(words)) {
        return true;
      }
    }
    return false;
  }
}
