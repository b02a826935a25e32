// Answers every request, by the least that there is: what is compiled with it counts.
package main

import (
	"net"
	"os"
)

func main() {
	listener, err := net.Listen("tcp", ":8080")
	if err != nil {
		os.Exit(1)
	}
	for {
		if connection, err := listener.Accept(); err == nil {
			connection.Read(make([]byte, 4096))
			connection.Write([]byte("HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 7\r\n\r\nthe sum"))
			connection.Close()
		}
	}
}
