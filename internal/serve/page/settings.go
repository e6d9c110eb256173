package page

import (
	"net/http"
	"net/url"
	"strings"
)

// settings are how one browser likes its pages. They live in a cookie and hold nothing about anybody.
type settings struct {
	Theme   string // "", light or dark; "" is as the system has it
	Density string // "" or compact
	Keys    bool   // shortcuts of single keys
}

const settingsCookie = "desk"

func settingsOf(r *http.Request) settings {
	s := settings{Keys: true}
	c, err := r.Cookie(settingsCookie)
	if err != nil {
		return s
	}
	v, err := url.ParseQuery(c.Value)
	if err != nil {
		return s
	}
	s.Theme, s.Density, s.Keys = oneOf(v.Get("theme"), "light", "dark"), oneOf(v.Get("density"), "compact"), v.Get("keys") != "off"
	return s
}

func (s settings) cookie() string {
	v := url.Values{"theme": {s.Theme}, "density": {s.Density}}
	if !s.Keys {
		v.Set("keys", "off")
	}
	return v.Encode()
}

// oneOf is s where it is one of the allowed values, else "".
func oneOf(s string, allowed ...string) string {
	for _, a := range allowed {
		if s == a {
			return s
		}
	}
	return ""
}

// settings changes those that the form names and goes back to where it stood.
func (d *Desk) settings(r *http.Request) (view, error) {
	s := settingsOf(r)
	if r.PostForm.Has("theme") {
		s.Theme = oneOf(r.PostForm.Get("theme"), "light", "dark")
	}
	if r.PostForm.Has("density") {
		s.Density = oneOf(r.PostForm.Get("density"), "compact")
	}
	if r.PostForm.Has("keys") {
		s.Keys = r.PostForm.Get("keys") != "off"
	}
	return view{to: back(r.PostForm.Get("here")), status: http.StatusSeeOther, cookie: &http.Cookie{
		Name: settingsCookie, Value: s.cookie(), Path: "/", MaxAge: 400 * 24 * 3600, HttpOnly: true, SameSite: http.SameSiteLaxMode, Secure: d.opt.Secure,
	}}, nil
}

// back is an address of this desk, "/" for any other.
func back(to string) string {
	u, err := url.Parse(to)
	if err != nil || u.IsAbs() || u.Host != "" || !strings.HasPrefix(to, "/") || strings.HasPrefix(to, "//") || strings.ContainsAny(to, "\\\r\n") {
		return "/"
	}
	return to
}
