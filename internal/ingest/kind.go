package ingest

import (
	"mime"
	"path/filepath"
	"strings"
)

// A kind is a kind of file.
type kind uint8

const (
	kindUnknown kind = iota // text, or JSON if it reads as such
	kindText
	kindPage
	kindJSON
)

var kindByExt = map[string]kind{
	".txt": kindText, ".text": kindText, ".md": kindText, ".markdown": kindText,
	".html": kindPage, ".htm": kindPage, ".xhtml": kindPage, ".shtml": kindPage,
	".json": kindJSON, ".jsonl": kindJSON, ".ndjson": kindJSON,
}

// walked lists the endings that a folder is searched for.
var walked = []string{".txt", ".md", ".html", ".htm", ".xhtml", ".json", ".jsonl"}

// isWalked reports whether a file found in a folder is read.
func isWalked(name string) bool {
	lower := strings.ToLower(name)
	if strings.HasPrefix(name, ".") || lower == "gold.json" || strings.HasPrefix(lower, "readme") {
		return false
	}
	for _, ext := range walked {
		if strings.HasSuffix(lower, ext) {
			return true
		}
	}
	return false
}

// isLines reports whether a file has one article a line and is read line by line.
func isLines(path string) bool {
	ext := strings.ToLower(filepath.Ext(path))
	return ext == ".jsonl" || ext == ".ndjson"
}

// kindOf tells the kind of an input; what a server or the bytes say counts where the name says nothing.
func kindOf(name, media string, b []byte) kind {
	switch {
	case media == "text/html" || media == "application/xhtml+xml":
		return kindPage
	case strings.HasSuffix(media, "json"):
		return kindJSON
	case strings.HasPrefix(media, "text/"):
		return kindText
	}
	if k, ok := kindByExt[strings.ToLower(filepath.Ext(name))]; ok {
		return k
	}
	if isPage(string(b[:min(len(b), 1024)])) {
		return kindPage
	}
	return kindUnknown
}

// isPage reports whether s begins as HTML does.
func isPage(s string) bool {
	s = strings.TrimLeft(s[:min(len(s), 1024)], "\ufeff \t\r\n")
	for strings.HasPrefix(s, "<!--") || strings.HasPrefix(s, "<?xml") {
		_, rest, ok := strings.Cut(s, ">")
		if !ok {
			return false
		}
		s = strings.TrimLeft(rest, " \t\r\n")
	}
	for _, lead := range [...]string{"<!doctype html", "<html", "<head", "<body"} {
		if len(s) >= len(lead) && strings.EqualFold(s[:len(lead)], lead) {
			return true
		}
	}
	return false
}

// splitType is the media type and the charset of a Content-Type; what is malformed is empty.
func splitType(contentType string) (media, charset string) {
	media, params, err := mime.ParseMediaType(contentType)
	if err != nil {
		media, _, _ = strings.Cut(strings.ToLower(contentType), ";")
		return strings.TrimSpace(media), ""
	}
	return media, params["charset"]
}
