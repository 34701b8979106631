package dev.bulkhead.verdict;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;

/** Why a file cannot be read or written, as a clause for people. */
public final class IoReason {
  private IoReason() {}

  /** The reason without the path, which the sentence around it names. */
  public static String of(IOException failure) {
    return switch (failure) {
      case NoSuchFileException _ -> "there is no such file or directory";
      case AccessDeniedException _ -> "permission is denied";
      case NotDirectoryException _ -> "part of its path is no folder";
      case FileSystemLoopException _ -> "its links form a circle";
      case CharacterCodingException _ -> "it is no text in UTF-8";
      case FileAlreadyExistsException _ -> "a file is in its place";
      case FileSystemException refused when refused.getReason() != null -> refused.getReason();
      default ->
          failure.getMessage() == null ? failure.getClass().getSimpleName() : failure.getMessage();
    };
  }
}
