package dev.otelgw.services.devstack.processes;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.ServerSocket;
import org.junit.jupiter.api.Test;

class PortsTest {

  @Test
  void stepsAroundThoseInUse() throws Exception {
    int taken = Ports.any().next(1);
    try (ServerSocket _ = new ServerSocket(taken, 1, InetAddress.getLoopbackAddress())) {
      Ports ports = Ports.usual();
      int first = ports.next(taken);
      assertThat(first).isGreaterThan(taken);
      assertThat(ports.next(taken)).isGreaterThan(first);
    }
  }

  @Test
  void seesThoseWhoListenOnAllAddresses() throws Exception {
    int taken = Ports.any().next(1);
    try (ServerSocket _ = new ServerSocket(taken)) {
      assertThat(Ports.usual().next(taken)).isGreaterThan(taken);
    }
  }

  @Test
  void staysBelowThoseOfOutgoingConnections() {
    Ports ports = Ports.any();
    for (int i = 0; i < 50; i++) {
      assertThat(ports.next(5432)).isBetween(15_000, 32_000);
    }
  }
}
