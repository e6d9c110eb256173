package ingest

import (
	"bufio"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"strings"
)

// root reads a path that was given by name: a file of any ending, or a folder.
func (r *reader) root(path string) bool {
	info, err := os.Stat(path)
	if err != nil {
		return r.refuse(path, fileError(err))
	}
	if !info.IsDir() {
		return r.file(path, info)
	}
	w := &walk{reader: r, seen: map[string]bool{}}
	if !w.folder(path, nil) {
		return false
	}
	if w.found == 0 {
		return r.refuse(path, refusal("it is searched for "+strings.Join(walked, " "), "no articles in this folder"))
	}
	return true
}

// walk is the state of one folder and all below it.
type walk struct {
	*reader
	found int             // files read and problems met
	seen  map[string]bool // real paths of folders, so that links lead to none twice
}

// folder reads the entries of a folder by name. above are the folders it lies in, for the loops that links make.
func (w *walk) folder(path string, above []os.FileInfo) bool {
	info, err := os.Stat(path)
	if err != nil {
		w.found++
		return w.refuse(path, fileError(err))
	}
	for _, a := range above {
		if os.SameFile(a, info) {
			w.found++
			return w.refuse(path, refusal("remove the link", "directory loop: a link leads back to a folder above it"))
		}
	}
	if real, err := filepath.EvalSymlinks(path); err == nil {
		if w.seen[real] {
			return true
		}
		w.seen[real] = true
	}
	entries, err := os.ReadDir(path)
	if err != nil {
		w.found++
		if !w.refuse(path, fileError(err)) {
			return false
		}
	}
	above = append(above[:len(above):len(above)], info)
	for _, e := range entries {
		if w.ctx.Err() != nil || !w.entry(filepath.Join(path, e.Name()), e, above) {
			return false
		}
	}
	return true
}

func (w *walk) entry(path string, e fs.DirEntry, above []os.FileInfo) bool {
	if strings.HasPrefix(e.Name(), ".") {
		return true
	}
	if e.IsDir() {
		return w.folder(path, above)
	}
	isLink := e.Type()&fs.ModeSymlink != 0
	if !isLink && !isWalked(e.Name()) {
		return true
	}
	info, err := os.Stat(path)
	switch {
	case err != nil:
		w.found++
		return w.refuse(path, fileError(err))
	case info.IsDir():
		return w.folder(path, above)
	case !isWalked(e.Name()):
		return true
	case !info.Mode().IsRegular():
		w.found++
		return w.refuse(path, refusal("give it by name to read from it", "not a regular file"))
	}
	w.found++
	return w.file(path, info)
}

// file reads one file, refusing one that is too large before it is opened.
func (r *reader) file(path string, info os.FileInfo) bool {
	if limit := r.opt.maxBytes(); info.Mode().IsRegular() && info.Size() > limit && !isLines(path) {
		return r.refuse(path, tooLarge(info.Size(), limit))
	}
	f, err := os.Open(path)
	if err != nil {
		return r.refuse(path, fileError(err))
	}
	defer f.Close()
	if isLines(path) {
		return r.lines(path, f)
	}
	return r.stream(path, f)
}

// lines reads a file of one article a line, of any size.
func (r *reader) lines(path string, f io.Reader) bool {
	limit := r.opt.maxBytes()
	in := bufio.NewReaderSize(f, 1<<16)
	any := false
	for n := 1; ; n++ {
		if r.ctx.Err() != nil {
			return false
		}
		line, err := readLine(in, limit)
		name := path + ":" + strconv.Itoa(n)
		switch {
		case errors.Is(err, errLong):
			any = true
			if !r.refuse(name, tooLarge(-1, limit)) {
				return false
			}
			continue
		case err != nil && err != io.EOF:
			return r.refuse(name, refusal("", "cannot be read: %v", err))
		}
		if len(strings.TrimSpace(string(line))) > 0 {
			any = true
			goOn := true
			for art, err := range Parse("-.json", "", line, r.opt) {
				if goOn = r.one(name, art, err); !goOn {
					return false
				}
			}
		}
		if err == io.EOF {
			break
		}
	}
	if !any {
		return r.refuse(path, refusal("nothing to read in it", "empty"))
	}
	return true
}

var errLong = errors.New("line is too long")

// readLine reads a line of at most limit bytes; of a longer one the rest is passed over and errLong returned.
func readLine(in *bufio.Reader, limit int64) ([]byte, error) {
	var line []byte
	long := false
	for {
		part, err := in.ReadSlice('\n')
		if long = long || int64(len(line)+len(part)) > limit; !long {
			line = append(line, part...)
		}
		if err == bufio.ErrBufferFull {
			continue
		}
		if long && (err == nil || err == io.EOF) {
			return nil, errLong
		}
		return line, err
	}
}

// fileError puts what the system says of a file in plain words.
func fileError(err error) *Error {
	e := &Error{Err: err}
	switch {
	case errors.Is(err, fs.ErrNotExist):
		e.Reason, e.Hint = "no such file or folder", "check the name"
	case errors.Is(err, fs.ErrPermission):
		e.Reason, e.Hint = "may not be read", "check its permissions"
	case strings.Contains(err.Error(), "too many"):
		e.Reason, e.Hint = "directory loop: its links lead to one another", "remove the link"
	default:
		e.Reason = "cannot be read: " + err.Error()
	}
	return e
}
