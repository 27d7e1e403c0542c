package dev.otelgw.scrapers.redis;

import dev.otelgw.scrapers.scraping.ScrapeFailure;
import dev.otelgw.scrapers.scraping.Unreachable;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** What goes wrong with a server, in words and with a cure. Stateless. */
final class RedisErrors {

  /** Answers that say that the server as a whole cannot serve us now. */
  private static final Set<String> UNWELL = Set.of("LOADING", "MASTERDOWN", "BUSY", "TRYAGAIN");

  private static final Set<String> LOGIN = Set.of("WRONGPASS", "NOAUTH", "DENIED");

  private RedisErrors() {}

  /** The server's code: the first word of its message. */
  static String code(String message) {
    String word = message.split(" ", 2)[0];
    if (!word.matches("[A-Z]{2,20}") || word.equals("ERR")) {
      String text = message.toLowerCase(Locale.ROOT);
      if (text.contains("max number of clients")) {
        return "max_clients";
      }
      if (text.contains("unknown command") || text.contains("unknown subcommand")) {
        return "unknown_command";
      }
      // Before 6.0 a wrong password is an ERR like any other.
      return text.contains("invalid password") ? "WRONGPASS" : "ERR";
    }
    return word;
  }

  /** What an answer means that is an error. */
  static ScrapeFailure answer(String command, String message, String user) {
    String code = code(message);
    if (UNWELL.contains(code) || code.equals("max_clients")) {
      String cure =
          code.equals("max_clients")
              ? "Raise maxclients, or find out who keeps so many connections."
              : "";
      return new Unreachable(command, code, message, cure, false);
    }
    if (LOGIN.contains(code)) {
      return new Unreachable(command, code, message, loginCure(code), true);
    }
    return new ScrapeFailure(command, code, message, cure(code, command, user));
  }

  private static String loginCure(String code) {
    return switch (code) {
      case "NOAUTH" -> "Set password (and username) of the receiver.";
      case "DENIED" -> "The server is in protected mode: set a password there, or bind it.";
      default -> "Check username and password of the receiver.";
    };
  }

  private static String cure(String code, String command, String user) {
    return switch (code) {
      case "NOPERM" -> "ACL SETUSER %s +%s".formatted(user, permission(command));
      case "unknown_command" ->
          "The command is renamed or not of this version; switch its group off.";
      default -> "";
    };
  }

  /** As access control lists write it: {@code slowlog|len}. */
  private static String permission(String command) {
    String[] words = command.toLowerCase(Locale.ROOT).split(" ", -1);
    return words[0].equals("info") || words.length == 1 ? words[0] : words[0] + "|" + words[1];
  }

  /** Why a connection failed. */
  static Unreachable connection(String doing, Throwable failure) {
    List<Throwable> causes = causes(failure);
    Throwable deepest = causes.getLast();
    String message = deepest.getMessage() == null ? deepest.toString() : deepest.getMessage();
    String type = message.startsWith("Unknown reply") ? "protocol" : type(causes);
    String cure =
        switch (type) {
          case "timeout" -> "Is it overloaded, or a firewall in between?";
          case "unknown_host" -> "Check endpoint.";
          case "connection_refused" -> "Is it running there? Check endpoint.";
          case "protocol" -> "What answers there is no Redis. Check endpoint.";
          case "tls" -> "Does the server speak TLS on this port, with a certificate of ca_file?";
          default -> "";
        };
    return new Unreachable(doing, type, message, cure, false);
  }

  /** The first of its causes that says enough. */
  private static String type(List<Throwable> causes) {
    for (Throwable cause : causes) {
      String type =
          switch (cause) {
            case SocketTimeoutException _ -> "timeout";
            case UnknownHostException _ -> "unknown_host";
            case ConnectException _ -> "connection_refused";
            case SSLException _ -> "tls";
            default -> "";
          };
      if (!type.isEmpty()) {
        return type;
      }
    }
    return "connection_lost";
  }

  private static List<Throwable> causes(Throwable failure) {
    List<Throwable> causes = new ArrayList<>();
    for (@Nullable Throwable cause = failure; cause != null; cause = cause.getCause()) {
      causes.add(cause);
    }
    return causes;
  }
}
