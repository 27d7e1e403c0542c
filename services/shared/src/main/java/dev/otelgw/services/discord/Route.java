package dev.otelgw.services.discord;

/**
 * A request's place in Discord's rate limits.
 *
 * @param method the HTTP method
 * @param template the path with names for ids: what may be shown and logged
 * @param major the id that splits the limits of one route: of a channel, a guild or a webhook;
 *     empty without one
 * @param path the path itself, relative to the API's address; holds tokens on some routes
 * @param global whether the bot's limit over all routes counts it; it does not for answers to
 *     interactions and for logins
 * @param repeatable whether doing it twice is as good as once, so that it may be sent again after a
 *     failure
 */
record Route(
    String method, String template, String major, String path, boolean global, boolean repeatable) {

  static Route get(String template, String major, String path) {
    return new Route("GET", template, major, path, true, true);
  }

  /** The key of the limits of all requests like this one. */
  String key() {
    return method + " " + template;
  }

  @Override
  public String toString() {
    return key();
  }
}
