package dev.bulkhead.cli;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.util.Objects;

/** Why a file operation failed, in words. */
final class Reason {
  private Reason() {}

  /** A clause for the end of a sentence: "there is no such directory". */
  static String of(IOException failure) {
    return switch (failure) {
      case NoSuchFileException _ -> "there is no such file or directory";
      case AccessDeniedException _ -> "access is denied";
      case NotDirectoryException _ -> "part of the path is not a directory";
      case FileSystemException refused when refused.getReason() != null -> refused.getReason();
      default ->
          Objects.requireNonNullElse(failure.getMessage(), failure.getClass().getSimpleName());
    };
  }
}
