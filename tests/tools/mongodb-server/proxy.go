package main

import (
	"bufio"
	"bytes"
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net"
	"sync"
	"syscall"
)

const (
	headerLength     = 16
	maxMessageLength = 48_000_000 // what MongoDB and FerretDB take
	opMsg            = 2013
	moreToCome       = 1 << 1 // in the flags of an OP_MSG: the client waits for no reply
)

// writing has the commands that change something.
var writing = map[string]bool{
	"collMod": true, "compact": true, "create": true, "createIndexes": true, "delete": true, "drop": true,
	"dropDatabase": true, "dropIndexes": true, "findAndModify": true, "findandmodify": true, "insert": true,
	"renameCollection": true, "update": true,
}

// A proxy stands between clients and FerretDB and lets one writing command run at a time. FerretDB on SQLite updates
// by reading and then writing, so that of two clients who set the same field if it has a certain value both succeed;
// in MongoDB a write to one document is atomic.
type proxy struct {
	socket string
	logger *slog.Logger
	writes sync.Mutex
}

// serve takes connections until ctx is done, and returns when all of them are closed.
func (p *proxy) serve(ctx context.Context, listener net.Listener) error {
	ctx, cancel := context.WithCancel(ctx)
	var connections sync.WaitGroup
	defer connections.Wait()
	defer cancel()
	defer context.AfterFunc(ctx, func() { listener.Close() })()
	for {
		client, err := listener.Accept()
		if ctx.Err() != nil {
			return nil
		}
		if err != nil {
			return err
		}
		connections.Add(1)
		go func() {
			defer connections.Done()
			if err := p.connect(ctx, client); err != nil && ctx.Err() == nil && !isHangUp(err) {
				p.logger.Error("a connection broke", "error", err)
			}
		}()
	}
}

// connect serves one client over a connection of its own to FerretDB.
func (p *proxy) connect(ctx context.Context, client net.Conn) error {
	defer client.Close()
	server, err := net.Dial("unix", p.socket)
	if err != nil {
		return err
	}
	defer server.Close()
	defer context.AfterFunc(ctx, func() {
		client.Close()
		server.Close()
	})()

	fromClient, fromServer := bufio.NewReader(client), bufio.NewReader(server)
	for {
		request, err := readMessage(fromClient)
		if err != nil {
			return err
		}
		reply, err := p.ask(server, fromServer, request)
		if err != nil {
			return err
		}
		if isMessage(request) && flagsOf(request)&moreToCome != 0 {
			continue
		}
		if _, err := client.Write(reply); err != nil {
			return err
		}
	}
}

// ask forwards a request and waits for its reply, of which FerretDB sends exactly one.
func (p *proxy) ask(server io.Writer, fromServer *bufio.Reader, request []byte) ([]byte, error) {
	if writing[commandOf(request)] {
		p.writes.Lock()
		defer p.writes.Unlock()
	}
	if _, err := server.Write(request); err != nil {
		return nil, fmt.Errorf("FerretDB takes no request: %w", err)
	}
	reply, err := readMessage(fromServer)
	if err != nil {
		return nil, fmt.Errorf("FerretDB does not reply: %w", err)
	}
	return reply, nil
}

// readMessage reads a whole message, its header included.
func readMessage(reader *bufio.Reader) ([]byte, error) {
	header, err := reader.Peek(headerLength)
	if err != nil {
		return nil, err
	}
	length := binary.LittleEndian.Uint32(header)
	if length < headerLength || length > maxMessageLength {
		return nil, fmt.Errorf("a message of %d bytes", length)
	}
	message := make([]byte, length)
	_, err = io.ReadFull(reader, message)
	return message, err
}

// isMessage tells whether it is an OP_MSG, as all are but the first of a connection; it then has its flags.
func isMessage(message []byte) bool {
	return len(message) >= headerLength+4 && binary.LittleEndian.Uint32(message[12:]) == opMsg
}

func flagsOf(message []byte) uint32 { return binary.LittleEndian.Uint32(message[headerLength:]) }

// commandOf answers the name of the command, which is that of the first field of the document in the first section;
// empty where there is none. Drivers put the section with the command (kind 0) first.
func commandOf(message []byte) string {
	const atName = headerLength + 4 + 1 + 4 + 1 // flags, kind of section, length of document, type of field
	if !isMessage(message) || len(message) <= atName || message[headerLength+4] != 0 {
		return ""
	}
	name, _, _ := bytes.Cut(message[atName:], []byte{0})
	return string(name)
}

// isHangUp tells whether a client ended the connection, even in the middle of a message, as one that is killed does.
func isHangUp(err error) bool {
	for _, ordinary := range []error{io.EOF, io.ErrUnexpectedEOF, syscall.ECONNRESET, syscall.EPIPE} {
		if errors.Is(err, ordinary) {
			return true
		}
	}
	return false
}
