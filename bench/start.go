package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"time"
)

// starts is how often each start is measured.
const starts = 7

// A startup is how long the program takes until it has done its first work, in seconds, each start in a new process with the
// files in the cache of the system. Zero is not measured.
type startup struct {
	Version float64 `json:"version"`         // chancery version
	Article float64 `json:"first_article"`   // chancery annotate, all layers, one article
	Load    float64 `json:"load"`            // word lists and weights, in a process that has started
	Weights float64 `json:"load_weights"`    // of these the weights
	Size    int64   `json:"weights_bytes"`   // of the weights in the program
	Program int64   `json:"program_bytes"`   // of the program
	Reason  string  `json:"not_measured_is"` // why something was not measured
}

// measureStart builds the program and starts it. What cannot be measured, as without the sources, is left at zero.
func (b *bencher) measureStart(ctx context.Context, article string) (startup, error) {
	var s startup
	var load, weights []float64
	for range starts {
		a, err := b.engine(ctx, task{})
		if err != nil {
			return s, err
		}
		load, weights = append(load, a.Load), append(weights, a.Weights)
	}
	s.Load, s.Weights = median(load), median(weights)
	err := b.startProgram(ctx, article, &s)
	if ctx.Err() != nil {
		return s, ctx.Err()
	}
	if err != nil {
		s.Reason = shorten(err.Error())
	}
	return s, nil
}

func (b *bencher) startProgram(ctx context.Context, article string, s *startup) error {
	root, err := projectRoot()
	if err != nil {
		return err
	}
	if s.Size, err = weights(ctx, root); err != nil {
		return err
	}
	program := filepath.Join(b.dir, "chancery.exe") // Windows starts no program without the ending
	build := command(ctx, root, "go", "build", "-trimpath", "-ldflags", "-s -w", "-o", program, "./cmd/chancery")
	build.Env = append(b.env[:len(b.env):len(b.env)], "CGO_ENABLED=0")
	if _, err := output(build); err != nil {
		return err
	}
	info, err := os.Stat(program)
	if err != nil {
		return err
	}
	s.Program = info.Size()
	file := filepath.Join(b.dir, "article.txt")
	if err := os.WriteFile(file, []byte(article), 0o600); err != nil {
		return err
	}
	if s.Version, err = b.startTime(ctx, program, "version"); err != nil {
		return err
	}
	s.Article, err = b.startTime(ctx, program, "annotate", file)
	return err
}

// startTime is how long a program takes from its start to its end.
func (b *bencher) startTime(ctx context.Context, program string, args ...string) (float64, error) {
	var took []float64
	for range starts {
		cmd := command(ctx, b.dir, program, args...)
		cmd.Stdout = io.Discard
		start := time.Now()
		if _, err := output(cmd); err != nil {
			return 0, err
		}
		took = append(took, time.Since(start).Seconds())
	}
	return median(took), nil
}

// weights is the size of the files that the model and the packages under it carry in the program.
func weights(ctx context.Context, root string) (int64, error) {
	out, err := output(command(ctx, root, "go", "list", "-json=Dir,EmbedFiles", "./internal/model/..."))
	if err != nil {
		return 0, err
	}
	var size int64
	for dec := json.NewDecoder(strings.NewReader(out)); ; {
		var p struct {
			Dir        string
			EmbedFiles []string
		}
		if err := dec.Decode(&p); errors.Is(err, io.EOF) {
			return size, nil
		} else if err != nil {
			return 0, fmt.Errorf("go list: %w", err)
		}
		for _, name := range p.EmbedFiles {
			info, err := os.Stat(filepath.Join(p.Dir, name))
			if err != nil {
				return 0, err
			}
			size += info.Size()
		}
	}
}

func command(ctx context.Context, dir, name string, args ...string) *exec.Cmd {
	cmd := exec.CommandContext(ctx, name, args...)
	cmd.Dir = dir
	return cmd
}

// output runs a command. The error has its last words.
func output(cmd *exec.Cmd) (string, error) {
	var out, said strings.Builder
	if cmd.Stdout == nil {
		cmd.Stdout = &out
	}
	cmd.Stderr = &said
	if err := cmd.Run(); err != nil {
		return "", fmt.Errorf("%s: %s", filepath.Base(cmd.Path), lastLine(said.String(), err))
	}
	return out.String(), nil
}
