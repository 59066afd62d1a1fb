// The server that tests of the MongoDB store run against: FerretDB, which speaks MongoDB's protocol, on SQLite files in
// a folder of its own. It is for tests only: nobody has to log in, and what is written need not survive a power cut.
// scripts/mongodb-server.mjs builds it, with a FerretDB that scripts/ferretdb.mjs has changed in a few lines.
//
// It prints its URL as its first line when it is ready, and ends at SIGTERM, SIGINT or, with -attached, when its
// standard input is closed, as it is when the process that started it ends in whatever way.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/url"
	"os"
	"os/signal"
	"path/filepath"
	"syscall"

	"github.com/FerretDB/FerretDB/ferretdb"
)

func main() {
	folder := flag.String("folder", "", "where the data is; without it a new folder, which is removed at the end")
	port := flag.Int("port", 0, "the port on 127.0.0.1; 0 takes any free one")
	attached := flag.Bool("attached", false, "end when standard input is closed")
	flag.Parse()

	ctx, stop := signal.NotifyContext(context.Background(), syscall.SIGTERM, syscall.SIGINT)
	if *attached {
		go func() {
			_, _ = io.Copy(io.Discard, os.Stdin)
			stop()
		}()
	}
	if err := run(ctx, *folder, *port); err != nil {
		fmt.Fprintln(os.Stderr, "mongodb-server:", err)
		os.Exit(1)
	}
}

func run(ctx context.Context, folder string, port int) error {
	if folder == "" {
		temporary, err := os.MkdirTemp("", "mongodb-server-")
		if err != nil {
			return err
		}
		defer os.RemoveAll(temporary)
		folder = temporary
	}
	folder, err := filepath.Abs(folder)
	if err != nil {
		return err
	}

	socket := filepath.Join(folder, "private.sock")
	_ = os.Remove(socket) // of a server that was killed
	logger := slog.New(slog.NewTextHandler(os.Stderr, &slog.HandlerOptions{Level: slog.LevelError}))
	server, err := ferretdb.New(&ferretdb.Config{
		Listener:  ferretdb.ListenerConfig{Unix: socket},
		Logger:    logger,
		Handler:   "sqlite",
		SQLiteURL: sqliteURL(folder),
	})
	if err != nil {
		return err
	}
	listener, err := net.Listen("tcp", fmt.Sprintf("127.0.0.1:%d", port))
	if err != nil {
		return err
	}

	running, cancel := context.WithCancel(ctx)
	defer cancel()
	ended := make(chan error, 1)
	go func() { ended <- server.Run(running) }()
	fmt.Printf("mongodb://%s/\n", listener.Addr())
	err = (&proxy{socket: socket, logger: logger}).serve(running, listener)
	cancel()
	return errors.Join(err, <-ended)
}

// sqliteURL asks SQLite not to wait for the disk. Readers still do not wait for a writer.
func sqliteURL(folder string) string {
	query := url.Values{"_pragma": {"busy_timeout(10000)", "journal_mode(wal)", "synchronous(off)"}}
	return (&url.URL{Scheme: "file", Path: folder + "/", RawQuery: query.Encode()}).String()
}
