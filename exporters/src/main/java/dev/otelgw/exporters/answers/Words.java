package dev.otelgw.exporters.answers;

import dev.otelgw.pipeline.config.Secret;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Makes the words of others fit for a message: one line, of bounded length, without our secrets.
 * Thread-safe.
 */
public final class Words {

  /** As many characters of a backend's text as are shown. */
  public static final int SHOWN = 1024;

  /** Shorter strings are no secrets, and replacing them would spoil the text. */
  private static final int SHORTEST_SECRET = 6;

  private static final Pattern NOT_SHOWN = Pattern.compile("[\\s\\p{Cc}\\p{Cf}\\x{fffd}]+");

  private static final Pattern WITH_SCHEME = Pattern.compile("(\\w+)\\s+(\\S.*)");

  /** As many values as {@link #hide} remembers: more than are sent while an answer is read. */
  private static final int MOST_HIDDEN = 1000;

  private final Set<String> fixed;
  private final Map<Secret, Set<String>> hidden = new LinkedHashMap<>(16, 0.75f, true);

  /** That hides these values of headers, and the credentials in them. */
  public Words(Collection<Secret> values) {
    this.fixed =
        values.stream().flatMap(value -> parts(value).stream()).collect(Collectors.toSet());
  }

  /** Hides these, too: the last thousand that it was told of. */
  public void hide(Collection<Secret> values) {
    synchronized (hidden) {
      for (Secret value : values) {
        hidden.computeIfAbsent(value, Words::parts);
      }
      Iterator<Secret> eldest = hidden.keySet().iterator();
      while (hidden.size() > MOST_HIDDEN) {
        eldest.next();
        eldest.remove();
      }
    }
  }

  private static Set<String> parts(Secret value) {
    Set<String> parts = new HashSet<>();
    parts.add(value.reveal());
    Matcher scheme = WITH_SCHEME.matcher(value.reveal());
    if (scheme.matches()) {
      parts.add(scheme.group(2));
      parts.add(password(scheme.group(2)));
    }
    parts.removeIf(part -> part.length() < SHORTEST_SECRET);
    return parts;
  }

  /** What may not be shown, the longest first. */
  private List<String> secrets() {
    Set<String> all = new HashSet<>(fixed);
    synchronized (hidden) {
      hidden.values().forEach(all::addAll);
    }
    return all.stream().sorted(Comparator.comparingInt(String::length).reversed()).toList();
  }

  /** The password in credentials of the scheme Basic (RFC 7617); empty in others. */
  private static String password(String credentials) {
    try {
      byte[] pair = Base64.getDecoder().decode(credentials);
      return new String(pair, StandardCharsets.UTF_8).replaceFirst("^[^:]*:?", "");
    } catch (IllegalArgumentException _) {
      return "";
    }
  }

  /** The text in one line, cut where it is long, with {@code ***} for secrets. */
  public String clean(String text) {
    String line = NOT_SHOWN.matcher(text).replaceAll(" ").strip();
    for (String secret : secrets()) {
      line = line.replace(secret, "***");
    }
    return line.length() <= SHOWN ? line : line.substring(0, SHOWN) + "...";
  }
}
