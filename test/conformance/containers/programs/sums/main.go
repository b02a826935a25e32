// Answers every request, by the least that there is: what is compiled with it counts.
package main

import "syscall"

func main() {
	listener, err := syscall.Socket(syscall.AF_INET, syscall.SOCK_STREAM, 0)
	if err == nil {
		err = syscall.Bind(listener, &syscall.SockaddrInet4{Port: 8080})
	}
	if err == nil {
		err = syscall.Listen(listener, 8)
	}
	for err == nil {
		if connection, _, refused := syscall.Accept(listener); refused == nil {
			syscall.Read(connection, make([]byte, 4096))
			syscall.Write(connection, []byte("HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 7\r\n\r\nthe sum"))
			syscall.Close(connection)
		}
	}
	panic(err)
}
