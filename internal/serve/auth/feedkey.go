package auth

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"net/http"
	"net/url"
	"strings"
)

// feedParameter is the parameter of a signed address.
const feedParameter = "key"

// Sign is the address u with a key, by which a program that knows neither headers nor forms, as a calendar, reads this
// very address in the name of id, as a reader. It is good until the password or token changes, which revokes it. Where
// no credentials are asked for, or id has none that last, u stays as it is.
func (a *Auth) Sign(id Identity, u url.URL) url.URL {
	mac := a.feedMAC(id.Name, &u)
	if a.open || mac == nil {
		return u
	}
	q := u.Query()
	q.Set(feedParameter, base64.RawURLEncoding.EncodeToString([]byte(id.Name))+"."+base64.RawURLEncoding.EncodeToString(mac))
	u.RawQuery = q.Encode()
	return u
}

// byFeedKey is who has signed the address of a request that only reads.
func (a *Auth) byFeedKey(r *http.Request) Identity {
	if r.Method != http.MethodGet && r.Method != http.MethodHead || !strings.Contains(r.URL.RawQuery, feedParameter+"=") {
		return Identity{}
	}
	name64, mac64, _ := strings.Cut(r.URL.Query().Get(feedParameter), ".")
	name, err1 := base64.RawURLEncoding.DecodeString(name64)
	mac, err2 := base64.RawURLEncoding.DecodeString(mac64)
	if err1 != nil || err2 != nil {
		return Identity{}
	}
	want := a.feedMAC(string(name), r.URL)
	if want == nil || !hmac.Equal(mac, want) {
		return Identity{}
	}
	return Identity{Name: string(name), Role: Reader, By: "feed"}
}

// feedMAC signs path and query under the credentials of a name; nil where it has none that last.
func (a *Auth) feedMAC(name string, u *url.URL) []byte {
	var secret []byte
	for i := range a.tokens {
		if a.tokens[i].name == name {
			secret = a.tokens[i].sum[:]
		}
	}
	if user, ok := a.users.find(name); ok {
		secret = []byte(user.Hash)
	}
	if secret == nil {
		return nil
	}
	q := u.Query()
	q.Del(feedParameter)
	mac := hmac.New(sha256.New, secret)
	mac.Write([]byte("feed\x00" + name + "\x00" + u.Path + "\x00" + q.Encode()))
	return mac.Sum(nil)
}
