package dev.otelgw.exporters.file;

import java.nio.file.attribute.PosixFilePermission;
import java.util.EnumSet;
import java.util.Set;
import java.util.regex.Pattern;

/** Permissions as chmod takes them. */
final class Octal {

  private static final Pattern DIGITS = Pattern.compile("0?o?[0-7]{3}");

  private Octal() {}

  /**
   * The permissions of {@code 0750} and its kin.
   *
   * @throws IllegalArgumentException with what is wrong, as the end of a sentence about the key
   */
  static Set<PosixFilePermission> permissions(String text) {
    if (!DIGITS.matcher(text).matches()) {
      throw new IllegalArgumentException(
          "\"%s\" are no permissions; write three octal digits, for example 0750".formatted(text));
    }
    int bits = Integer.parseInt(text.substring(text.length() - 3), 8);
    Set<PosixFilePermission> permissions = EnumSet.noneOf(PosixFilePermission.class);
    PosixFilePermission[] all = PosixFilePermission.values(); // From the owner's r to others' x.
    for (int i = 0; i < all.length; i++) {
      if ((bits & (1 << (all.length - 1 - i))) != 0) {
        permissions.add(all[i]);
      }
    }
    return permissions;
  }
}
