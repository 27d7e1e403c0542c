package dev.otelgw.receivers.otlp;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import java.util.List;
import java.util.function.Supplier;

/**
 * A server socket that puts a handler in front of whatever its owner installs into the connections.
 * gRPC offers no other place.
 */
final class WatchedServerChannel extends NioServerSocketChannel {

  private final Supplier<ChannelHandler> first;

  WatchedServerChannel(Supplier<ChannelHandler> first) {
    this.first = first;
  }

  @Override
  protected int doReadMessages(List<Object> connections) throws Exception {
    int before = connections.size();
    int read = super.doReadMessages(connections);
    for (Object connection : connections.subList(before, connections.size())) {
      ((Channel) connection).pipeline().addFirst(first.get());
    }
    return read;
  }
}
