package dev.bulkhead.registry.http;

/** A means to prove to a registry who is asking. Shows its source, never its value. */
sealed interface Credential {
  /** Where it was found, for messages: a file, a helper, a Secret. */
  String source();

  /** No credential at all: registries hand tokens for public images to anyone. */
  record Anonymous() implements Credential {
    @Override
    public String source() {
      return "no credential";
    }
  }

  /** A user's name and password, or a token in a password's place. */
  record Password(String source, String user, String password) implements Credential {
    @Override
    public String toString() {
      return "Password[" + source + "]";
    }
  }

  /** An OAuth 2 refresh token ({@code identitytoken}), exchanged for access tokens. */
  record IdentityToken(String source, String token) implements Credential {
    @Override
    public String toString() {
      return "IdentityToken[" + source + "]";
    }
  }

  /** A bearer token ({@code registrytoken}), sent as it is. */
  record RegistryToken(String source, String token) implements Credential {
    @Override
    public String toString() {
      return "RegistryToken[" + source + "]";
    }
  }
}
