package page

import "net/http"

// A LoginForm is what the page of the login asks for. It is sent to /login.
type LoginForm struct {
	Next      string // where to go then
	Problem   string // why the last try failed
	WithToken bool
	WithUsers bool
	Provider  string // that tells who somebody is; "" for none
}

// Login writes the page on which somebody says who he is. The header may have been written.
func (d *Desk) Login(w http.ResponseWriter, r *http.Request, f LoginForm) {
	d.render(w, r, view{template: "login", title: "Sign in", section: "login", data: f, status: http.StatusOK})
}
