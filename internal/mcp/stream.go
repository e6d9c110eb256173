package mcp

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"sync"
	"time"

	sdk "github.com/modelcontextprotocol/go-sdk/mcp"
)

// maxLine bounds one message of an assistant.
const maxLine = 1 << 20

// patience is how long answers are waited for when nothing more will be asked.
const patience = 30 * time.Second

// Stream is a transport over two streams, one message a line. What was asked before the end of in is still answered, so
// that a file of requests can be piped through. Neither is closed.
func Stream(in io.Reader, out io.Writer) sdk.Transport {
	s := &stream{in: in, out: out, answered: make(chan struct{}, 1)}
	return &sdk.IOTransport{Reader: s, Writer: s, MaxLineLength: maxLine}
}

type stream struct {
	in   io.Reader
	out  io.Writer
	line bytes.Buffer // of in, that has not ended

	mu       sync.Mutex
	open     int // requests without an answer
	answered chan struct{}
}

func (s *stream) Read(p []byte) (int, error) {
	n, err := s.in.Read(p)
	for part := range bytes.Lines(p[:n]) {
		if s.line.Len() <= maxLine {
			s.line.Write(part)
		}
		if part[len(part)-1] == '\n' {
			s.count(s.line.Bytes(), true)
			s.line.Reset()
		}
	}
	if n == 0 && errors.Is(err, io.EOF) {
		s.wait()
	}
	return n, err
}

func (s *stream) Write(p []byte) (int, error) {
	n, err := s.out.Write(p)
	for part := range bytes.Lines(p) {
		s.count(part, false)
	}
	return n, err
}

// count keeps the number of open requests. An answer has an id and no method.
func (s *stream) count(line []byte, asked bool) {
	var msg struct {
		ID     json.RawMessage `json:"id"`
		Method string          `json:"method"`
	}
	if json.Unmarshal(line, &msg) != nil || msg.ID == nil || (msg.Method != "") != asked {
		return
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if asked {
		s.open++
		return
	}
	s.open--
	select {
	case s.answered <- struct{}{}:
	default:
	}
}

// wait returns when no request is open, or patience is at its end.
func (s *stream) wait() {
	end := time.After(patience)
	for {
		s.mu.Lock()
		open := s.open
		s.mu.Unlock()
		if open <= 0 {
			return
		}
		select {
		case <-s.answered:
		case <-end:
			return
		}
	}
}

// Close leaves the streams open: they belong to the caller.
func (s *stream) Close() error { return nil }
