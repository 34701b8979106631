package dev.bulkhead.model;

import java.util.Locale;
import java.util.Set;

/** The names that people give to what nobody else should read. */
public final class SecretKeys {
  /** These tell wherever they stand: {@code dbpassword}, {@code GITHUB_TOKEN}. */
  private static final Set<String> PARTS =
      Set.of(
          "password",
          "passwd",
          "passphrase",
          "passcode",
          "secret",
          "token",
          "credential",
          "apikey",
          "privatekey",
          "accesskey",
          "connectionstring");

  /** These tell as words of their own: {@code licenseKey}, but not {@code keycloak}. */
  private static final Set<String> WORDS = Set.of("key", "keys", "pass", "pwd", "pw", "dsn");

  private SecretKeys() {}

  /** Whether a key, or a path of keys, holds such a name. */
  public static boolean isIn(String key) {
    String lower = key.toLowerCase(Locale.ROOT);
    if (PARTS.stream().anyMatch(lower::contains)) {
      return true;
    }
    for (String word : key.split("[^\\p{L}\\p{N}]+|(?<=[\\p{Ll}\\p{N}])(?=\\p{Lu})", -1)) {
      if (WORDS.contains(word.toLowerCase(Locale.ROOT))) {
        return true;
      }
    }
    return false;
  }
}
