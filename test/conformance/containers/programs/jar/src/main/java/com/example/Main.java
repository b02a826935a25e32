package com.example;

import com.sun.net.httpserver.HttpServer;
import java.net.InetSocketAddress;

public final class Main {
  public static void main(String[] arguments) throws Exception {
    HttpServer server = HttpServer.create(new InetSocketAddress(8080), 0);
    server.createContext("/", exchange -> {
      String text = "the jar in " + (Runtime.getRuntime().maxMemory() >> 20) + " MiB";
      exchange.sendResponseHeaders(200, text.length());
      exchange.getResponseBody().write(text.getBytes());
      exchange.close();
    });
    server.start();
  }
}
